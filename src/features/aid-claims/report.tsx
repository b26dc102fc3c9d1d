import { useEffect, useState } from 'react'
import type { ClaimKind } from '@/contract'
import { buzz, dial, toTop } from '@/platform'
import { serverNow } from '@/platform/call'
import { useMinute } from '@/platform/use-minute'
import { claimKindName, papersFor } from '@/rules/claim-words'
import { DAY, dateText, dayOf, dayOfDate } from '@/rules/shanghai'
import { dayText, pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Choice,
  DateField,
  EmptyState,
  Field,
  Lead,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Section,
  StepBar,
  Tile,
  Tiles,
} from '@/ui'
import { type Cover, allKinds, kindIcons } from './claim-terms'
import { useConsentAsk } from './consent-sheet'
import { Deadline } from './deadline'
import { draftFault, hasFacts, isLate } from './draft-body'
import { draftNote } from './draft-note'
import { happenedAt } from './happened-at'
import { type Draft, changeDraft, present, useDraft, useDrafts } from './drafts'
import { FactFields } from './fact-fields'
import { PhotoTiles } from './photo-tiles'
import { beginClaim, discard, want } from './use-report'

const helpNumber = '12351'

export interface ReportProps {
  /** The draft that is being written; undefined where none is begun. */
  draftId: string | undefined
  /** The cover asked for, where one is. */
  policyId: string | undefined
  /** What can be claimed on; undefined until it is known. */
  covers: readonly Cover[] | undefined
  signedIn: boolean
  /** The server knows that he agreed to its use of medical papers. */
  consented: boolean
  onBegun: (draftId: string) => void
  onSent: (draftId: string) => void
  onClaim: (claimId: string) => void
  onRelative: () => void
  onLogin: () => void
  onAid: () => void
}

/** 出事了: what happened, photos, send. */
export function Report(props: ReportProps) {
  const draft = useDraft(props.draftId)
  if (draft && draft.kind !== null && draft.claimId !== null)
    return <Rest {...props} draft={draft} kind={draft.kind} claimId={draft.claimId} />
  if (draft && draft.kind !== null)
    return <Photos key={draft.id} {...props} draft={draft} kind={draft.kind} />
  return <WhatHappened {...props} />
}

function WhatHappened({
  covers,
  policyId,
  signedIn,
  onBegun,
  onSent,
  onRelative,
  onLogin,
  onAid,
}: ReportProps) {
  const now = useMinute()
  const drafts = present(useDrafts((it) => it.drafts)).filter((it) => it.task === 'claim')
  const cover = covers?.find((it) => it.policyId === policyId) ?? covers?.[0]
  const [beginning, setBeginning] = useState(false)
  const begin = (kind: ClaimKind) => {
    if (beginning) return
    setBeginning(true)
    void beginClaim({ policyId: cover?.policyId ?? null, kind })
      .then(onBegun)
      .finally(() => setBeginning(false))
  }
  const kinds = cover?.kinds ?? allKinds
  const uncovered = signedIn && covers?.length === 0
  return (
    <Screen title="出事了" back>
      <StepBar total={3} at={1} />
      <Lead title="出了什么事？" note="人要紧，先去看伤。点一样就行，拿不准也先报" />
      {!signedIn ? (
        <EmptyState
          icon="lock"
          title="先登录"
          note="登录后才知道是谁的保障"
          action={{ text: '登录', kind: 'primary', onTap: onLogin }}
        />
      ) : uncovered ? (
        <EmptyState
          icon="shield"
          title="你名下没有保障"
          note="家人出事，有他的码就能替他报"
          action={{ text: '看看能参加的', onTap: onAid }}
        />
      ) : (
        <Tiles>
          {kinds.map((kind) => (
            <Tile
              key={kind}
              icon={kindIcons[kind]}
              title={claimKindName(kind)}
              note={kindNotes[kind]}
              onTap={() => begin(kind)}
            />
          ))}
        </Tiles>
      )}
      {drafts.length > 0 && (
        <>
          <Section title="没报完的" />
          <List>
            {drafts.map((it) => (
              <ListRow
                key={it.id}
                icon="clock"
                title={it.kind ? claimKindName(it.kind) : '还没选'}
                note={draftNote(it, now)}
                onTap={() => (it.wanted ? onSent(it.id) : onBegun(it.id))}
              />
            ))}
          </List>
        </>
      )}
      <List>
        <ListRow icon="me" title="替家人报" note="要他或工会给的码" onTap={onRelative} />
        <ListRow
          icon="phone"
          title={`或打 ${helpNumber}`}
          note="工会的人帮你报"
          onTap={() => dial(helpNumber)}
        />
      </List>
    </Screen>
  )
}

