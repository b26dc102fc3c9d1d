import { render, screen } from '@testing-library/react'
import type { Voucher } from '@/contract'
import { VoucherWays } from '@/features/vouchers/voucher-ways'

const from = '2026-12-05T00:00:00.000Z'
const voucher = { usableFrom: from, station: null, variant: undefined } as unknown as Voucher
const show = (now: number) => render(<VoucherWays voucher={voucher} now={now} onMove={() => undefined} />)

test('what cannot be collected yet can be given back, and cannot be missing', () => {
  show(Date.parse(from) - 1)
  screen.getByText('不要了，退回')
  expect(screen.queryByText('到了站，没有货')).toBeNull()
  expect(screen.queryByText('码被人拍了，换新码')).toBeNull()
})

test('from that moment on it can be said to be missing, and its code be changed', () => {
  show(Date.parse(from))
  for (const way of ['不要了，退回', '到了站，没有货', '码被人拍了，换新码']) screen.getByText(way)
})
