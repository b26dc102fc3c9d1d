import type { Figures } from '@/contract'

/** The open figures, each with its word, in the order in which things go through a station. */
export const figureTerms = (it: Figures): { value: string; label: string }[] => [
  { value: String(it.received), label: '到货' },
  { value: String(it.reserved), label: '预留' },
  { value: String(it.claimed), label: '已领' },
  { value: String(it.redeemed), label: '已核销' },
  { value: String(it.returned), label: '退回' },
  { value: String(it.lost), label: '损耗' },
  { value: String(it.left), label: '剩余' },
]
