import { type ReactNode, useState } from 'react'
import type { Union, UnionApplication, Worker } from '@/contract'
import { dial } from '@/platform'
import { Refusal, isSessionLost } from '@/platform/call'
import { faultText, staleNotice } from '@/platform/query-view'
import { occupationName } from '@/rules/eligibility'
import { fullDateText } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorState,
  Field,
  Lead,
  List,
  ListRow,
  Notice,
  Outcome,
  Pairs,
  Para,
  Screen,
  Section,
  Sheet,
  SkeletonHero,
  SkeletonList,
  Steps,
} from '@/ui'
import { basisNames, basisNotes, stepsOf } from './union-words'
import type { UnionControl } from './use-union'

interface JoinUnionProps {
  control: UnionControl
  /** Who applies; undefined where nobody is logged in. */
  worker: Worker | undefined
  /** Asks who applies, where that is not known yet. */
  verification: ReactNode
  /** Epoch ms, for how old what is shown is. */
  now: number
  onLogin: () => void
  onConsents: () => void
  onBenefits: () => void
}

/** Joining a union without an employer's: which one, who I am, and then where the application stands. */
export function JoinUnion(props: JoinUnionProps) {
  const { control, worker, onLogin } = props
  const { applications, chosen, again } = control
  if (!worker) {
    return (
      <Screen title="入会" back>
        <Lead title="加入工会" note="单位没有工会，也能自己入" />
        <Why />
        <Actions>
          <Button icon="me" text="登录后入会" onTap={onLogin} />
        </Actions>
      </Screen>
    )
  }
  const [latest] = applications.data ?? []
  if (!applications.data) {
    return (
      <Screen title="入会" back>
        {applications.fault ? (
          <ErrorState
            {...faultText(applications.fault)}
            action={{ text: '重试', onTap: () => void applications.refresh() }}
          />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={3} />
          </>
        )}
      </Screen>
    )
  }
  if (latest && isLive(latest)) return <Standing {...props} application={latest} />
  if (chosen) return <Confirm {...props} union={chosen} worker={worker} />
  if (latest?.state === 'refused' && !again) return <RefusedOnce {...props} application={latest} />
  return <Choosing {...props} />
}

const isLive = ({ state }: UnionApplication): boolean =>
  state === 'submitted' || state === 'accepted' || state === 'member'

function Why() {
  return (
    <Card title="入了会">
      <Bullets mark="yes" items={['会员才有的福利，能领', '遇到难处，有工会帮', '想退，随时能退']} />
    </Card>
  )
}

const Stale = ({ control: { applications }, now }: JoinUnionProps) =>
  applications.fault && <Notice {...staleNotice(applications.fault, applications, now)} />

