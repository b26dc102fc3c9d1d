import type { Voucher } from '@/contract'
import { collectText } from '@/features/campaigns/campaign-words'
import { validText } from '@/features/vouchers/voucher-words'

const redeemBy = '2026-12-31T16:00:00.000Z'
const now = Date.parse('2026-12-01T12:00:00+08:00')
const voucher = (usableFrom?: string) => ({ expiresAt: redeemBy, usableFrom }) as Voucher

it('says from when on something can be collected, beside until when', () => {
  expect(collectText({ redeemBy })).toBe('取货到 12 月 31 日')
  expect(collectText({ redeemBy, redeemFrom: '2026-12-04T16:00:00.000Z' })).toBe(
    '12 月 5 日起取货，到 12 月 31 日',
  )
  expect(collectText({ redeemBy, redeemFrom: '2026-12-05T00:30:00.000Z' })).toBe(
    '12 月 5 日 8:30 起取货，到 12 月 31 日',
  )
})

it('says of a voucher from when on it works, as long as that is to come', () => {
  expect(validText(voucher(), now)).toBe('有效到 12 月 31 日')
  expect(validText(voucher('2026-12-04T16:00:00.000Z'), now)).toBe('12 月 5 日起能用，到 12 月 31 日')
  expect(validText(voucher(new Date(now).toISOString()), now)).toBe('有效到 12 月 31 日')
})
