import type { Redemption } from '@/contract'
import type { RedemptionRow } from './queries'

export const showRedemption = (row: RedemptionRow): Redemption => ({
  id: row.id,
  voucherId: row.voucher_id,
  campaignId: row.campaign_id,
  title: row.title,
  items: row.items,
  worker: { maskedName: row.display_name, occupation: row.occupation },
  station: { id: row.station_id, name: row.station_name },
  redeemedAt: row.redeemed_at.toISOString(),
  ...(row.variant !== '' && { variant: row.variant }),
  ...(row.uses_left !== null && { usesLeft: row.uses_left }),
  by: row.means,
  ...(row.undone_at && { undoneAt: row.undone_at.toISOString() }),
})
