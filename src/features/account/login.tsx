import { useState } from 'react'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import {
  Actions,
  Button,
  ErrorState,
  Lead,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonList,
  Tile,
  Tiles,
} from '@/ui'
import { staffPersonas, workerPersonas } from './personas'
import { PhoneLogin } from './phone-login'
import type { LoginControl } from './use-login'

interface LoginProps {
  control: LoginControl
  onBack: () => void
  /** For whoever had an account on another phone. */
  onLost: () => void
}

/** Who are you: by WeChat where it is around, else by phone; in a demo, one of its personas. */
export function Login({ control, onBack, onLost }: LoginProps) {
  const { view } = control
  return (
    <Screen title="登录" back onBack={onBack}>
      {view.data ? (
        <>
          {view.data.demo ? <Personas control={control} /> : <Member control={control} />}
          <Actions>
            <Button kind="quiet" size="mid" icon="phone" text="手机丢了，找回账号" onTap={onLost} />
          </Actions>
          {view.data.demo && (
            <Para tone="quiet" center>
              演示数据
            </Para>
          )}
        </>
      ) : view.fault ? (
        <ErrorState
          {...faultText(view.fault)}
          action={{ text: '重试', onTap: () => void view.refresh() }}
          second={{ text: '先不登录', onTap: onBack }}
        />
      ) : (
        <SkeletonList rows={4} />
      )}
    </Screen>
  )
}

const noNeed = '找驿站、看福利不用登录'

function Member({ control: { wechat, phone } }: { control: LoginControl }) {
  // Who has typed something wants to go on where he was.
  const [byPhone, setByPhone] = useState(!wechat || phone.phone !== '')
  if (!wechat || byPhone) {
    return (
      <>
        <Lead title="用手机号登录" note={noNeed} />
        <PhoneLogin control={phone} />
        {wechat && (
          <Actions>
            <Button kind="quiet" size="mid" text="还是用微信登录" onTap={() => setByPhone(false)} />
          </Actions>
        )}
      </>
    )
  }
  return (
    <>
      <Lead title="登录后能领福利" note={noNeed} />
      {wechat.fault && <FaultNotice fault={wechat.fault} />}
      <Actions>
        <Button icon="me" text="微信登录" busy={wechat.busy} onTap={wechat.login} />
        <Button
          kind="quiet"
          size="mid"
          text="用手机号登录"
          disabled={wechat.busy}
          onTap={() => setByPhone(true)}
        />
      </Actions>
    </>
  )
}

function Personas({ control }: { control: LoginControl }) {
  return (
    <>
      <Lead title="你是哪一位？" note="点一下就进去" />
      {control.fault && <FaultNotice fault={control.fault} />}
      <Section title="跑单的、开车的" />
      <PersonaTiles personas={workerPersonas} control={control} />
      <Section title="工会这边" />
      <PersonaTiles personas={staffPersonas} control={control} />
    </>
  )
}

const FaultNotice = ({ fault }: { fault: Error }) => (
  <Notice kind="warn">{fault instanceof Refusal ? fault.detail : faultText(fault).note}</Notice>
)

function PersonaTiles({
  personas,
  control: { login, pending },
}: {
  personas: typeof workerPersonas
  control: LoginControl
}) {
  return (
    <Tiles>
      {personas.map(({ persona, name, icon }) => (
        <Tile
          key={persona}
          icon={icon}
          title={name}
          state={pending === persona ? 'busy' : 'plain'}
          progress={0.5}
          onTap={() => {
            if (!pending) login(persona)
          }}
        />
      ))}
    </Tiles>
  )
}
