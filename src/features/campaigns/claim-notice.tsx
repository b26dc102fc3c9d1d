import { isOffline } from '@/platform/query-view'
import { isSessionLost, Refusal } from '@/platform/call'
import { Notice } from '@/ui'
import type { Claim } from './api'
import type { ClaimState } from './use-claim'

interface ClaimNoticeProps {
  claim: ClaimState
  onClaim: (claim: Claim) => void
}

/** A claim without a final answer: says that trying again cannot double it. */
export function ClaimNotice({ claim, onClaim }: ClaimNoticeProps) {
  if (claim.state !== 'unsure') return null
  const { fault } = claim
  const again = () => onClaim(claim.claim)
  if (isSessionLost(fault)) {
    return (
      <Notice kind="warn" action={{ text: '登录后领取', onTap: again }}>
        登录过期了
      </Notice>
    )
  }
  return (
    <Notice kind="warn" action={{ text: '再点一次', onTap: again }}>
      {words(fault)}
    </Notice>
  )
}

function words(fault: Error): string {
  if (isOffline(fault)) return '网络断了一下，还不知道成没成。再点一次，不会重复'
  if (!(fault instanceof Refusal)) return '出了点问题。再点一次，不会重复'
  return fault.code === 'too-many' || fault.detail.includes('再点一次')
    ? fault.detail
    : `${fault.detail}。再点一次，不会重复`
}
