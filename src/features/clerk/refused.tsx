import type { RefusalCode } from '@/contract'
import { useMinute } from '@/platform/use-minute'
import { pastText } from '@/rules/wording'
import { Notice, Outcome, Screen } from '@/ui'
import { Next } from './next'
import type { OwnCode, Refused } from './scan-words'

interface RefusedScreenProps {
  refused: Refused
  onScan?: () => void
  onType: () => void
}

/** A code of now would do. */
const stale = new Set<string>(['code-stale', 'code-truncated', 'clock-apart', 'code-reissued'])

/** Why it is not handed over, with when and where. */
export function RefusedScreen({ refused, onScan, onType }: RefusedScreenProps) {
  const now = useMinute()
  const { code, detail } = refused
  // 「这个码过时了，请对方打开券，等新码」: what is so, then what to do.
  const [title = '', ...advice] = detail.split('，')
  return (
    <Screen
      title="核销"
      back
      onBack={onType}
      foot={<Next onScan={onScan} onType={onType} rescan={stale.has(code)} />}
    >
      <Outcome
        icon={stale.has(code) || code === 'voucher-expired' || code === 'voucher-not-yet' ? 'clock' : 'cross'}
        tone="stop"
        title={title}
        lead={happened(refused, now)}
        note={advice.length > 0 ? advice.join('，') : advices[code as RefusalCode | OwnCode]}
      />
      <Notice kind="warn">先别给他</Notice>
    </Screen>
  )
}

/** What to do, where the refusal itself does not say. */
const advices: Partial<Record<RefusalCode | OwnCode, string>> = {
  'code-unknown': '核对一下数字，或请他打开券再扫',
  'voucher-withdrawn': '请他在“我的券”里看看',
  'voucher-taken': '不用再给',
}

/** 今天 14:32 在工人北里社区工会驿站 */
export function happened({ code, at, where = [] }: Refused, now: number): string | undefined {
  if (!at) return undefined
  const when = pastText(Date.parse(at), now)
  if (code === 'voucher-redeemed') return [when, where[0]?.name].filter(Boolean).join(' 在')
  return code === 'voucher-expired' ? `${when} 到期` : when
}
