import { useState } from 'react'
import type { Occupation, Worker } from '@/contract'
import { Refusal, isSessionLost } from '@/platform/call'
import { faultText, type QueryView } from '@/platform/query-view'
import { occupationName } from '@/rules/eligibility'
import { dateText } from '@/rules/wording'
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
  SkeletonList,
  Tile,
  Tiles,
  type IconName,
} from '@/ui'
import { LoggedOut } from './logged-out'
import type { Session } from './session'
import type { OccupationControl } from './use-occupation'

interface OccupationPageProps {
  session: Session
  me: QueryView<Worker>
  control: OccupationControl
  onLogin: () => void
  onStations: () => void
  onDone: () => void
}

/** What I work as: declared or changed here, unless a roster has told. */
export function OccupationPage(props: OccupationPageProps) {
  const { session, me, onLogin } = props
  if (session.state === 'member' && me.data) {
    return me.data.occupationConfirmed && me.data.occupation ? (
      <Confirmed {...props} occupation={me.data.occupation} />
    ) : (
      // Another person's choice must not stay.
      <Declare key={me.data.id} {...props} worker={me.data} />
    )
  }
  return (
    <Screen title="工种" back>
      {session.state === 'member' ? (
        <SkeletonList rows={4} />
      ) : (
        <LoggedOut session={session} note="登录后能填、能改" onLogin={onLogin} />
      )}
    </Screen>
  )
}

const choices: readonly { occupation: Occupation; icon: IconName }[] = [
  { occupation: 'courier', icon: 'bag' },
  { occupation: 'rider', icon: 'meal' },
  { occupation: 'driver', icon: 'pin' },
  { occupation: 'trucker', icon: 'park' },
]

const meanings = [
  '有的福利只发给一个工种，改了，能领的就跟着变',
  '已经领到的券、已经有的保障，都不变',
  '实名时名册里有你，就按名册，不用自己填',
]

const DemoNote = ({ session }: { session: Session }) =>
  session.demo ? (
    <Para tone="quiet" center>
      演示数据
    </Para>
  ) : null

function Declare({ worker, session, control, onLogin, onDone }: OccupationPageProps & { worker: Worker }) {
  const { occupation: known } = worker
  const [chosen, setChosen] = useState<Occupation | null>(known)
  const { declared, fault, busy } = control
  const done = declared !== undefined && declared === known
  return (
    <Screen
      title="工种"
      back
      foot={
        <Actions>
          {done && chosen === known ? (
            <Button text="好了" onTap={onDone} />
          ) : (
            <Button
              text={chosen && chosen !== known ? `我是${occupationName(chosen)}` : '就是这个'}
              busy={busy}
              disabled={chosen === null || chosen === known}
              why={chosen === null ? '先点一个' : '点另一个就能改'}
              onTap={() => chosen && control.declare(chosen)}
            />
          )}
        </Actions>
      }
    >
      <Lead title="你做什么？" note={known ? '自己填的，30 天能改一次' : '点一个，30 天能改一次'} />
      {done && <Notice kind="info">{`记下了：${occupationName(declared)}`}</Notice>}
      {fault && <FaultNotice fault={fault} onLogin={onLogin} />}
      <Tiles>
        {choices.map(({ occupation, icon }) => (
          <Tile
            key={occupation}
            icon={icon}
            title={occupationName(occupation)}
            note={occupation === known ? '现在是' : occupation === chosen ? '选了这个' : undefined}
            state={occupation === chosen ? 'done' : 'plain'}
            onTap={() => {
              if (!busy) setChosen(occupation)
            }}
          />
        ))}
      </Tiles>
      <Section title="填它做什么" />
      <Card>
        <Bullets mark="yes" items={meanings} />
      </Card>
      <DemoNote session={session} />
    </Screen>
  )
}

function FaultNotice({ fault, onLogin }: { fault: Error; onLogin: () => void }) {
  if (isSessionLost(fault)) {
    return (
      <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
        登录过期了，登录后再改
      </Notice>
    )
  }
  if (!(fault instanceof Refusal)) return <Notice kind="warn">{`${faultText(fault).note}，还没改`}</Notice>
  return (
    <Notice kind="warn">
      {fault.code === 'occupation-recent' && fault.retryAt
        ? `${fault.detail}，${dateText(Date.parse(fault.retryAt))}以后再来`
        : fault.detail}
    </Notice>
  )
}

function Confirmed({ occupation, session, onStations }: OccupationPageProps & { occupation: Occupation }) {
  return (
    <Screen
      title="工种"
      back
      foot={
        <Actions>
          <Button kind="quiet" icon="lamp" text="找附近的驿站" onTap={onStations} />
        </Actions>
      }
    >
      <Outcome
        icon="check"
        tone="good"
        title={occupationName(occupation)}
        lead="名册核对过，不用自己填"
        note="换了工作，到驿站请工作人员核对"
      />
      <Section title="它管什么" />
      <Card>
        <Bullets mark="yes" items={meanings.slice(0, 2)} />
      </Card>
      <DemoNote session={session} />
    </Screen>
  )
}
