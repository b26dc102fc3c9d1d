import { claimRefusal, expiryOf, nextDayOf, periodOf, type Claimant } from '@/rules/eligibility'

const opensAt = '2026-11-23T00:00:00.000Z'
const closesAt = '2026-12-01T00:00:00.000Z'
const during = Date.parse('2026-11-25T00:00:00Z')
const forDrivers = {
  opensAt,
  closesAt,
  sponsor: '海港区总工会',
  eligibility: { occupations: ['driver' as const, 'trucker' as const], membership: false },
}
const nobody: Claimant = {
  occupation: null,
  regionCode: null,
  member: false,
  verified: false,
  registeredAt: Date.parse('2026-06-01T00:00:00Z'),
}
const forAll = {
  opensAt,
  closesAt,
  sponsor: '海港区总工会',
  eligibility: { occupations: [], membership: false },
}

it('lets everyone claim from a campaign that asks for nothing', () => {
  expect(claimRefusal(forAll, nobody, during)).toBeUndefined()
})

it('opens and closes to the millisecond', () => {
  expect(claimRefusal(forAll, nobody, Date.parse(opensAt) - 1)).toEqual({
    code: 'campaign-not-open',
    retryAt: opensAt,
  })
  expect(claimRefusal(forAll, nobody, Date.parse(opensAt))).toBeUndefined()
  expect(claimRefusal(forAll, nobody, Date.parse(closesAt) - 1)).toBeUndefined()
  expect(claimRefusal(forAll, nobody, Date.parse(closesAt))?.code).toBe('campaign-ended')
})

it('says whom a campaign is for, and what one is registered as', () => {
  expect(claimRefusal(forDrivers, { ...nobody, occupation: 'driver' }, during)).toBeUndefined()
  expect(claimRefusal(forDrivers, { ...nobody, occupation: 'rider' }, during)).toEqual({
    code: 'not-eligible',
    detail: '这份是给网约车司机、货车司机的，你登记的是外卖配送员',
  })
  expect(claimRefusal(forDrivers, nobody, during)?.detail).toBe(
    '这份是给网约车司机、货车司机的，你还没登记工种',
  )
})

it('says whose local people a campaign is for', () => {
  const local = { ...forAll, eligibility: { ...forAll.eligibility, regions: ['1303'] } }
  expect(claimRefusal(local, { ...nobody, regionCode: '371402' }, during)?.detail).toBe(
    '这份是海港区总工会给本地人的，你登记的地方不在那里',
  )
  expect(claimRefusal(local, nobody, during)?.detail).toContain('写上常在的地方')
})

it('asks for what a campaign asks for, and says what to do about it', () => {
  const code = (eligibility: object, person: Partial<Claimant> = {}) =>
    claimRefusal(
      { ...forAll, eligibility: { ...forAll.eligibility, ...eligibility } },
      { ...nobody, ...person },
      during,
    )?.code
  expect(code({ regions: ['1303'] }, { regionCode: '130302' })).toBeUndefined()
  expect(code({ regions: ['1303', '37'] }, { regionCode: '371402' })).toBeUndefined()
  expect(code({ regions: ['1303'] }, { regionCode: '131002' })).toBe('region-elsewhere')
  expect(code({ regions: ['1303'] })).toBe('region-elsewhere')
  expect(code({ membership: true })).toBe('membership-required')
  expect(code({ membership: true }, { member: true })).toBeUndefined()
  expect(code({ verified: true })).toBe('verification-required')
  expect(code({ verified: true }, { verified: true })).toBeUndefined()
  const before = new Date(nobody.registeredAt).toISOString()
  expect(code({ registeredBefore: before })).toBe('registered-late')
  expect(code({ registeredBefore: before }, { registeredAt: nobody.registeredAt - 1 })).toBeUndefined()
  // What he can do nothing about comes first.
  expect(code({ verified: true, regions: ['13'] }, { regionCode: '371402' })).toBe('region-elsewhere')
})

it('keeps what is for members for members, and asks for the right occupation first', () => {
  const forMembers = { ...forDrivers, eligibility: { ...forDrivers.eligibility, membership: true } }
  const driver: Claimant = { ...nobody, occupation: 'driver' }
  expect(claimRefusal(forMembers, driver, during)).toEqual({ code: 'membership-required' })
  expect(claimRefusal(forMembers, { ...driver, member: true }, during)).toBeUndefined()
  expect(claimRefusal(forMembers, nobody, during)?.code).toBe('not-eligible')
})

it('counts a daily campaign by the day in Shanghai, and lets what it gave end with that day', () => {
  const daily = { distribution: 'daily' as const, redeemBy: closesAt, closesAt }
  const lastSecond = Date.parse('2026-11-25T23:59:59+08:00')
  expect(periodOf(daily, lastSecond)).toBe('2026-11-25')
  expect(periodOf(daily, lastSecond + 1_000)).toBe('2026-11-26')
  expect(periodOf({ distribution: 'stock' }, lastSecond)).toBe('')
  expect(expiryOf(daily, lastSecond)).toBe(Date.parse('2026-11-26T00:00:00+08:00'))
  expect(expiryOf({ ...daily, distribution: 'stock' }, lastSecond)).toBe(Date.parse(closesAt))
  expect(nextDayOf(daily, lastSecond)).toBe('2026-11-25T16:00:00.000Z')
  expect(nextDayOf(daily, Date.parse(closesAt) - 1)).toBeUndefined()
})
