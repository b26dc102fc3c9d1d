import { claimRefusal } from '@/rules/eligibility'

const opensAt = '2026-11-23T00:00:00.000Z'
const closesAt = '2026-12-01T00:00:00.000Z'
const during = Date.parse('2026-11-25T00:00:00Z')
const forDrivers = {
  opensAt,
  closesAt,
  eligibility: { occupations: ['driver' as const, 'trucker' as const] },
}
const forAll = { opensAt, closesAt, eligibility: { occupations: [] } }

it('lets everyone claim from a campaign that asks for nothing', () => {
  expect(claimRefusal(forAll, null, during)).toBeUndefined()
})

it('opens and closes to the millisecond', () => {
  expect(claimRefusal(forAll, null, Date.parse(opensAt) - 1)).toEqual({
    code: 'campaign-not-open',
    retryAt: opensAt,
  })
  expect(claimRefusal(forAll, null, Date.parse(opensAt))).toBeUndefined()
  expect(claimRefusal(forAll, null, Date.parse(closesAt) - 1)).toBeUndefined()
  expect(claimRefusal(forAll, null, Date.parse(closesAt))?.code).toBe('campaign-ended')
})

it('says whom a campaign is for, and what one is registered as', () => {
  expect(claimRefusal(forDrivers, 'driver', during)).toBeUndefined()
  expect(claimRefusal(forDrivers, 'rider', during)).toEqual({
    code: 'not-eligible',
    detail: '这份是给网约车司机、货车司机的，你登记的是外卖配送员',
  })
  expect(claimRefusal(forDrivers, null, during)?.detail).toBe(
    '这份是给网约车司机、货车司机的，你还没登记工种',
  )
})
