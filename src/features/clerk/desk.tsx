import { type ReactNode, useEffect, useState } from 'react'
import type { Worker } from '@/contract'
import { CameraRefused, scanCode } from '@/platform'
import { faultText, isOffline } from '@/platform/query-view'
import { useOnline } from '@/platform/use-online'
import { parseCode } from '@/rules/parse-code'
import { readScan, shortened } from '@/rules/scanned'
import { Button, Card, DigitsInput, ErrorState, Line, List, ListRow, Notice, Screen } from '@/ui'
import { AtStation } from './at-station'
import { useDeskPack } from './desk-pack'
import { Presented } from './presented'
import { Queued, Undone } from './queued'
import { Recent } from './recent'
import { Redeemed } from './redeemed'
import { RefusedScreen } from './refused'
import { syncScans } from './scan-sync'
import { useQueue } from './use-queue'
import { type RedeemControl, useRedeem } from './use-redeem'
import { useRedemptions } from './use-redemptions'
import type { ClerkStation } from './use-station-choice'

export interface DeskWays {
  /** To what was scanned without signal. */
  onQueue: () => void
  /** To the vouchers of somebody whose phone is dead. */
  onByHand: () => void
  /** To what lies here. */
  onStock: () => void
  /** To the check of whoever lost his phone. */
  onRecovery: () => void
  /** To the code that shows who stands here, and to what people found missing. */
  onPresence: () => void
  onMissing: () => void
}

interface DeskProps extends DeskWays {
  worker: Worker
  /** A code that was scanned elsewhere. */
  scanned?: string
}

/** Where a clerk redeems vouchers: scan or type, see whose and what it is, one tap. */
export function Desk({ worker, scanned, ...ways }: DeskProps) {
  return (
    <AtStation worker={worker} title="工作台">
      {(station, onChange, sheet) => (
        <Counter key={station.id} {...{ worker, station, scanned, onChange, sheet, ways }} />
      )}
    </AtStation>
  )
}

interface CounterProps {
  worker: Worker
  station: ClerkStation
  scanned?: string
  onChange?: () => void
  sheet: ReactNode
  ways: DeskWays
}

function Counter({ worker, station, scanned, onChange, sheet, ways }: CounterProps) {
  const control = useRedeem(worker.id, station)
  const recent = useRedemptions(station.id)
  const packed = useDeskPack(station.id)
  const [typed, setTyped] = useState('')
  const [noCamera, setNoCamera] = useState(false)
  const [strange, setStrange] = useState<string>()
  const { redeem, look, confirm, undo, reset } = control

  useEffect(() => {
    syncScans()
    if (scanned !== undefined) look(scanned)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, as the page opens
  }, [])

  /** Ready for the next, by hand or by camera. */
  const clear = () => {
    reset()
    setTyped('')
    setStrange(undefined)
  }
  const scan = async () => {
    try {
      const text = await scanCode()
      setNoCamera(false)
      if (text === undefined) return
      clear()
      // What begins as ours and is cut short has a word of its own.
      if (parseCode(text) || text.startsWith('NX1.')) look(text)
      else setStrange(strangeText(text))
    } catch (fault) {
      if (!(fault instanceof CameraRefused)) throw fault
      reset()
      setNoCamera(true)
    }
  }
  const next = { onScan: () => void scan(), onType: clear }

  switch (redeem.state) {
    case 'presented':
      return <Presented {...redeem} onConfirm={confirm} onLeave={clear} />
    case 'redeemed':
      return <Redeemed result={redeem.redeemed} at={redeem.at} undo={redeem.undo} onUndo={undo} {...next} />
    case 'queued':
      return <Queued scan={redeem.scan} at={redeem.at} undo={redeem.undo} onUndo={undo} {...next} />
    case 'undone':
      return <Undone title={redeem.title} who={redeem.who} {...next} />
    case 'refused':
      return <RefusedScreen refused={redeem.refused} {...next} />
  }
  return (
    <Screen
      title="工作台"
      back
      notice={<Signal clerkId={worker.id} fault={recent.fault} onQueue={ways.onQueue} />}
    >
      <Line
        icon="pin"
        text={station.name}
        aside={packed ? '没信号也能核' : undefined}
        label={`${station.name}，换驿站`}
        onTap={onChange}
      />
      {redeem.state === 'unsure' || redeem.state === 'unseen' ? (
        <Unsure control={control} onLeave={clear} />
      ) : (
        <Reading
          typed={typed}
          onTyped={setTyped}
          noCamera={noCamera}
          strange={strange}
          looking={redeem.state === 'looking'}
          onScan={next.onScan}
          onSend={() => look(typed)}
        />
      )}
      <Ways clerkId={worker.id} ways={ways} />
      <Recent view={recent} />
      {sheet}
    </Screen>
  )
}

