import { type ReactNode, useState } from 'react'
import type { MissingReport, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { distanceText, pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  EmptyState,
  ErrorState,
  Lead,
  Line,
  List,
  ListRow,
  Notice,
  Screen,
  Section,
  Sheet,
  SkeletonList,
} from '@/ui'
import { AtStation } from './at-station'
import { type MissingView, useElsewhere, useMissing } from './use-missing'
import type { ClerkStation } from './use-station-choice'

/** What people came for and did not find, at one of the clerk's stations. */
export function Missing({ worker }: { worker: Worker }) {
  return (
    <AtStation worker={worker} title="有人说没有货">
      {(station, onChange, sheet) => <Reports key={station.id} {...{ station, onChange, sheet }} />}
    </AtStation>
  )
}

const outcomes = {
  found: '记下了：找到了，他来取',
  elsewhere: '记下了：换到别的站给他',
  gone: '记下了：没有了，他可以重新领',
} as const

interface ReportsProps {
  station: ClerkStation
  onChange?: () => void
  sheet: ReactNode
}

function Reports({ station, onChange, sheet }: ReportsProps) {
  const view = useMissing(station.id)
  const now = useMinute()
  const [asked, setAsked] = useState<MissingReport>()
  const { data, fault, refresh, resolved } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const look = (it: MissingReport) => {
    view.reset()
    setAsked(it)
  }
  return (
    <Screen
      title="有人说没有货"
      back
      refreshing={view.refreshing}
      notice={
        fault && data ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {isOffline(fault) ? '没信号 · 可能有新的没显示' : '没更新成 · 可能有新的没显示'}
          </Notice>
        ) : undefined
      }
    >
      <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
      {resolved?.outcome && <Notice kind="info">{outcomes[resolved.outcome]}</Notice>}
      {data && data.length > 0 && (
        <List>
          {data.map((it) => (
            <ListRow
              key={it.id}
              icon="warn"
              title={[it.title, it.variant].filter(Boolean).join(' · ')}
              note={`${it.worker.maskedName} · ${pastText(Date.parse(it.reportedAt), now)} 报的`}
              onTap={() => look(it)}
            />
          ))}
        </List>
      )}
      {data?.length === 0 && (
        <EmptyState icon="check" title="没有人报缺货" note="有人来取，货不在，这里就有" />
      )}
      {!data && (fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonList rows={3} />)}
      {asked && !resolved && (
        <Resolve key={asked.id} report={asked} view={view} onClose={() => setAsked(undefined)} />
      )}
      {sheet}
    </Screen>
  )
}

interface ResolveProps {
  report: MissingReport
  view: MissingView
  onClose: () => void
}

/** The three ways it can end. */
function Resolve({ report, view: { resolve, resolving, refused }, onClose }: ResolveProps) {
  const [elsewhere, setElsewhere] = useState(false)
  const { id, title, variant, worker } = report
  return (
    <Sheet title={[title, variant].filter(Boolean).join(' · ')} onClose={onClose}>
      <Lead title={`${worker.maskedName}没拿到`} note="先找一找，再点一个" />
      {refused && (
        <Notice kind="warn">
          {isOffline(refused)
            ? '没信号，还没记上。有信号再点一次'
            : refused instanceof Refusal
              ? refused.detail
              : faultText(refused).note}
        </Notice>
      )}
      {elsewhere ? (
        <Elsewhere report={report} onPick={(stationId) => resolve({ id, outcome: 'elsewhere', stationId })} />
      ) : (
        <Actions>
          <Button text="找到了，他来取" busy={resolving} onTap={() => resolve({ id, outcome: 'found' })} />
          <Button kind="quiet" text="换到别的站给他" onTap={() => setElsewhere(true)} />
          <Button
            kind="quiet"
            text="没有了，让他重新领"
            busy={resolving}
            onTap={() => resolve({ id, outcome: 'gone' })}
          />
        </Actions>
      )}
    </Sheet>
  )
}

/** As many as are looked at. */
const shownStations = 5

function Elsewhere({ report, onPick }: { report: MissingReport; onPick: (stationId: string) => void }) {
  const { data, fault, refresh } = useElsewhere(report)
  if (!data) {
    return fault ? (
      <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
    ) : (
      <SkeletonList rows={3} lead />
    )
  }
  if (data.length === 0) return <EmptyState title="别的站也没有了" note="点“没有了”，他可以重新领" />
  return (
    <>
      <Section title="换到哪个站" aside="有货的" />
      <List>
        {data.slice(0, shownStations).map(({ stationId, name, left, distanceM }) => {
          const far = distanceM === undefined ? undefined : distanceText(distanceM)
          return (
            <ListRow
              key={stationId}
              figure={far && { value: far.number, unit: far.unit }}
              title={name}
              note={left === undefined ? undefined : `还有 ${left} 份`}
              noteTone="open"
              onTap={() => onPick(stationId)}
            />
          )
        })}
      </List>
    </>
  )
}
