import type { Figures, ReplyOf, api } from '@/contract'
import { faultText, staleNotice, type QueryView } from '@/platform/query-view'
import { figureTerms } from '@/rules/ledger-words'
import { momentText } from '@/rules/wording'
import { useState } from 'react'
import {
  Actions,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Field,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonHero,
  SkeletonList,
  Stats,
} from '@/ui'

interface LedgerScreenProps {
  title: string | undefined
  view: QueryView<ReplyOf<typeof api.campaignLedger>>
  /** Where the sealed ledger ends; undefined where that is not known. */
  head: ReplyOf<typeof api.ledgerHead>['head'] | undefined
  /** Epoch ms. */
  now: number
}

/** Stations that are drawn at first, and added by each tap. */
const page = 20

/** The open figures of a campaign, in all and at each of its stations, for everybody. */
export function LedgerScreen({ title, view, head, now }: LedgerScreenProps) {
  const { data, fault, refresh } = view
  const [shown, setShown] = useState(page)
  const [sought, setSought] = useState('')
  const words = sought.trim().split(/\s+/)
  const found = data?.stations.filter(({ name }) => words.every((it) => name.includes(it))) ?? []
  const retry = { text: '重试', onTap: () => void refresh() }
  return (
    <Screen
      title="公开账目"
      back
      refreshing={view.refreshing}
      notice={fault && data && <Notice {...staleNotice(fault, view, now)} />}
    >
      {data ? (
        <>
          <Card title={title ?? '这份福利'} aside="全部驿站">
            <Figured figures={data.total} />
            <Para inset tone="quiet">
              剩余 = 到货 − 已领 − 损耗；预留是领了、还没来取的
            </Para>
          </Card>
          <Section title="每个驿站" aside={`${found.length} 个`} />
          {data.stations.length > page && (
            <Card>
              <Field label="找驿站" value={sought} placeholder="名字里的字" search onChange={setSought} />
            </Card>
          )}
          {found.slice(0, shown).map((it) => (
            <Card key={it.stationId} title={it.name}>
              <Figured figures={it.figures} />
            </Card>
          ))}
          {found.length > shown && (
            <Actions>
              <Button kind="quiet" size="mid" text="再看一些" onTap={() => setShown(shown + page)} />
            </Actions>
          )}
          {found.length === 0 && (
            <EmptyState icon="list" title={sought ? '没有这个驿站，换个字找' : '还没有驿站发这份福利'} />
          )}
          <Card title="每一笔都记，不能改" tone="sunk">
            <Para inset tone="quiet">
              账上没有名字。每笔和前一笔锁在一起，改一笔、少一笔、塞一笔，谁都验得出来。
            </Para>
            {head && (
              <Para inset tone="quiet">
                {`已锁到第 ${head.number} 笔（${momentText(Date.parse(head.sealedAt))}），校验码前 8 位 ${head.hash.slice(0, 8)}`}
              </Para>
            )}
          </Card>
        </>
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={retry} />
      ) : (
        <>
          <SkeletonHero />
          <SkeletonList rows={3} />
        </>
      )}
    </Screen>
  )
}

/** Seven are too many for a row. */
const Figured = ({ figures }: { figures: Figures }) => (
  <>
    <Stats items={figureTerms(figures).slice(0, 4)} />
    <Stats items={figureTerms(figures).slice(4)} />
  </>
)