const strangeWords = {
  station: '这是驿站的码，要扫他券上的码',
  presence: '这是到站码，要扫他券上的码',
  recovery: '这是找回账号的码，到“有人手机丢了”里扫',
  invitation: '这是邀请码，不是券',
  campaign: '这是福利的码，请他领了再来',
  certificate: '这是互助凭证的码，不是券',
} as const

/** What was scanned, where it is no voucher. */
function strangeText(text: string): string {
  const read = readScan(text)
  return read.kind === 'strange' || read.kind === 'voucher'
    ? `这不是暖新的券：${shortened(text, 32)}`
    : strangeWords[read.kind]
}

interface SignalProps {
  clerkId: string
  fault: Error | null
  onQueue: () => void
}

/** Whether there is signal, and what of the queue has to be looked at. */
function Signal({ clerkId, fault, onQueue }: SignalProps) {
  const online = useOnline()
  const { conflicts, damaged } = useQueue(clerkId)
  const bad = conflicts.length + damaged
  if (bad > 0) {
    return (
      <Notice kind="warn" action={{ text: '去看', onTap: onQueue }}>
        {`没信号时扫的，有 ${bad} 张没算上`}
      </Notice>
    )
  }
  return !online || isOffline(fault) ? <Notice kind="offline">没信号 · 扫的先存在手机里</Notice> : null
}

/** What else a clerk does. */
function Ways({ clerkId, ways }: { clerkId: string; ways: DeskWays }) {
  const { waiting, conflicts, done } = useQueue(clerkId)
  const queued = waiting.length + conflicts.length + done.length > 0
  return (
    <List>
      {queued && (
        <ListRow
          icon="list"
          title="没信号时扫的"
          note={
            [
              waiting.length > 0 && `${waiting.length} 张等上传`,
              conflicts.length > 0 && `${conflicts.length} 张没算上`,
            ]
              .filter(Boolean)
              .join(' · ') || '都上传了'
          }
          noteTone={conflicts.length > 0 ? 'stop' : waiting.length > 0 ? 'warn' : undefined}
          onTap={ways.onQueue}
        />
      )}
      <ListRow icon="me" title="有人手机没电" note="看身份证，按名字找他的券" onTap={ways.onByHand} />
      <ListRow icon="bag" title="库存和交接" note="到货、损耗、交班，都记在账上" onTap={ways.onStock} />
      <ListRow icon="scan" title="到站码" note="当面领的，让他扫这个" onTap={ways.onPresence} />
      <ListRow icon="warn" title="有人说没有货" note="找到、换站，或让他重新领" onTap={ways.onMissing} />
      <ListRow icon="phone" title="有人手机丢了" note="看身份证，把账号还给他" onTap={ways.onRecovery} />
    </List>
  )
}

interface ReadingProps {
  typed: string
  onTyped: (digits: string) => void
  noCamera: boolean
  /** What was scanned last, where it is no voucher. */
  strange: string | undefined
  looking: boolean
  onScan: () => void
  onSend: () => void
}

const digitsOfCode = 16

function Reading({ typed, onTyped, noCamera, strange, looking, onScan, onSend }: ReadingProps) {
  const whole = typed.length === digitsOfCode
  return (
    <>
      {strange !== undefined && <Notice kind="warn">{strange}</Notice>}
      <Card>
        {noCamera ? (
          <Notice kind="warn" action={{ text: '再试', onTap: onScan }}>
            用不了相机，输数字也一样
          </Notice>
        ) : (
          <Button icon="scan" text="扫券" busy={looking && !whole} onTap={onScan} />
        )}
        <DigitsInput
          label="或者输券上的 16 位数字"
          value={typed}
          length={digitsOfCode}
          focus={noCamera}
          onChange={onTyped}
          onDone={whole ? onSend : undefined}
        />
        <Button
          kind={whole ? 'primary' : 'quiet'}
          size={whole ? 'main' : 'mid'}
          text="看是什么券"
          disabled={!whole}
          busy={looking && whole}
          onTap={onSend}
        />
      </Card>
    </>
  )
}

/** The reply got lost: asking again tells what became of it. */
function Unsure({ control: { redeem, confirm }, onLeave }: { control: RedeemControl; onLeave: () => void }) {
  if (redeem.state !== 'unsure' && redeem.state !== 'unseen') return null
  const { title } = faultText(redeem.fault)
  return (
    <ErrorState
      title={redeem.state === 'unsure' ? `${title}，还不知道成没成` : title}
      note={redeem.state === 'unsure' ? '先别给。再点一次就知道，不会重复核销' : '还没核销，再点一次'}
      action={{ text: '再试一次', onTap: confirm }}
      second={{ text: '先不管，扫别的', onTap: onLeave }}
    />
  )
}
