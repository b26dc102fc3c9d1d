import { useEffect } from 'react'
import type { AidClaim } from '@/contract'
import type { QueryView } from '@/platform/query-view'
import { useOnline } from '@/platform/use-online'
import { lastDayText } from '@/rules/wording'
import { Actions, Button, EmptyState, Notice, Outcome, Screen, StepBar } from '@/ui'
import { useConsentAsk } from './consent-sheet'
import { photoCount, useDraft } from './drafts'
import { useOutbox } from './outbox'

interface SentProps {
  draftId: string
  signedIn: boolean
  consented: boolean
  /** The claim it became, as soon as it has. */
  claim: QueryView<AidClaim>
  onCase: (claimId: string) => void
  /** Back to what was typed: something has to be put right. */
  onEdit: (draftId: string) => void
  onLogin: () => void
  onAid: () => void
}

/** What became of a draft since it was opened here: the claim's id. */
export function useFiled(draftId: string): string | undefined {
  const draft = useDraft(draftId)
  const filed = useOutbox((it) => it.filed[draftId])
  return filed ?? draft?.claimId ?? undefined
}

/** It has been told; or it is kept, and goes as soon as there is a network. */
export function Sent({ draftId, signedIn, consented, claim, onCase, onEdit, onLogin, onAid }: SentProps) {
  const draft = useDraft(draftId)
  const claimId = useFiled(draftId)
  const online = useOnline()
  const { ask, sheet } = useConsentAsk(consented)
  const consentDue = useOutbox((it) => it.consentDue)
  const refused = draft !== undefined && claimId === undefined && draft.refusal !== null
  useEffect(() => {
    if (refused) onEdit(draftId)
  }, [refused, draftId, onEdit])

  const left = draft ? photoCount(draft) : { all: 0, left: 0, refused: 0 }
  const done = (
    <Actions>
      {claimId !== undefined && <Button text="看办到哪了" onTap={() => onCase(claimId)} />}
      <Button kind={claimId === undefined ? 'primary' : 'quiet'} size="mid" text="好的" onTap={onAid} />
    </Actions>
  )
  if (claimId !== undefined) {
    const due = claim.data?.due
    return (
      <Screen title="出事了" back onBack={onAid} foot={done}>
        <StepBar total={3} at={3} />
        <Outcome
          icon="check"
          tone="good"
          title="报上去了"
          lead={due ? `${lastDayText(Date.parse(due.at))}前给你答复` : undefined}
          note={claim.data ? `编号 ${claim.data.number}` : '好好养伤，材料缺的以后补'}
        />
        {left.left > 0 && (
          <Notice
            kind={left.refused > 0 ? 'warn' : 'info'}
            icon="cam"
            action={left.refused > 0 ? { text: '看看', onTap: () => onEdit(draftId) } : undefined}
          >
            {left.refused > 0
              ? `有 ${left.refused} 张照片没传成`
              : `还有 ${left.left} 张照片在传，关掉也会接着传`}
          </Notice>
        )}
      </Screen>
    )
  }
  if (!draft) {
    return (
      <Screen title="出事了" back>
        <EmptyState icon="shield" title="这一份不在这台手机上了" action={{ text: '看保障', onTap: onAid }} />
      </Screen>
    )
  }
  return (
    <Screen title="出事了" back onBack={onAid} foot={done}>
      <StepBar total={3} at={2} />
      <Outcome
        icon={online ? 'clock' : 'off'}
        tone="lamp"
        title={online ? '正在报…' : '存好了，有信号自动报'}
        lead={online ? undefined : '先去看伤，有信号就自己报上去'}
        note={`${left.all} 张照片都存在手机里，关机也不丢`}
      />
      {!signedIn && (
        <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
          登录过期了，登录后自动报
        </Notice>
      )}
      {signedIn && consentDue && (
        <Notice kind="warn" action={{ text: '去看', onTap: () => ask(() => undefined) }}>
          要先看过说明、同意了才能报
        </Notice>
      )}
      {sheet}
    </Screen>
  )
}
