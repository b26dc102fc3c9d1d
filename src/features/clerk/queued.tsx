import { Notice, Outcome, Screen } from '@/ui'
import { Next } from './next'
import { type QueuedScan, useQueueStore } from './queue'
import { RefusedScreen } from './refused'
import { Undo } from './undo'

interface QueuedProps {
  scan: QueuedScan
  /** When, epoch ms by the server's clock. */
  at: number
  undo?: 'sending' | Error
  onUndo: () => void
  onScan: () => void
  onType: () => void
}

/** Taken without signal: hand it over. Should the server have refused it by now, that is what is shown. */
export function Queued({ scan, at, undo, onUndo, onScan, onType }: QueuedProps) {
  const live = useQueueStore((it) => it.scans.find((kept) => kept?.key === scan.key))
  const end = live?.end
  if (end && 'code' in end) return <RefusedScreen refused={end} onScan={onScan} onType={onType} />
  return (
    <Screen title="核销" back onBack={onType} foot={<Next onScan={onScan} onType={onType} />}>
      <Outcome icon="check" tone="good" title="可以给他了" lead={end?.title ?? scan.title} />
      {end ? (
        <Notice kind="info">{`上传了，是${end.who}的`}</Notice>
      ) : (
        <Notice kind="info" icon="clock">
          存在手机里了，有信号自动上传
        </Notice>
      )}
      {(end?.redemptionId !== undefined || !live?.sent) && (
        <Undo
          at={at}
          note={end ? '账本会记一笔' : '当没扫过'}
          busy={undo === 'sending'}
          fault={undo instanceof Error ? undo : undefined}
          onUndo={onUndo}
        />
      )}
    </Screen>
  )
}

/** Nothing was handed over after all. */
export const Undone = ({
  title,
  who,
  onScan,
  onType,
}: {
  title: string
  who?: string
  onScan?: () => void
  onType: () => void
}) => (
  <Screen title="核销" back onBack={onType} foot={<Next onScan={onScan} onType={onType} />}>
    <Outcome
      icon="again"
      tone="lamp"
      title="撤销了"
      lead={[who, title].filter(Boolean).join(' · ')}
      note={who ? '券回到他手上，还能用。东西请收回来' : '这次不算，券还能用。东西请收回来'}
    />
  </Screen>
)
