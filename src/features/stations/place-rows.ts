import type { Station } from '@/contract'
import { placeIndex } from '@/rules/station-place'
import { dayOf, dayOfDate } from '@/rules/shanghai'
import { dayText } from '@/rules/wording'

interface Row {
  label: string
  value: string
  tone?: 'quiet'
  strong?: boolean
}

/** As many places ahead as are told. */
const told = 4

/** Where a movable station stands, from today on; empty for others. `now`: epoch ms. */
export function placeRows({ places = [] }: Pick<Station, 'places'>, now: number): Row[] {
  const today = dayOf(now)
  const here = placeIndex(places, now)
  return places
    .map((it, i) => ({ ...it, i, first: dayOfDate(it.from), last: it.to ? dayOfDate(it.to) : undefined }))
    .filter(({ last, first, i }) => i === here || (first > today && (last ?? first) >= today))
    .sort((a, b) => a.first - b.first)
    .slice(0, told)
    .map(({ first, last, address, i }): Row => {
      const days =
        last === undefined
          ? `${dayText(first)}起`
          : last === first
            ? dayText(first)
            : `${dayText(first)}到 ${dayText(last)}`
      return { label: days, value: address, tone: i === here ? undefined : 'quiet', strong: i === here }
    })
}
