import { useState } from 'react'
import type { Worker } from '@/contract'
import { Refusal, isSessionLost } from '@/platform/call'
import { faultText, type QueryView } from '@/platform/query-view'
import { DAY } from '@/rules/shanghai'
import { dateText, fullDateText, momentText, remainingText } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  Lead,
  Notice,
  Outcome,
  Para,
  Screen,
  Section,
  Sheet,
  SkeletonList,
  Steps,
} from '@/ui'
import { LoggedOut } from './logged-out'
import type { Session } from './session'
import type { LeavingControl } from './use-leaving'

interface LeaveProps {
  session: Session
  me: QueryView<Worker>
  control: LeavingControl
  /** Vouchers that could still be used. */
  ready: number
  /** When the caller's cover ends, epoch ms; undefined where he has none. */
  coveredUntil: number | undefined
  /** Of his claims what is not done: in words; undefined where there is nothing. */
  claims: string | undefined
  /** Epoch ms. */
  now: number
  onLogin: () => void
  onExport: () => void
  onDone: () => void
}

/** How long one may think better of it; the server says the same. */
const regretMs = 7 * DAY

/** Leaving for good: what goes, what stays, when; and the way back until then. */
export function Leave(props: LeaveProps) {
  const { session, me, onLogin } = props
  if (session.state === 'member' && me.data) {
    const { deletesAt } = me.data
    return deletesAt === undefined ? (
      <Ask {...props} key={me.data.id} />
    ) : (
      <Asked {...props} at={Date.parse(deletesAt)} />
    )
  }
  return (
    <Screen title="注销账号" back>
      {session.state === 'member' ? (
        <SkeletonList rows={4} />
      ) : (
        <LoggedOut session={session} note="登录后才知道要注销哪个账号" onLogin={onLogin} />
      )}
    </Screen>
  )
}

function Ask(props: LeaveProps) {
  const { session, control, ready, coveredUntil, claims, now, onExport } = props
  const [asking, setAsking] = useState(false)
  const day = dateText(now + regretMs)
  return (
    <Screen
      title="注销账号"
      back
      foot={
        <Actions>
          <Button kind="danger" text="我要注销" busy={control.leaving} onTap={() => setAsking(true)} />
        </Actions>
      }
    >
      {control.kept && <Notice kind="info">账号还在，什么都没删</Notice>}
      <FaultNotice {...props} />
      <Lead title="先看清楚再点" note="7 天里随时能反悔" />
      {coveredUntil !== undefined && (
        <Notice kind="warn" icon="shield">
          {`你有保障到 ${fullDateText(coveredUntil - 1)}。账号一删，这份保障就没了，出了事不能再报`}
        </Notice>
      )}
      {claims !== undefined && (
        <Notice kind="warn" icon="coin">
          {claims}
        </Notice>
      )}
      <Card title="会没的">
        <Bullets
          mark="no"
          items={[
            ready > 0
              ? `没用的 ${ready} 张券，到那天退回去给别人领`
              : '以后领的券：没用的到那天退回去给别人领',
            '姓名、身份证号、手机号、工种',
            '领过、用过什么，在哪些手机登录过',
          ]}
        />
      </Card>
      <Card title="会留的">
        <Bullets
          mark="yes"
          items={['账本上的数：发了几份、用了几份，没有名字', '付过的钱那一笔账，名字抹掉']}
        />
      </Card>
      <Section title="什么时候删" aside="先拿走一份" onAside={onExport} />
      <Card>
        <Steps
          steps={[
            { title: '今天', note: '点下面，再确认一次', state: 'now' },
            { title: '7 天里', note: '照常能用，随时点“我不注销了”', state: 'next' },
            { title: day, note: '真的删掉，找不回来', state: 'next' },
          ]}
        />
      </Card>
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
      {asking && (
        <Sheet title="确定注销账号？" onClose={() => setAsking(false)}>
          <Para>{`${day}删掉，删了就找不回来。在那之前点“我不注销了”，什么都还在。`}</Para>
          {coveredUntil !== undefined && <Para tone="warn">你的保障也跟着没了。</Para>}
          {claims !== undefined && <Para tone="stop">{claims}</Para>}
          <Actions>
            <Button
              kind="danger"
              text="确定注销"
              onTap={() => {
                setAsking(false)
                control.leave()
              }}
            />
            <Button kind="quiet" size="mid" text="先不" onTap={() => setAsking(false)} />
          </Actions>
        </Sheet>
      )}
    </Screen>
  )
}

function Asked(props: LeaveProps & { at: number }) {
  const { session, control, coveredUntil, at, now, onExport, onDone } = props
  // The server's word goes first: the phone may not know of all cover.
  const ends = control.endsPolicies === undefined ? coveredUntil !== undefined : control.endsPolicies > 0
  return (
    <Screen
      title="注销账号"
      back
      foot={
        <Actions>
          <Button text="我不注销了" busy={control.keeping} onTap={control.keep} />
          <Button kind="quiet" size="mid" text="知道了" onTap={onDone} />
        </Actions>
      }
    >
      <FaultNotice {...props} />
      <Outcome
        icon="clock"
        tone="lamp"
        title={`${dateText(at)}注销`}
        lead={`${remainingText(at - now)}，照常能用`}
        note={`${momentText(at)} 以后删掉，删了就找不回来`}
      />
      {ends && (
        <Notice kind="warn" icon="shield">
          你有保障，账号一删就跟着没了
        </Notice>
      )}
      <Actions>
        <Button kind="ghost" size="mid" text="删之前，先拿走一份我的资料" onTap={onExport} />
      </Actions>
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function FaultNotice({ control: { fault }, onLogin }: LeaveProps) {
  if (!fault) return null
  if (isSessionLost(fault)) {
    return (
      <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
        登录过期了，登录后再点
      </Notice>
    )
  }
  return (
    <Notice kind="warn">
      {`${fault instanceof Refusal ? fault.detail : faultText(fault).note}，刚才的没记上`}
    </Notice>
  )
}
