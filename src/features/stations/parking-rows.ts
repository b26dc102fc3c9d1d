import type { Station } from '@/contract'
import { carriagewayText } from './driving'

interface Row {
  label: string
  note?: string
  value: string
}

const hoursText = (minutes: number): string =>
  minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`

/** How many may park, how large, for how long, and on which side of a motorway. */
export function parkingRows({ parking, carriageway }: Pick<Station, 'parking' | 'carriageway'>): Row[] {
  if (!parking) return []
  const { spaces, maxLengthM, maxWeightT, maxHeightM, maxStayMinutes } = parking
  const limits = [
    maxLengthM && `长 ${maxLengthM} 米`,
    maxWeightT && `重 ${maxWeightT} 吨`,
    maxHeightM && `高 ${maxHeightM} 米`,
  ].filter(Boolean)
  return [
    { label: '车位', value: `${spaces} 个` },
    ...(limits.length > 0 ? [{ label: '最大', value: limits.join('　') }] : []),
    {
      label: '能停',
      value: maxStayMinutes === undefined ? '没写时限' : `最多 ${hoursText(maxStayMinutes)}`,
    },
    ...(carriageway ? [{ label: '高速', value: carriagewayText(carriageway) }] : []),
  ]
}
