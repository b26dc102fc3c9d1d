import type { Redemption } from '@/contract'
import { faultText } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { occupationName } from '@/rules/eligibility'
import { pastText } from '@/rules/wording'
import { Actions, Button, ErrorState, List, ListRow, Para, Section, SkeletonList } from '@/ui'
import type { RedemptionsView } from './use-redemptions'

/** What was handed over here lately. */
export function Recent({ view: { data, fault, refresh, older } }: { view: RedemptionsView }) {
  const now = useMinute()
  return (
    <>
      <Section title="这里核销过的" />
      {data ? (
        <>
          {data.length > 0 ? (
            <List>
              {data.map((it) => (
                <ListRow
                  key={it.id}
                  title={`${it.worker.maskedName} · ${it.title}`}
                  note={rowNote(it, now)}
                  noteTone={it.undoneAt ? 'closed' : undefined}
                />
              ))}
            </List>
          ) : (
            <Para tone="quiet">还没有。核销一张，这里就有一条</Para>
          )}
          {older && (
            <Actions>
              <Button kind="quiet" size="mid" text="更早的" busy={older.loading} onTap={older.load} />
            </Actions>
          )}
        </>
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
      ) : (
        <SkeletonList rows={3} />
      )}
    </>
  )
}

const means = { qr: '扫码', digits: '数字', hand: '手工' } as const

const rowNote = ({ redeemedAt, by, undoneAt, worker }: Redemption, now: number): string =>
  [
    undoneAt && '撤销了',
    pastText(Date.parse(redeemedAt), now),
    means[by],
    worker.occupation && occupationName(worker.occupation),
  ]
    .filter(Boolean)
    .join(' · ')
