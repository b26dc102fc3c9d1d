import type { ClaimFigures } from '@/contract'
import { type QueryView, faultText, staleNotice } from '@/platform/query-view'
import { Card, EmptyState, ErrorState, Notice, Pairs, Para, Screen, SkeletonHero, Stats } from '@/ui'
import { money } from '@/rules/wording'
import { fullDay } from './claim-words'

interface FiguresProps {
  figures: QueryView<ClaimFigures[]>
  /** Epoch ms. */
  now: number
}

/** What each plan did for its members, without anybody in it. */
export function Figures({ figures, now }: FiguresProps) {
  const { data, fault, refresh } = figures
  return (
    <Screen
      title="互助办了多少事"
      back
      refreshing={figures.refreshing}
      notice={fault && data && <Notice {...staleNotice(fault, figures, now)} />}
    >
      {!data && fault && (
        <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
      )}
      {!data && !fault && <SkeletonHero />}
      {data?.length === 0 && <EmptyState icon="shield" title="还没有可以公开的数" />}
      {data?.map((it) => (
        <Card key={it.planId} title={it.title} aside={it.since ? `${fullDay(it.since)}起` : undefined}>
          <Stats
            items={[
              { value: String(it.claims), label: '报案' },
              { value: String(it.paid), label: '已给付' },
              { value: money(it.paidFen), label: '给付（元）' },
            ]}
          />
          <Pairs
            rows={[
              {
                label: '从报案到收到钱',
                note: it.medianDays === null ? '不到 5 件，不算这个数' : '一半人比这快',
                value: it.medianDays === null ? '—' : `${it.medianDays} 天`,
                tone: 'open',
                strong: true,
              },
              { label: '没有通过', value: `${it.refused} 件`, tone: 'quiet' },
              { label: '还在办', value: `${it.open} 件`, tone: 'quiet' },
            ]}
          />
          {it.demo && (
            <Para inset tone="quiet">
              演示数据
            </Para>
          )}
        </Card>
      ))}
      <Para tone="quiet">只有数，没有谁的名字。每一笔都在公开的账本里记着。</Para>
    </Screen>
  )
}