function FaultNotice({ control: { fault }, onLogin, onConsents }: JoinUnionProps) {
  if (!fault) return null
  if (isSessionLost(fault)) {
    return (
      <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
        登录过期了
      </Notice>
    )
  }
  if (fault instanceof Refusal && fault.code === 'consent-required') {
    return (
      <Notice kind="warn" action={{ text: '去同意', onTap: onConsents }}>
        要先同意用你的姓名和身份证号
      </Notice>
    )
  }
  return (
    <Notice kind="warn">
      {fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，不会重复`}
    </Notice>
  )
}

/** Which union: by the household, or by where one works. */
function Choosing(props: JoinUnionProps) {
  const { control } = props
  const { basis, setBasis, words, setWords, applications } = control
  const [before] = applications.data ?? []
  return (
    <Screen title="入会" back notice={<Stale {...props} />}>
      <Lead title="加入工会" note="单位没有工会，也能自己入" />
      {before?.state === 'withdrawn' && <Notice kind="info">上次的申请撤回了，可以重新选</Notice>}
      {before?.state === 'left' && <Notice kind="info">你退会了，可以再入</Notice>}
      <FaultNotice {...props} />
      <Section title="按哪里入" />
      <Choice
        label="按哪里入"
        options={(['workplace', 'household'] as const).map((value) => ({ value, text: basisNames[value] }))}
        value={basis}
        onChange={setBasis}
      />
      <Para tone="quiet">{basisNotes[basis]}</Para>
      <Field
        search
        label="找工会"
        value={words}
        placeholder="区、街道或名字"
        maxLength={64}
        onChange={setWords}
      />
      <Unions {...props} />
    </Screen>
  )
}

/** As many as fit a few screens; more is what the search is for. */
const mostShown = 20

function Unions({ control: { unions, choose } }: JoinUnionProps) {
  const { data, fault, refresh } = unions
  if (!data) {
    return fault ? (
      <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
    ) : (
      <SkeletonList rows={4} />
    )
  }
  if (data.length === 0) {
    return <EmptyState icon="pin" title="没有找到" note="换个区或街道试试，或者按另一种入" />
  }
  return (
    <>
      <List>
        {data.slice(0, mostShown).map((it) => (
          <ListRow key={it.id} icon="pin" title={it.name} note={it.area} onTap={() => choose(it)} />
        ))}
      </List>
      {data.length > mostShown && (
        <Para tone="quiet" center>
          还有更多，填区、街道就找到了
        </Para>
      )}
      {data.some(({ demo }) => demo) && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

/** Once more before it goes out: where to, and what the union gets to see. */
function Confirm(props: JoinUnionProps & { union: Union; worker: Worker }) {
  const { control, union, worker, verification } = props
  const leave = () => control.choose(undefined)
  if (!worker.verified) {
    return (
      <Screen title="入会" back onBack={leave}>
        <Lead title="是谁入会？" note="填一次，以后不用再填" />
        {verification}
      </Screen>
    )
  }
  return (
    <Screen
      title="入会"
      back
      onBack={leave}
      foot={
        <Actions>
          <Button text="提交申请" busy={control.sending} onTap={control.send} />
          <Button kind="quiet" size="mid" text="换一个工会" disabled={control.sending} onTap={leave} />
        </Actions>
      }
    >
      <FaultNotice {...props} />
      <UnionCard union={union} />
      <Card title="工会看得到">
        <Pairs
          rows={[
            { label: '姓名', value: worker.maskedName, tone: 'quiet' },
            { label: '手机号', value: worker.maskedPhone ?? '没有绑定', tone: 'quiet' },
            {
              label: '工种',
              value: worker.occupation ? occupationName(worker.occupation) : '没填',
              tone: 'quiet',
            },
            { label: '按哪里入', value: basisNames[control.basis], tone: 'quiet' },
          ]}
        />
      </Card>
      <Para tone="quiet">身份证号不给工会看。提交后随时能撤回。</Para>
    </Screen>
  )
}

function UnionCard({ union: { name, area, address, phone, demo } }: { union: Union }) {
  return (
    <Card title={name}>
      <Para inset>{`${area}${address}`}</Para>
      {phone && (
        <Actions>
          <Button kind="ghost" size="mid" icon="phone" text={`打 ${phone}`} onTap={() => dial(phone)} />
        </Actions>
      )}
      {demo && (
        <Para inset tone="quiet">
          演示数据
        </Para>
      )}
    </Card>
  )
}

interface StandingProps extends JoinUnionProps {
  application: UnionApplication
}

/** An application under way, or a membership. */
function Standing(props: StandingProps) {
  const { control, application, onBenefits } = props
  const [asking, setAsking] = useState(false)
  const member = application.state === 'member'
  const since = application.steps.find(({ state }) => state === 'member')?.at
  return (
    <Screen
      title="入会"
      back
      refreshing={control.applications.refreshing}
      notice={<Stale {...props} />}
      foot={
        member ? (
          <Actions>
            <Button icon="gift" text="看会员福利" onTap={onBenefits} />
            <Button
              kind="quiet"
              size="mid"
              text="退会"
              busy={control.leaving}
              onTap={() => setAsking(true)}
            />
          </Actions>
        ) : (
          <Button
            kind="quiet"
            size="mid"
            text="撤回申请"
            busy={control.leaving}
            onTap={() => setAsking(true)}
          />
        )
      }
    >
      <FaultNotice {...props} />
      {member ? (
        <Outcome
          icon="check"
          tone="good"
          title="你是工会会员"
          lead={application.union.name}
          note={since && `${fullDateText(Date.parse(since))}入会`}
        />
      ) : (
        <Lead
          title={application.state === 'submitted' ? '申请交上去了' : '工会在办了'}
          note={`${basisNames[application.basis]} · ${application.union.name}`}
        />
      )}
      <Card>
        <Steps steps={stepsOf(application)} />
      </Card>
      <UnionCard union={application.union} />
      {asking && (
        <Sheet title={member ? '要退会吗？' : '撤回申请？'} onClose={() => setAsking(false)}>
          <Para>
            {member
              ? '马上退会。会员才有的福利就不能领了，领到手的券照样能用。'
              : '撤回后工会不再办。想入了，随时再申请。'}
          </Para>
          <Actions>
            <Button
              kind="danger"
              text={member ? '确定退会' : '确定撤回'}
              onTap={() => {
                setAsking(false)
                control.leave(application)
              }}
            />
            <Button kind="quiet" size="mid" text="先不" onTap={() => setAsking(false)} />
          </Actions>
        </Sheet>
      )}
    </Screen>
  )
}

function RefusedOnce(props: StandingProps) {
  const { application, control } = props
  const { refusal } = application
  return (
    <Screen
      title="入会"
      back
      notice={<Stale {...props} />}
      foot={<Button text="再申请一次" onTap={control.startAgain} />}
    >
      <Outcome icon="cross" tone="shut" title="这次没通过" lead={refusal?.why} note={refusal?.advice} />
      {refusal?.note && (
        <Card title="工会写给你的">
          <Para inset>{refusal.note}</Para>
        </Card>
      )}
      <Card>
        <Steps steps={stepsOf(application)} />
      </Card>
      <UnionCard union={application.union} />
    </Screen>
  )
}