const kindNotes: Record<ClaimKind, string> = {
  'accident-treatment': '门诊、急诊、买药',
  'hospital-days': '住进医院了',
  'death-disability': '评了残，或人没了',
  'serious-illness': '确诊了大病',
}

interface PhotosProps extends ReportProps {
  draft: Draft
  kind: ClaimKind
}

function Photos({ draft, kind, covers = [], consented, onSent, onClaim }: PhotosProps) {
  const { id } = draft
  const now = useMinute()
  const { ask, sheet } = useConsentAsk(consented)
  const [more, setMore] = useState<readonly Part[]>([])
  const cover = covers.find((it) => it.policyId === draft.policyId)
  const terms = cover?.plan?.claimTerms
  const event = happenedAt(draft, now)
  const late = terms !== undefined && isLate(event, terms, now)
  const { refusal } = draft
  const open = (part: Part) => more.includes(part) || (refusal !== null && partOf(refusal.field) === part)
  const show = (part: Part) => setMore((all) => [...all, part])
  useFilledPolicy(draft, covers)
  const change = (part: Partial<Draft>) => changeDraft(id, () => ({ ...part, refusal: null }))

  const send = () => {
    const fault = draftFault(draft, terms, serverNow())
    if (fault) {
      buzz('refused')
      changeDraft(id, () => ({ refusal: fault }))
      toTop()
      return
    }
    ask(() => {
      want(id)
      buzz('done')
      onSent(id)
    })
  }

  const errorAt = (field: string) => (refusal?.field === field ? refusal.detail : undefined)
  const elsewhere = refusal !== null && partOf(refusal.field) === undefined
  return (
    <Screen title="出事了" back foot={<Button text="先报上去" onTap={send} />}>
      <StepBar total={3} at={2} />
      <Lead
        title="拍下这几样"
        note={draft.holder ? `替 ${draft.holder} 报。有几样拍几样，缺的以后补` : '有几样拍几样，缺的以后补'}
      />
      {refusal && (
        <Notice
          kind="warn"
          action={
            refusal.heldId ? { text: '看那一份', onTap: () => onClaim(refusal.heldId ?? '') } : undefined
          }
        >
          {elsewhere ? refusal.detail : `${refusal.detail}（在下面）`}
        </Notice>
      )}
      <PhotoTiles draft={draft} wanted={papersFor(kind)} ask={ask} />
      <Notice kind="info" icon="off">
        <Deadline event={event} terms={terms} />
      </Notice>
      {late && !open('when') && <LateReason draft={draft} error={errorAt('lateReason')} onChange={change} />}
      <List>
        {!open('when') && (
          <ListRow icon="clock" title="什么时候" note={pastText(event, now)} onTap={() => show('when')} />
        )}
        {!open('what') && (
          <ListRow
            icon="pin"
            title="在哪、怎么回事"
            note={draft.where || draft.words || '可以不写'}
            onTap={() => show('what')}
          />
        )}
        {!open('facts') && (
          <ListRow
            icon="coin"
            title={factTitles[kind]}
            note={hasFacts(draft.facts) ? '填了，点开能改' : '有就填，没有以后补'}
            onTap={() => show('facts')}
          />
        )}
      </List>
      {open('when') && (
        <>
          <Section title="什么时候" />
          <When draft={draft} now={now} error={errorAt('happenedAt')} onChange={change} />
          {(late || draft.lateReason !== '' || errorAt('lateReason')) && (
            <LateReason draft={draft} error={errorAt('lateReason')} onChange={change} />
          )}
        </>
      )}
      {open('what') && (
        <>
          <Section title="在哪、怎么回事" />
          <Field
            label="在哪出的事"
            value={draft.where}
            placeholder="路口、小区、站点都行"
            maxLength={100}
            error={errorAt('where')}
            onChange={(where) => change({ where })}
          />
          <Field
            label="怎么回事"
            tall
            value={draft.words}
            placeholder="几句话就行：送餐路上摔了，左手腕着地"
            maxLength={500}
            error={errorAt('words')}
            onChange={(words) => change({ words })}
          />
        </>
      )}
      {open('facts') && (
        <>
          <Section title={factTitles[kind]} />
          <FactFields
            kind={kind}
            facts={draft.facts}
            refusal={refusal}
            now={now}
            onChange={(facts) => change({ facts })}
          />
        </>
      )}
      {covers.length > 1 && draft.familyCode === null && (
        <>
          <Section title="按哪份保障" />
          <Choice
            label="按哪份保障"
            options={covers.map((it) => ({ value: it.policyId, text: `${it.title} · ${it.holder}` }))}
            value={draft.policyId ?? ''}
            onChange={(policyId) => change({ policyId })}
          />
        </>
      )}
      <Discard draft={draft} />
      {sheet}
    </Screen>
  )
}

