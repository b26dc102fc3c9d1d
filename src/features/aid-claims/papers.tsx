import { useEffect, useRef } from 'react'
import type { AidClaim, PhotoPurpose } from '@/contract'
import { buzz } from '@/platform'
import { serverNow } from '@/platform/call'
import { type QueryView, faultText } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { papersFor } from '@/rules/claim-words'
import {
  Bullets,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Field,
  Lead,
  Notice,
  Screen,
  SkeletonList,
} from '@/ui'
import { dueText } from './claim-words'
import { useConsentAsk } from './consent-sheet'
import { draftFault, typedOf } from './draft-body'
import { type Draft, changeDraft, useDraft } from './drafts'
import { FactFields } from './fact-fields'
import { useOutbox } from './outbox'
import { PhotoTiles } from './photo-tiles'
import { useBegun, want } from './use-report'

interface TaskProps {
  claim: QueryView<AidClaim>
  claimId: string
  consented: boolean
  /** Sent, or on its way. */
  onDone: () => void
}

/** What is asked for, exactly, and the place to put it; facts may be put right beside it. */
export function Papers(props: TaskProps) {
  const { claim, claimId, onDone } = props
  const draftId = useBegun('papers', claimId)
  const draft = useDraft(draftId)
  useGone(draftId, draft, onDone)
  if (!claim.data || !draft) return <Pending title="补材料" {...props} />
  if (!claim.data.can.addPapers) {
    return (
      <Screen title="补材料" back>
        <EmptyState
          icon="check"
          title="这一份现在不能再加材料"
          action={{ text: '看办到哪了', onTap: onDone }}
        />
      </Screen>
    )
  }
  return <PapersOf {...props} claim={claim.data} draft={draft} />
}

function Pending({ title, claim }: TaskProps & { title: string }) {
  const { fault, refresh } = claim
  return (
    <Screen title={title} back>
      {fault && !claim.data ? (
        <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
      ) : (
        <SkeletonList rows={4} />
      )}
    </Screen>
  )
}

/** Goes on once what was written has become part of the claim. */
function useGone(draftId: string | undefined, draft: Draft | undefined, onDone: () => void): void {
  const filed = useOutbox((it) => (draftId === undefined ? undefined : it.filed[draftId]))
  const told = useRef(false)
  useEffect(() => {
    if (filed === undefined || draft || told.current) return
    told.current = true
    buzz('done')
    onDone()
  }, [filed, draft, onDone])
}

/** Sends what is written, once nothing is wrong with it as far as the phone can tell, and he has agreed. */
function useSending(draft: Draft, consented: boolean, onDone: () => void) {
  const { ask, sheet } = useConsentAsk(consented)
  const send = () => {
    const fault = draftFault(draft, undefined, serverNow())
    if (fault) {
      changeDraft(draft.id, () => ({ refusal: fault }))
      return
    }
    ask(() => {
      want(draft.id)
      onDone()
    })
  }
  return { ask, send, sheet }
}

