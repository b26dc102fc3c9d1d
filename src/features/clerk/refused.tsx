import type { RefusalCode } from '@/contract'
import type { Refusal } from '@/platform/call'
import { useMinute } from '@/platform/use-minute'
import { pastText } from '@/rules/wording'
import { Actions, Button, Notice, Outcome, Screen } from '@/ui'

interface RefusedProps {
  refusal: Refusal
  onScan: () => void
  onType: () => void
}

/** Why it is not handed over, with when and where. */
export function Refused({ refusal, onScan, onType }: RefusedProps) {
  const now = useMinute()
  const { code } = refusal
  // 「这个码过时了，请对方打开券，等新码」: what is so, then what to do.
  const [title = '', ...advice] = refusal.detail.split('，')
  return (
    <Screen
      title="核销"
      back
      onBack={onType}
      foot={
        <Actions>
          <Button icon="scan" text={code === 'code-stale' ? '重新扫' : '扫下一位'} onTap={onScan} />
          <Button kind="quiet" size="mid" text="输数字" onTap={onType} />
        </Actions>
      }
    >
      <Outcome
        icon={code === 'code-stale' || code === 'voucher-expired' ? 'clock' : 'cross'}
        tone="stop"
        title={title}
        lead={happened(refusal, now)}
        note={advice.length > 0 ? advice.join('，') : advices[code]}
      />
      <Notice kind="warn">先别给他</Notice>
    </Screen>
  )
}

/** What to do, where the refusal itself does not say. */
const advices: Partial<Record<RefusalCode, string>> = {
  'code-unknown': '核对一下数字，或请他打开券再扫',
  'voucher-withdrawn': '请他在“我的券”里看看',
}

/** 今天 14:32 在工人北里社区工会驿站 */
function happened({ code, at, where = [] }: Refusal, now: number): string | undefined {
  if (!at) return undefined
  const when = pastText(Date.parse(at), now)
  if (code === 'voucher-redeemed') return [when, where[0]?.name].filter(Boolean).join(' 在')
  return code === 'voucher-expired' ? `${when} 到期` : when
}
