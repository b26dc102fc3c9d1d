import { claimRefusal } from '@/rules/eligibility'

const opensAt = '2026-11-23T00:00:00.000Z'
const closesAt = '2026-12-01T00:00:00.000Z'
const during = Date.parse('2026-11-25T00:00:00Z')
const forDrivers = {
  opensAt,
  closesAt,
  eligibility: { occupations: ['driver' as const, 'trucker' as const], membership: false },
}
const forAll = { opensAt, closesAt, eligibility: { occupations: [], membership: false } }
const someone = { occupation: null, member: false }

it('lets everyone claim from a campaign that asks for nothing', () => {
  expect(claimRefusal(forAll, someone, during)).toBeUndefined()
})

it('opens and closes to the millisecond', () => {
  expect(claimRefusal(forAll, someone, Date.parse(opensAt) - 1)).toEqual({
    code: 'campaign-not-open',
    retryAt: opensAt,
  })
  expect(claimRefusal(forAll, someone, Date.parse(opensAt))).toBeUndefined()
  expect(claimRefusal(forAll, someone, Date.parse(closesAt) - 1)).toBeUndefined()
  expect(claimRefusal(forAll, someone, Date.parse(closesAt))?.code).toBe('campaign-ended')
})

it('says whom a campaign is for, and what one is registered as', () => {
  expect(claimRefusal(forDrivers, { ...someone, occupation: 'driver' }, during)).toBeUndefined()
  expect(claimRefusal(forDrivers, { ...someone, occupation: 'rider' }, during)).toEqual({
    code: 'not-eligible',
    detail: '这份是给网约车司机、货车司机的，你登记的是外卖配送员',
  })
  expect(claimRefusal(forDrivers, someone, during)?.detail).toBe(
    '这份是给网约车司机、货车司机的，你还没登记工种',
  )
})

it('keeps what is for members for members, and asks for the right occupation first', () => {
  const forMembers = { ...forDrivers, eligibility: { ...forDrivers.eligibility, membership: true } }
  const driver = { occupation: 'driver' as const, member: false }
  expect(claimRefusal(forMembers, driver, during)).toEqual({ code: 'membership-required' })
  expect(claimRefusal(forMembers, { ...driver, member: true }, during)).toBeUndefined()
  expect(claimRefusal(forMembers, someone, during)?.code).toBe('not-eligible')
})
