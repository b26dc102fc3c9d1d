import { isSessionLost, Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { momentText, dateText } from '@/rules/wording'
import { EmptyState, ErrorState, Screen } from '@/ui'
import { helpNumber } from './help-line'
import type { JoinControl } from './use-join'

interface StoppedProps {
  fault: Error
  join: JoinControl
  onLogin: () => void
  onPolicy: (policyId: string) => void
  onAid: () => void
}

/** Refused for good, or not heard: what, why, and where to go from here. Nothing was paid in any of them. */
export function Stopped({ fault, join, onLogin, onPolicy, onAid }: StoppedProps) {
  const toAid = { text: '回保障', onTap: onAid }
  return (
    <Screen title="参加互助" back>
      {isSessionLost(fault) ? (
        <EmptyState
          icon="lock"
          title="先登录，再参加"
          note="保障要记在你名下"
          action={{ text: '登录', kind: 'primary', onTap: onLogin }}
          second={toAid}
        />
      ) : (
        (stopOf(fault, onPolicy, toAid) ?? (
          <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: join.restart }} second={toAid} />
        ))
      )}
    </Screen>
  )
}

interface WayOn {
  text: string
  onTap: () => void
}

/** Undefined where another try may help. */
function stopOf(fault: Error, onPolicy: (policyId: string) => void, toAid: WayOn) {
  if (!(fault instanceof Refusal)) return undefined
  const { code, detail, heldId, retryAt } = fault
  const from = retryAt === undefined ? undefined : Date.parse(retryAt)
  switch (code) {
    case 'already-covered':
      return (
        <EmptyState
          icon="shield"
          title="你已经在保障期里了"
          note={`一个人一份，不会多扣你的钱${from === undefined ? '' : `。${dateText(from)}起可以续`}`}
          action={heldId ? { text: '看我的保障', onTap: () => onPolicy(heldId) } : toAid}
        />
      )
    case 'age-out-of-range':
      return <EmptyState icon="shield" title="年龄不在范围里" note={`${detail}。没有扣钱`} action={toAid} />
    case 'plan-occupation':
      return <EmptyState icon="shield" title="不是给你这个工种的" note={detail} action={toAid} />
    case 'plan-closed':
      return from === undefined ? (
        <EmptyState
          icon="shield"
          title="这项互助停止参加了"
          note={`没有扣钱。想参加，打 ${helpNumber} 问工会`}
          action={toAid}
        />
      ) : (
        <EmptyState icon="clock" title="还没开始" note={`${momentText(from)}起可以参加`} action={toAid} />
      )
    case 'purchase-off':
      return (
        <EmptyState
          icon="shield"
          title="这里现在不能参加"
          note={`想参加，打 ${helpNumber} 问工会`}
          action={toAid}
        />
      )
    case 'not-found':
      return <EmptyState icon="shield" title="没有这项互助" action={toAid} />
    default:
      return undefined
  }
}
