import { DAY, dateText, dayOf, dayOfDate, startOf } from '@/rules/shanghai'
import type { Draft } from './drafts'

/** When it happened, epoch ms: when the draft was begun unless another day was chosen, of which noon stands for all. */
export function happenedAt(
  { happenedOn, begunAt }: Pick<Draft, 'happenedOn' | 'begunAt'>,
  now: number,
): number {
  if (happenedOn === null || dateText(dayOf(begunAt)) === happenedOn) return Math.min(begunAt, now)
  const day = dayOfDate(happenedOn)
  return day < dayOf(now)
    ? startOf(day) + DAY / 2
    : Math.max(startOf(day), Math.min(startOf(day) + DAY / 2, now))
}
