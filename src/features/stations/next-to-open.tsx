import { Actions, Button, HeroCard, Tag } from '@/ui'
import { openTag, untilText } from '@/rules/wording'
import { farFigure } from './far-words'
import type { StationNow } from './stations-now'

interface NextToOpenProps {
  it: StationNow
  now: number
  /** What was asked for, in words; empty if nothing. */
  asked: string
  onGo: (it: StationNow) => void
  onOpen: (it: StationNow) => void
}

/** Nothing is open: says so, and which station opens first. */
export function NextToOpen({ it, now, asked, onGo, onOpen }: NextToOpenProps) {
  const { station, openState } = it
  return (
    <HeroCard
      top={<Tag state="shut" text={asked ? `能${asked}的现在都没开` : '附近现在没有开着的'} />}
      title={`最早开的是${station.name}`}
      figure={farFigure(it)}
      side={{ strong: untilText(openState, now), note: openTag(openState), tone: 'closed' }}
    >
      <Actions split>
        <Button
          kind="ghost"
          icon="go"
          text="去这里"
          label={`去这里，${station.name}`}
          onTap={() => onGo(it)}
        />
        <Button kind="quiet" text="看看" label={`看看，${station.name}`} onTap={() => onOpen(it)} />
      </Actions>
    </HeroCard>
  )
}
