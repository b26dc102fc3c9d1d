import type { Worker } from '@/contract'
import { faultText, isOffline } from '@/platform/query-view'
import { spokenQr } from '@/rules/scanned'
import { clockText, remainingText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  CodeCard,
  Digits,
  EmptyState,
  Lead,
  Notice,
  Outcome,
  Para,
  QrCode,
  Screen,
  SkeletonList,
  StepBar,
  Steps,
} from '@/ui'
import { IdentityForm } from './identity-form'
import type { Session } from './session'
import type { RecoveryControl } from './use-recovery'

interface RecoverProps {
  session: Session
  control: RecoveryControl
  /** Epoch ms, for how long a code is still good. */
  now: number
  onLogin: () => void
  onWallet: () => void
  onDone: () => void
}

/** The phone is lost, the account is not: name and number on the new phone, a card before a clerk, and it is back. */
export function Recover(props: RecoverProps) {
  const { control, session } = props
  const { state } = control
  switch (state.at) {
    case 'recovered':
      return <Recovered {...props} worker={state.worker} />
    case 'waiting':
      return <Waiting {...props} code={state.code} expiresAt={state.expiresAt} />
    default:
      return (
        <Screen title="找回账号" back>
          {state.at === 'logged-out' ? (
            <First {...props} />
          ) : state.at === 'asking' ? (
            <Asking {...props} late={state.late} />
          ) : state.at === 'verified' ? (
            <EmptyState
              icon="check"
              title="这个账号就是你的"
              note={`${state.worker.maskedName}，已实名，不用找回`}
              action={{ text: '好的', onTap: props.onDone }}
            />
          ) : (
            <SkeletonList rows={3} />
          )}
          {session.demo && (
            <Para tone="quiet" center>
              演示数据
            </Para>
          )}
        </Screen>
      )
  }
}

const how = [
  { title: '用这台手机登录', note: '新登录一个，账号先是空的' },
  { title: '带身份证到驿站，再填姓名和号码', note: '有人在的驿站都行' },
  { title: '给工作人员核对，账号就回来', note: '丢的那台手机马上退出登录' },
]

function First({ onLogin }: RecoverProps) {
  return (
    <>
      <Lead title="手机丢了，账号还在" note="券和保障都能找回来。以前实名过才行" />
      <Card>
        <Steps steps={how.map((it, i) => ({ ...it, state: i === 0 ? 'now' : 'next' }))} />
      </Card>
      <Actions>
        <Button icon="me" text="登录" onTap={onLogin} />
      </Actions>
    </>
  )
}

function Asking({ control: { form }, late, onLogin }: RecoverProps & { late: boolean }) {
  return (
    <>
      <StepBar total={3} at={2} />
      {late && <Notice kind="warn">找回码过期了，再填一次就有新的</Notice>}
      <Lead title="以前的账号是谁的？" note="到了驿站再填：找回码 30 分钟内有效" />
      <IdentityForm form={form} submit="要找回码" onLogin={onLogin} />
    </>
  )
}

interface WaitingProps extends RecoverProps {
  code: string
  expiresAt: number
}

function Waiting({ control: { me, again }, code, expiresAt, now }: WaitingProps) {
  return (
    <Screen
      title="找回账号"
      back
      notice={
        me.fault && (
          <Notice
            kind={isOffline(me.fault) ? 'offline' : 'warn'}
            action={{ text: '重试', onTap: () => void me.refresh() }}
          >
            {isOffline(me.fault) ? '没信号 · 有信号才知道核对好没有' : faultText(me.fault).note}
          </Notice>
        )
      }
      foot={<Button kind="quiet" size="mid" icon="again" text="重新填" onTap={again} />}
    >
      <StepBar total={3} at={3} />
      <CodeCard
        top="给驿站工作人员看"
        aside={`到 ${clockText(expiresAt)}`}
        note={`${remainingText(expiresAt - now)}，过期了再要一个`}
      >
        <QrCode text={spokenQr('recovery', code)} label="找回码" />
        <Digits value={code.replace(/-/g, '')} label="找回码" />
      </CodeCard>
      <Lead title="身份证也给他看" note="对上了，他一点确认，账号就到这台手机" />
      <Para tone="quiet">这一页会自己变，不用动。</Para>
    </Screen>
  )
}

function Recovered({ worker, onWallet, onDone }: RecoverProps & { worker: Worker }) {
  return (
    <Screen
      title="找回账号"
      back
      onBack={onDone}
      foot={
        <Actions>
          <Button icon="ticket" text="看我的券" onTap={onWallet} />
          <Button kind="quiet" size="mid" text="好的" onTap={onDone} />
        </Actions>
      }
    >
      <Outcome
        icon="check"
        tone="good"
        title="账号回来了"
        lead={worker.maskedName}
        note="丢的那台手机已经退出登录，上面的券码也不能用了"
      />
    </Screen>
  )
}
