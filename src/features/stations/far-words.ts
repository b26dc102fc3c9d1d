import { shownMinutes } from '@/rules/driving'
import { distanceText, rideMinutes } from '@/rules/wording'
import type { StationNow } from './stations-now'

type Far = Pick<StationNow, 'distanceM' | 'drive'>

/** Minutes on the way: by car for who drives, by electric bicycle for the others. */
export const minutesTo = ({ distanceM, drive }: Far): number =>
  drive ? shownMinutes(drive) : rideMinutes(distanceM)

/** 25 分钟, 3 小时 */
const driveText = (minutes: number): { value: string; unit: string } =>
  minutes < 120
    ? { value: String(minutes), unit: '分钟' }
    : { value: String(Math.round(minutes / 60)), unit: '小时' }

/** The figure of a large card: 320 米 · 骑 2 分钟; for who drives, 25 分钟 · 30 公里. */
export function farFigure(it: Far): { value: string; unit: string } {
  const { number, unit } = distanceText(it.distanceM)
  const byCar = it.drive && driveText(minutesTo(it))
  return byCar
    ? { value: byCar.value, unit: `${byCar.unit} · ${number} ${unit}` }
    : { value: number, unit: `${unit} · 骑 ${minutesTo(it)} 分钟` }
}

/** The figure of a row: 320 米; for who drives, 25 分钟. */
export function rowFigure(it: Far): { value: string; unit: string } {
  const { number, unit } = distanceText(it.distanceM)
  return it.drive ? driveText(minutesTo(it)) : { value: number, unit }
}
