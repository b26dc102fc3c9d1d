import { useState } from 'react'
import type { Session as Device, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, type QueryView, staleNotice } from '@/platform/query-view'
import { dayOf } from '@/rules/shanghai'
import { dateText } from '@/rules/wording'
import { Actions, Button, Card, ErrorState, Notice, Para, Screen, Section, Sheet, SkeletonList } from '@/ui'
import { LoggedOut } from './logged-out'
import { PhoneNumber } from './phone-number'
import type { Session } from './session'
import type { DevicesControl } from './use-devices'

interface DevicesProps {
  session: Session
  me: QueryView<Worker>
  control: DevicesControl
  /** Epoch ms, for how long ago things were. */
  now: number
  onLogin: () => void
}

/** Where I am logged in, each of which can be logged out from here; and the number I log in with. */
export function Devices(props: DevicesProps) {
  const { session } = props
  return (
    <Screen title="登录过的手机" back notice={<DevicesNotice {...props} />}>
      {session.state === 'member' ? (
        <LoggedIn {...props} />
      ) : (
        <LoggedOut session={session} note="登录后能看哪些手机登录着" onLogin={props.onLogin} />
      )}
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function DevicesNotice({ session, control: { view }, now }: DevicesProps) {
  if (session.state !== 'member' || !view.fault || !view.data) return null
  return <Notice {...staleNotice(view.fault, view, now)} />
}

function LoggedIn({ session, me, control, now }: DevicesProps) {
  const { view, ended, fault } = control
  return (
    <>
      {view.data ? (
        <>
          {ended && <Notice kind="info">{`${ended.device}，已经退出了`}</Notice>}
          {fault && <Notice kind="warn">{failedText(fault)}</Notice>}
          <DeviceList
            // Another person's sheet must not stay open.
            key={session.worker?.id}
            devices={view.data}
            control={control}
            now={now}
          />
        </>
      ) : view.fault ? (
        <ErrorState {...faultText(view.fault)} action={{ text: '重试', onTap: () => void view.refresh() }} />
      ) : (
        <SkeletonList rows={2} />
      )}
      {me.data && !session.demo && (
        <>
          <Section title="手机号" />
          <PhoneNumber worker={me.data} />
        </>
      )}
    </>
  )
}

interface DeviceListProps {
  devices: readonly Device[]
  control: DevicesControl
  now: number
}

function DeviceList({ devices, control: { end, ending }, now }: DeviceListProps) {
  const [asked, setAsked] = useState<Device>()
  // The one in hand is what the others are compared with.
  const sorted = [...devices].sort((a, b) => Number(b.current) - Number(a.current))
  return (
    <>
      {sorted.map((device) => (
        <Card key={device.id} title={device.device} aside={device.current ? '这台' : undefined}>
          <Para inset tone="quiet">
            {whenText(device, now)}
          </Para>
          {!device.current && (
            <Actions>
              <Button
                kind="ghost"
                size="mid"
                text="让它退出"
                label={`让${device.device}退出`}
                busy={ending?.id === device.id}
                onTap={() => setAsked(device)}
              />
            </Actions>
          )}
        </Card>
      ))}
      {devices.every(({ current }) => current) && (
        <Para tone="quiet" center>
          只有这台登录着
        </Para>
      )}
      {asked && (
        <Sheet title={`让${asked.device}退出？`} onClose={() => setAsked(undefined)}>
          <Para>马上退出，那台手机上的券也不能用了。你这台不受影响。</Para>
          <Actions>
            <Button
              kind="danger"
              text="确定让它退出"
              onTap={() => {
                setAsked(undefined)
                end(asked)
              }}
            />
            <Button kind="quiet" size="mid" text="先不" onTap={() => setAsked(undefined)} />
          </Actions>
        </Sheet>
      )}
    </>
  )
}

function whenText({ openedAt, seenAt }: Device, now: number): string {
  return `${dayWord(Date.parse(openedAt), now)}登录 · ${dayWord(Date.parse(seenAt), now)}用过`
}

/** The server knows no more than the day. */
function dayWord(instant: number, now: number): string {
  const back = dayOf(now) - dayOf(instant)
  return back <= 0 ? '今天' : back === 1 ? '昨天' : dateText(instant)
}

const failedText = (fault: Error): string =>
  fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，那台还登录着`
