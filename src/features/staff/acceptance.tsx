import type { Offer } from '@/contract'
import { isSessionLost } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { momentText } from '@/rules/wording'
import { Actions, Bullets, Button, Card, EmptyState, Field, Lead, Notice, Outcome, Para, Screen } from '@/ui'
import { roleNames, roleNotes } from './staff-words'
import type { AcceptanceControl } from './use-acceptance'

interface AcceptanceProps {
  control: AcceptanceControl
  /** Whether somebody is logged in, to whom the role can be given. */
  member: boolean
  onLogin: () => void
  onDesk: () => void
  onDone: () => void
}

/** An admin's code, what it makes of one, and then one is it. */
export function Acceptance(props: AcceptanceProps) {
  const { control, member, onLogin, onDone } = props
  const { state } = control
  if (!member) {
    return (
      <Screen title="填邀请码" back>
        <EmptyState
          icon="lock"
          title="先登录"
          note="登录后，才知道请的是谁"
          action={{ text: '登录', onTap: onLogin }}
        />
      </Screen>
    )
  }
  switch (state.at) {
    case 'typing':
      return <Typing {...props} />
    case 'offered':
      return <Offered {...props} offer={state.offer} />
    case 'accepted':
      return <Accepted {...props} offer={state.offer} />
    case 'already':
      return (
        <Screen title="填邀请码" back>
          <EmptyState
            icon="check"
            title={state.refusal.detail}
            note="这个邀请码还没用，可以给别人"
            action={{ text: '好的', onTap: onDone }}
            second={{ text: '填别的邀请码', onTap: control.leave }}
          />
        </Screen>
      )
  }
}

function Typing({ control, onLogin }: AcceptanceProps) {
  return (
    <Screen title="填邀请码" back>
      <Lead title="管理员给你的码" note="填了就能用工作台" />
      {control.fault && <FaultNotice fault={control.fault} onLogin={onLogin} />}
      <Field
        label="邀请码"
        kind="id"
        value={control.code}
        placeholder="12 位字母和数字"
        maxLength={24}
        helper="有没有横线、大写小写都行"
        error={control.error}
        disabled={control.busy}
        onChange={control.type}
        onDone={control.check}
      />
      <Actions>
        <Button text="看看是什么" busy={control.busy} onTap={control.check} />
      </Actions>
    </Screen>
  )
}

interface OfferProps extends AcceptanceProps {
  offer: Offer
}

function Offered({ control, offer, onLogin }: OfferProps) {
  const { role, stations, expiresAt } = offer
  return (
    <Screen
      title="填邀请码"
      back
      onBack={control.leave}
      foot={
        <Actions>
          <Button text={`确定，做${roleNames[role]}`} busy={control.busy} onTap={control.accept} />
          <Button kind="quiet" size="mid" text="先不" disabled={control.busy} onTap={control.leave} />
        </Actions>
      }
    >
      {control.fault && <FaultNotice fault={control.fault} onLogin={onLogin} />}
      <Lead title={`请你做${roleNames[role]}`} note={roleNotes[role]} />
      {stations.length > 0 && (
        <Card title="在这些驿站">
          <Bullets mark="yes" items={stations.map(({ name }) => name)} />
        </Card>
      )}
      <Para tone="quiet">{`这个码到 ${momentText(Date.parse(expiresAt))} 有效，只能用一次`}</Para>
    </Screen>
  )
}

function Accepted({ offer: { role, stations }, onDesk, onDone }: OfferProps) {
  return (
    <Screen
      title="填邀请码"
      back
      foot={
        <Actions>
          {role === 'clerk' && <Button icon="desk" text="去工作台" onTap={onDesk} />}
          <Button
            kind={role === 'clerk' ? 'quiet' : 'primary'}
            size={role === 'clerk' ? 'mid' : 'main'}
            text="好的"
            onTap={onDone}
          />
        </Actions>
      }
    >
      <Outcome
        icon="check"
        tone="good"
        title={`你是${roleNames[role]}了`}
        lead={stations.map(({ name }) => name).join('、') || undefined}
      />
    </Screen>
  )
}

function FaultNotice({ fault, onLogin }: { fault: Error; onLogin: () => void }) {
  if (isSessionLost(fault)) {
    return (
      <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
        登录过期了，登录后接着填
      </Notice>
    )
  }
  return <Notice kind="warn">{`${faultText(fault).note}，填的还在`}</Notice>
}
