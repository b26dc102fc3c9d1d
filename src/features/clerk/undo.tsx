import { useEffect, useState } from 'react'
import { Refusal } from '@/platform/call'
import { codeNow } from '@/platform/code-clock'
import { faultText } from '@/platform/query-view'
import { UNDO_MS } from '@/rules/desk'
import { Actions, Button, CountdownSeconds, Notice, Para } from '@/ui'

interface UndoProps {
  /** When it was done, epoch ms by the server's clock. */
  at: number
  /** What taking it back leaves behind. */
  note: string
  busy?: boolean
  fault?: Error
  onUndo: () => void
}

/** The way back for a minute. */
export function Undo({ at, note, busy, fault, onUndo }: UndoProps) {
  const [now, setNow] = useState(codeNow)
  const left = at + UNDO_MS - now
  useEffect(() => {
    if (left <= 0) return undefined
    const timer = setTimeout(() => setNow(codeNow()), left + 100)
    return () => clearTimeout(timer)
  }, [left])
  const late = fault instanceof Refusal && fault.code === 'undo-late'
  return (
    <>
      {fault && (
        <Notice kind="warn">
          {fault instanceof Refusal ? fault.detail : `${faultText(fault).title}，还没撤掉。再点一次`}
        </Notice>
      )}
      {left > 0 && !late && (
        <>
          <Actions>
            <Button kind="quiet" size="mid" icon="again" text="给错了，撤销" busy={busy} onTap={onUndo} />
          </Actions>
          <Para tone="quiet" center>
            <CountdownSeconds seconds={UNDO_MS / 1000} startedAt={at} now={now} /> 秒内能撤销，{note}
          </Para>
        </>
      )}
    </>
  )
}
