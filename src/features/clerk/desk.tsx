import { type ReactNode, useState } from 'react'
import type { Worker } from '@/contract'
import { CameraRefused, scanCode } from '@/platform'
import { faultText, isOffline } from '@/platform/query-view'
import { shortened } from '@/rules/scanned'
import { parseCode } from '@/rules/parse-code'
import {
  Actions,
  Button,
  Card,
  Digits,
  DigitsInput,
  ErrorState,
  Line,
  List,
  ListRow,
  Notice,
  Screen,
} from '@/ui'
import { AtStation } from './at-station'
import { Recent } from './recent'
import { Redeemed } from './redeemed'
import { Refused } from './refused'
import { type RedeemControl, useRedeem } from './use-redeem'
import { useRedemptions } from './use-redemptions'
import type { ClerkStation } from './use-station-choice'

interface DeskProps {
  worker: Worker
  /** A code that was scanned elsewhere: sent once the clerk has confirmed it. */
  scanned?: string
  /** To the check of whoever lost his phone. */
  onRecovery: () => void
  /** To the code that shows who stands here, and to what people found missing. */
  onPresence: () => void
  onMissing: () => void
}

/** Where a clerk redeems vouchers: scan or type, then a clear yes or no. */
export function Desk({ worker, scanned, ...ways }: DeskProps) {
  return (
    <AtStation worker={worker} title="工作台">
      {(station, onChange, sheet) => (
        <Counter key={station.id} {...{ station, scanned, onChange, sheet, ...ways }} />
      )}
    </AtStation>
  )
}

interface CounterProps extends Pick<DeskProps, 'onRecovery' | 'onPresence' | 'onMissing'> {
  station: ClerkStation
  scanned?: string
  onChange?: () => void
  sheet: ReactNode
}

function Counter({ station, scanned, onChange, sheet, ...ways }: CounterProps) {
  const control = useRedeem()
  const recent = useRedemptions(station.id)
  const [typed, setTyped] = useState('')
  const [held, setHeld] = useState(scanned)
  const [noCamera, setNoCamera] = useState(false)
  const [strange, setStrange] = useState<string>()
  const { redeem, send, reset } = control

  /** Ready for the next, by hand or by camera. */
  const clear = () => {
    reset()
    setTyped('')
    setHeld(undefined)
    setStrange(undefined)
  }
  const scan = async () => {
    try {
      const text = await scanCode()
      setNoCamera(false)
      if (text === undefined) return
      clear()
      if (parseCode(text)) send({ code: text, stationId: station.id })
      else setStrange(text)
    } catch (fault) {
      if (!(fault instanceof CameraRefused)) throw fault
      reset()
      setNoCamera(true)
    }
  }
  const onScan = () => void scan()

  if (redeem.state === 'redeemed') return <Redeemed result={redeem.redeemed} onScan={onScan} onType={clear} />
  if (redeem.state === 'refused') return <Refused refusal={redeem.refusal} onScan={onScan} onType={clear} />
  return (
    <Screen title="工作台" back notice={<Offline control={control} fault={recent.fault} />}>
      <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
      {redeem.state === 'unsure' ? (
        <Unsure control={control} onLeave={clear} />
      ) : held === undefined ? (
        <Reading
          typed={typed}
          onTyped={setTyped}
          noCamera={noCamera}
          strange={strange}
          sending={redeem.state === 'sending'}
          onScan={onScan}
          onSend={() => send({ code: typed, stationId: station.id })}
        />
      ) : (
        <Confirm
          code={held}
          sending={redeem.state === 'sending'}
          onSend={() => send({ code: held, stationId: station.id })}
          onLeave={() => setHeld(undefined)}
        />
      )}
      <List>
        <ListRow icon="scan" title="到站码" note="当面领的，让他扫这个" onTap={ways.onPresence} />
        <ListRow icon="warn" title="有人说没有货" note="找到、换站，或让他重新领" onTap={ways.onMissing} />
        <ListRow icon="phone" title="有人手机丢了" note="看身份证，把账号还给他" onTap={ways.onRecovery} />
      </List>
      <Recent view={recent} />
      {sheet}
    </Screen>
  )
}

/** Whether the server can be reached, as the last thing asked of it tells. */
function Offline({ control: { redeem }, fault }: { control: RedeemControl; fault: Error | null }) {
  if (redeem.state === 'unsure' || !isOffline(fault)) return null
  return <Notice kind="offline">没信号 · 核销要连上网</Notice>
}

interface ReadingProps {
  typed: string
  onTyped: (digits: string) => void
  noCamera: boolean
  /** What was scanned last, where it is no voucher. */
  strange: string | undefined
  sending: boolean
  onScan: () => void
  onSend: () => void
}

const digitsOfCode = 16

function Reading({ typed, onTyped, noCamera, strange, sending, onScan, onSend }: ReadingProps) {
  const whole = typed.length === digitsOfCode
  return (
    <>
      {strange !== undefined && <Notice kind="warn">{`这不是暖新的券：${shortened(strange, 32)}`}</Notice>}
      <Card>
        {noCamera ? (
          <Notice kind="warn" action={{ text: '再试', onTap: onScan }}>
            用不了相机，输数字也一样
          </Notice>
        ) : (
          <Button icon="scan" text="扫券" busy={sending && !whole} onTap={onScan} />
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
          text="核销"
          disabled={!whole}
          busy={sending && whole}
          onTap={onSend}
        />
      </Card>
    </>
  )
}

interface ConfirmProps {
  code: string
  sending: boolean
  onSend: () => void
  onLeave: () => void
}

/** A code that came from the scan button of another screen: nothing is redeemed by a scan alone. */
function Confirm({ code, sending, onSend, onLeave }: ConfirmProps) {
  const parsed = parseCode(code)
  return (
    <Card title="扫到一张券">
      {parsed && <Digits value={parsed.handle} />}
      <Actions>
        <Button text="核销这张" busy={sending} onTap={onSend} />
        <Button kind="quiet" size="mid" text="不是这张" onTap={onLeave} />
      </Actions>
    </Card>
  )
}

/** The reply got lost: asking again tells what became of it. */
function Unsure({ control: { redeem, send }, onLeave }: { control: RedeemControl; onLeave: () => void }) {
  if (redeem.state !== 'unsure') return null
  const { title } = faultText(redeem.fault)
  return (
    <ErrorState
      title={`${title}，还不知道成没成`}
      note="先别给。再点一次就知道，不会重复核销"
      action={{ text: '再试一次', onTap: () => send(redeem.presented) }}
      second={{ text: '先不管，扫别的', onTap: onLeave }}
    />
  )
}
