import { useEffect, useState } from 'react'
import type { Worker } from '@/contract'
import { faultText } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { useOnline } from '@/platform/use-online'
import { QUEUE_CAP } from '@/rules/desk'
import { pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  EmptyState,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Screen,
  Section,
  Sheet,
} from '@/ui'
import { dropDamaged, type Ending, markSeen, type QueuedScan, useQueueStore } from './queue'
import { happened } from './refused'
import { syncScans, useSyncState } from './scan-sync'
import { StillWaiting } from './sync-queue'
import { useQueue } from './use-queue'

/** What was scanned without signal: what waits, what did not count, what did. */
export function QueueScreen({ worker }: { worker: Worker }) {
  const { waiting, conflicts, done, damaged } = useQueue(worker.id)
  const { running, fault } = useSyncState()
  const online = useOnline()
  const now = useMinute()
  const [looked, setLooked] = useState<QueuedScan>()
  useEffect(syncScans, [])
  const nothing = waiting.length + conflicts.length + done.length + damaged === 0
  return (
    <Screen title="没信号时扫的" back refreshing={running} notice={<Told online={online} fault={fault} />}>
      {nothing && (
        <EmptyState icon="check" title="没有要上传的" note="没信号时扫的券先存在这里，有信号自动上传" />
      )}
      {damaged > 0 && (
        <Card title={`${damaged} 条记录坏了，读不出来`}>
          <Para inset>存储被改过或清过，这几条算不上。别的不受影响。</Para>
          <Actions>
            <Button kind="quiet" size="mid" text="知道了，清掉" onTap={() => dropDamaged(useQueueStore)} />
          </Actions>
        </Card>
      )}
      {conflicts.length > 0 && (
        <>
          <Section title="没算上，要看" aside={`${conflicts.length} 张`} />
          <List>
            {conflicts.map((it) => (
              <ListRow
                key={it.key}
                icon="cross"
                title={it.title ?? `券 ${it.handle}`}
                note={conflictNote(it, now)}
                noteTone="stop"
                onTap={() => setLooked(it)}
              />
            ))}
          </List>
        </>
      )}
      {waiting.length > 0 && (
        <>
          <Section title="等上传" aside={`${waiting.length} / ${QUEUE_CAP} 张`} />
          <List>
            {waiting.map((it) => (
              <ListRow
                key={it.key}
                icon="clock"
                title={it.title ?? `券 ${it.handle}`}
                note={`${pastText(Date.parse(it.scannedAt), now)} · ${it.stationName}`}
              />
            ))}
          </List>
          <Actions>
            <Button kind="quiet" size="mid" icon="again" text="现在上传" busy={running} onTap={syncScans} />
          </Actions>
        </>
      )}
      {done.length > 0 && (
        <>
          <Section title="算好的" aside={`${done.length} 张`} />
          <List>
            {done.map((it) => (
              <ListRow
                key={it.key}
                icon={it.end && 'code' in it.end ? 'cross' : 'check'}
                title={
                  it.end && !('code' in it.end)
                    ? `${it.end.who} · ${it.end.title}`
                    : (it.title ?? `券 ${it.handle}`)
                }
                note={doneNote(it, now)}
              />
            ))}
          </List>
        </>
      )}
      {looked?.end && 'code' in looked.end && (
        <Conflict scan={looked} end={looked.end} now={now} onClose={() => setLooked(undefined)} />
      )}
    </Screen>
  )
}

function Told({ online, fault }: { online: boolean; fault: Error | null }) {
  if (!online) return <Notice kind="offline">没信号 · 有信号自动上传，关掉也不丢</Notice>
  if (!fault) return null
  if (fault instanceof StillWaiting)
    return <Notice kind="warn">服务器还收不下，过一会儿再传。手机时间不对的，先打开“自动设置时间”</Notice>
  return <Notice kind="warn">{`${faultText(fault).title}，还没传完，一会儿自动再传`}</Notice>
}

const conflictNote = ({ end, scannedAt }: QueuedScan, now: number): string =>
  [end && 'code' in end && end.detail.split('，')[0], `${pastText(Date.parse(scannedAt), now)} 扫的`]
    .filter(Boolean)
    .join(' · ')

const doneNote = ({ end, scannedAt }: QueuedScan, now: number): string =>
  end && 'code' in end
    ? `没算上，看过了 · ${pastText(Date.parse(scannedAt), now)} 扫的`
    : `${pastText(Date.parse(scannedAt), now)} 扫的，上传了`

interface ConflictProps {
  scan: QueuedScan
  end: Extract<Ending, { code: unknown }>
  now: number
  onClose: () => void
}

/** Why one did not count; it stays until the clerk says that he has seen it. */
function Conflict({ scan, end, now, onClose }: ConflictProps) {
  const where = happened(end, now)
  return (
    <Sheet title={scan.title ?? '这张没算上'} onClose={onClose}>
      <Para tone="strong">{end.detail}</Para>
      <Card>
        <Pairs
          rows={[
            { label: '这里扫的', value: pastText(Date.parse(scan.scannedAt), now), tone: 'quiet' },
            ...(where
              ? [
                  {
                    label: end.code === 'voucher-redeemed' ? '先领走的' : '时间',
                    value: where,
                    tone: 'quiet' as const,
                  },
                ]
              : []),
            { label: '券号', value: scan.handle, tone: 'quiet' },
          ]}
        />
      </Card>
      <Para tone="quiet">东西已经给了的，在“库存和交接”里记一笔损耗，账就对得上。</Para>
      <Actions>
        <Button
          text="知道了"
          onTap={() => {
            markSeen(useQueueStore, scan.key)
            onClose()
          }}
        />
      </Actions>
    </Sheet>
  )
}
