import { View } from '@tarojs/components'
import { useState } from 'react'
import { toTop } from '@/platform'
import { Actions, Button, Choice, Para, Section } from '@/ui'
import type { Groups, Offer } from './group-campaigns'
import type { From } from './from'
import { ClaimableTicket, ClaimedTicket, DailyTicket, NotYetTicket, type OfferWays } from './offer-tickets'
import type { ClaimState } from './use-claim'
import './campaigns.scss'

/** More than this are no longer taken in at a glance, and can be narrowed down. */
const few = 12
/** Tickets at a time: a list that only grew would grow slow. */
const pageSize = 20

type Part = keyof Groups

const parts: readonly { part: Part; title: string; text: string }[] = [
  { part: 'claimable', title: '今天能领', text: '能领的' },
  { part: 'notYet', title: '还不能领', text: '还不能领' },
  { part: 'claimed', title: '领过的', text: '领过的' },
]
const choices = [
  { value: 'all' as const, text: '全部' },
  ...parts.map(({ part, text }) => ({ value: part, text })),
]

interface OfferListProps extends OfferWays {
  groups: Groups
  now: number
  claim: ClaimState
  from: From
}

/** What can be claimed, what cannot yet, and what has been; where there are many, a part or a page of them. */
export function OfferList({ groups, now, claim, from, ...ways }: OfferListProps) {
  const [chosen, setChosen] = useState<Part | 'all'>('all')
  const [asked, setPage] = useState(0)
  const all = parts.flatMap(({ part }) => groups[part].map((offer) => ({ part, offer })))
  const many = all.length > few
  const seen = many && chosen !== 'all' ? all.filter(({ part }) => part === chosen) : all
  const pages = Math.max(1, Math.ceil(seen.length / pageSize))
  const page = Math.min(asked, pages - 1)
  const shown = seen.slice(page * pageSize, (page + 1) * pageSize)
  const choose = (value: Part | 'all') => {
    setChosen(value)
    setPage(0)
  }
  const turn = (to: number) => {
    setPage(to)
    toTop()
  }
  const ticket = (part: Part, offer: Offer) => {
    const key = offer.campaign.id
    if (part === 'notYet') return <NotYetTicket key={key} offer={offer} now={now} onOpen={ways.onOpen} />
    if (part === 'claimed') return <ClaimedTicket key={key} offer={offer} now={now} {...ways} />
    const one = { offer, claim, first: offer === groups.claimable[0], ...ways }
    return offer.campaign.distribution === 'daily' ? (
      <DailyTicket key={key} {...one} from={from} />
    ) : (
      <ClaimableTicket key={key} {...one} />
    )
  }
  return (
    <>
      {many && (
        <View className="of-chips">
          <Choice label="看哪些" options={choices} value={chosen} onChange={choose} />
        </View>
      )}
      <View>
        {parts.map(({ part, title }) => {
          const here = shown.filter((it) => it.part === part)
          const first = part === 'claimable' && page === 0 && (chosen === 'all' || chosen === part)
          if (here.length === 0 && !first) return null
          return (
            <View key={part}>
              <Section title={title} aside={part === 'claimable' ? `${groups[part].length} 样` : undefined} />
              {here.length === 0 && <Para tone="quiet">今天没有能领的</Para>}
              {here.map(({ offer }) => ticket(part, offer))}
            </View>
          )
        })}
        {shown.length === 0 && chosen !== 'all' && chosen !== 'claimable' && (
          <Para tone="quiet" center>
            没有这样的
          </Para>
        )}
      </View>
      {/* A place of its own: what comes and goes behind a list would have Taro send the list again. */}
      <View className="of-pages">
        {pages > 1 && (
          <>
            <Para center>{`第 ${page + 1} 页，共 ${pages} 页`}</Para>
            <Actions>
              {page + 1 < pages && (
                <Button kind="quiet" size="mid" text="下一页" onTap={() => turn(page + 1)} />
              )}
              {page > 0 && <Button kind="quiet" size="mid" text="上一页" onTap={() => turn(page - 1)} />}
            </Actions>
          </>
        )}
      </View>
      {seen.some(({ offer }) => offer.campaign.demo) && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}