/** The photos of a claim that has been filed, which still have to go or to be taken again. */
function Rest({ draft, kind, claimId, consented, onClaim }: PhotosProps & { claimId: string }) {
  const { ask, sheet } = useConsentAsk(consented)
  return (
    <Screen title="还没传完的照片" back foot={<Button text="看办到哪了" onTap={() => onClaim(claimId)} />}>
      <Lead title="案子已经报上去了" note="没传成的重拍一张，或者删掉" />
      {draft.refusal && <Notice kind="warn">{draft.refusal.detail}</Notice>}
      <PhotoTiles draft={draft} wanted={papersFor(kind)} ask={ask} />
      {sheet}
    </Screen>
  )
}

function Discard({ draft }: { draft: Draft }) {
  const [sure, setSure] = useState(false)
  return (
    <Actions>
      <Button
        kind="quiet"
        size="mid"
        text={sure ? '真的不报了，连照片一起删' : '这一份不报了'}
        onTap={() => (sure ? discard(draft.id) : setSure(true))}
      />
    </Actions>
  )
}

type Part = 'when' | 'what' | 'facts'

/** Where on the screen a field is; undefined where it is none of ours. */
function partOf(field: string | null): Part | undefined {
  if (field === null) return undefined
  if (field === 'happenedAt' || field === 'lateReason') return 'when'
  if (field === 'where' || field === 'words') return 'what'
  return field.startsWith('facts') ? 'facts' : undefined
}

const factTitles: Record<ClaimKind, string> = {
  'accident-treatment': '收费单上的数',
  'hospital-days': '住院日子、收费单',
  'death-disability': '伤残等级',
  'serious-illness': '哪天确诊',
}

interface PartProps {
  draft: Draft
  error: string | undefined
  onChange: (part: Partial<Draft>) => void
}

function When({ draft, now, error, onChange }: PartProps & { now: number }) {
  const today = dayOf(now)
  const chosen = draft.happenedOn ?? dateText(dayOf(draft.begunAt))
  const days = [0, 1, 2].map((back) => ({
    value: dateText(today - back),
    text: ['今天', '昨天', '前天'][back] ?? '',
  }))
  return (
    <>
      <Choice
        label="什么时候"
        options={days}
        value={chosen}
        onChange={(happenedOn) => onChange({ happenedOn })}
      />
      <DateField
        label="别的日子"
        value={chosen}
        first={dateText(today - Math.ceil((730 * DAY) / DAY))}
        last={dateText(today)}
        error={error}
        onChange={(happenedOn) => onChange({ happenedOn: happenedOn === '' ? null : happenedOn })}
      />
      {!Number.isNaN(dayOfDate(chosen)) && (
        <Para tone="quiet">{`按 ${dayText(dayOfDate(chosen))} 出的事算`}</Para>
      )}
    </>
  )
}

const LateReason = ({ draft, error, onChange }: PartProps) => (
  <Field
    label="为什么晚了"
    value={draft.lateReason}
    placeholder="如：一直在住院"
    maxLength={200}
    helper="照样受理，写一句就行"
    error={error}
    onChange={(lateReason) => onChange({ lateReason })}
  />
)

/** A draft that was begun before it was known what he may claim on is given the first cover. */
function useFilledPolicy(draft: Draft, covers: readonly Cover[]): void {
  const first = covers[0]?.policyId
  const missing = draft.policyId === null && draft.claimId === null
  const { id } = draft
  useEffect(() => {
    if (missing && first !== undefined) changeDraft(id, () => ({ policyId: first }))
  }, [missing, first, id])
}
