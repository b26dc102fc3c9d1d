import { useState } from 'react'
import type { Worker } from '@/contract'
import type { QueryView } from '@/platform/query-view'
import { occupationName } from '@/rules/eligibility'
import { Actions, Button, Card, Lead, Outcome, Pairs, Para, Screen, SkeletonList } from '@/ui'
import { LoggedOut } from './logged-out'
import type { Session } from './session'
import { VerificationForm } from './verification-form'

interface VerifyProps {
  session: Session
  me: QueryView<Worker>
  onLogin: () => void
  onRecover: () => void
  onPrivacy: () => void
  onDone: () => void
}

/** Says who one is, by name and ID number; or that this is known already, and what is kept of it. */
export function Verify(props: VerifyProps) {
  const { session, me, onLogin, onRecover } = props
  const [now, setNow] = useState(false)
  if (session.state === 'member' && me.data?.verified) {
    return <Verified {...props} worker={me.data} fresh={now} />
  }
  return (
    <Screen title="实名" back>
      {session.state !== 'member' ? (
        <LoggedOut session={session} note="登录后才知道是给哪个账号实名" onLogin={onLogin} />
      ) : me.data ? (
        <>
          <Lead title="你是谁？" note="只填字，不拍身份证。填一次就够" />
          <VerificationForm onVerified={() => setNow(true)} onLogin={onLogin} onRecover={onRecover} />
        </>
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

function Verified({
  worker,
  fresh,
  session,
  onPrivacy,
  onDone,
}: VerifyProps & { worker: Worker; fresh: boolean }) {
  const { maskedName, occupation, occupationConfirmed } = worker
  return (
    <Screen
      title="实名"
      back
      foot={
        <Actions>
          <Button text={fresh ? '好了' : '返回我的'} onTap={onDone} />
          <Button kind="quiet" size="mid" text="看隐私、撤回" onTap={onPrivacy} />
        </Actions>
      }
    >
      <Outcome
        icon="check"
        tone="good"
        title={fresh ? '实名好了' : '已实名'}
        lead="以后不用再填"
        note="参加互助、出事核对时用"
      />
      <Card>
        <Pairs
          rows={[
            { label: '姓名', value: maskedName, tone: 'quiet' },
            { label: '身份证号', note: '加密保存，不显示', value: '填过了', tone: 'quiet' },
            ...(occupation
              ? [
                  {
                    label: '工种',
                    note: occupationConfirmed ? '名册核对过' : '自己填的',
                    value: occupationName(occupation),
                    tone: 'quiet' as const,
                  },
                ]
              : []),
          ]}
        />
      </Card>
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}
