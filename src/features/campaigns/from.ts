import type { Point } from '@/contract'
import { distanceText } from '@/rules/wording'

/** Where distances are counted from. `name` is 你 for the phone's own position. */
export interface From {
  name: string
  point: Point
}

/** 离你 320 米 */
export function awayText(from: From, metres: number): string {
  const far = distanceText(metres)
  return `离${from.name} ${far.number} ${far.unit}`
}
