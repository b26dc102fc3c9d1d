import type { Policy } from '@/contract'
import { faultText } from '@/platform/query-view'
import { yuan } from '@/rules/wording'
import { Actions, Button, Notice, Para, Sheet } from '@/ui'
import type { CancelControl } from './use-cancel'

/** What taking joining back does, before it is done. */
export function CancelSheet({ policy, cancel }: { policy: Policy; cancel: CancelControl }) {
  const { fault, sending } = cancel
  const { ownFen } = policy
  return (
    <Sheet title="退出这份互助？" onClose={sending ? () => undefined : cancel.leave}>
      <Para>退出后没有保障，从头到尾都不赔。</Para>
      <Para tone="quiet">
        {ownFen === 0 ? '你没花钱，没有要退的。' : `你付的 ${yuan(ownFen)} 元原路退回，一般 1 到 3 天到。`}
      </Para>
      {fault && <Notice kind="warn">{`没退成：${faultText(fault).note}`}</Notice>}
      <Actions>
        <Button text="不退了，留着" disabled={sending} onTap={cancel.leave} />
        <Button kind="danger" size="mid" text="确定退出" busy={sending} onTap={cancel.send} />
      </Actions>
    </Sheet>
  )
}