function PapersOf({ claim, draft, consented, onDone }: OpenProps) {
  const now = useMinute()
  const { ask, send, sheet } = useSending(draft, consented, onDone)
  const { id, refusal } = draft
  const asked = claim.asked.filter((it) => !it.given)
  const facts = draft.factsChanged ? draft.facts : typedOf(claim.facts)
  const errorAt = (field: string) => (refusal?.field === field ? refusal.detail : undefined)
  const own = refusal !== null && (refusal.field === 'words' || refusal.field?.startsWith('facts'))
  const wrong = draft.photos.some((it) => it.refusal !== null)
  return (
    <Screen
      title="补材料"
      back
      foot={
        <Button
          text="交上去"
          disabled={wrong || isEmpty(draft)}
          why={wrong ? '有照片没传成，点开重拍或删掉' : '先拍一张，或者写点什么'}
          onTap={send}
        />
      }
    >
      <Lead
        title={asked.length > 0 ? '要补这几样' : '再补点材料'}
        note={asked.length > 0 ? dueText(claim) : '新的收费单、病历都行'}
      />
      {asked.length > 0 && (
        <Card>
          <Bullets mark="no" items={asked.map((it) => it.text)} />
        </Card>
      )}
      {refusal !== null && !own && <Notice kind="warn">{refusal.detail}</Notice>}
      <PhotoTiles draft={draft} wanted={tilesOf(claim)} ask={ask} />
      <Notice kind="info" icon="off">
        没信号也能拍，点了“交上去”，有信号自动交。
      </Notice>
      <Field
        label="想说的"
        tall
        value={draft.words}
        placeholder="可以不写"
        maxLength={500}
        error={errorAt('words')}
        onChange={(words) => changeDraft(id, () => ({ words, refusal: null }))}
      />
      <FactFields
        kind={claim.kind}
        facts={facts}
        refusal={refusal}
        now={now}
        onChange={(typed) => changeDraft(id, () => ({ facts: typed, factsChanged: true, refusal: null }))}
      />
      {sheet}
    </Screen>
  )
}

interface OpenProps extends Omit<TaskProps, 'claim'> {
  claim: AidClaim
  draft: Draft
}

const isEmpty = (draft: Draft): boolean =>
  draft.photos.length === 0 && draft.words.trim() === '' && !draft.factsChanged

/** What is asked for first; else whatever goes with such a claim. */
function tilesOf(claim: AidClaim): { purpose: PhotoPurpose; must: boolean; note?: string }[] {
  const asked = claim.asked.filter((it) => !it.given).map((it) => it.purpose)
  const usual = papersFor(claim.kind).map((it) => it.purpose)
  const all = asked.length > 0 ? asked : [...usual, 'other' as const]
  return [...new Set(all)].map((purpose) => ({ purpose, must: asked.includes(purpose), note: '去拍' }))
}

/** Why the refusal is wrong, in his own words. */
export function Objection(props: TaskProps) {
  const { claim, claimId, onDone } = props
  const draftId = useBegun('objection', claimId)
  const draft = useDraft(draftId)
  useGone(draftId, draft, onDone)
  if (!claim.data || !draft) return <Pending title="申诉" {...props} />
  if (!claim.data.can.object) {
    return (
      <Screen title="申诉" back>
        <EmptyState
          icon="check"
          title="现在没有可以申诉的结果"
          action={{ text: '看办到哪了', onTap: onDone }}
        />
      </Screen>
    )
  }
  return <ObjectionTo {...props} claim={claim.data} draft={draft} />
}

function ObjectionTo({ claim, draft, consented, onDone }: OpenProps) {
  const { ask, send, sheet } = useSending(draft, consented, onDone)
  const { id, refusal } = draft
  const wrong = draft.photos.some((it) => it.refusal !== null)
  return (
    <Screen
      title="申诉"
      back
      foot={<Button text="交申诉" disabled={wrong} why="有照片没传成，点开重拍或删掉" onTap={send} />}
    >
      <Lead title="哪里不对，你说" note="换一个人重新看，只能申诉一次" />
      {claim.refusal && (
        <Card title={`没通过的理由：${claim.refusal.clause}`} tone="sunk">
          <Bullets mark="no" items={[claim.refusal.reasons]} />
        </Card>
      )}
      {refusal !== null && refusal.field !== 'words' && <Notice kind="warn">{refusal.detail}</Notice>}
      <Field
        label="哪里不对"
        tall
        value={draft.words}
        placeholder="照实说，几句话就行"
        maxLength={500}
        error={refusal?.field === 'words' ? refusal.detail : undefined}
        onChange={(words) => changeDraft(id, () => ({ words, refusal: null }))}
      />
      <PhotoTiles
        draft={draft}
        wanted={[{ purpose: 'other', must: false, note: '有新的证据就拍' }]}
        ask={ask}
      />
      {sheet}
    </Screen>
  )
}
