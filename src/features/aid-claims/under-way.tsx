import type { ClaimSummary } from '@/contract'
import type { QueryView } from '@/platform/query-view'
import { claimKindName } from '@/rules/claim-words'
import { Card, List, ListRow, Para, Section, Steps, Tap } from '@/ui'
import { amountText, claimLine, claimTitle, dueText, isOpen, toCollectText } from './claim-words'
import { present, useDrafts } from './drafts'
import { draftNote } from './draft-note'

interface UnderWayProps {
  claims: QueryView<ClaimSummary[]>
  /** Of this policy only. */
  policyId?: string
  /** Epoch ms. */
  now: number
  onCase: (claimId: string) => void
  onDraft: (draftId: string, wanted: boolean) => void
}

/** What is under way since something happened, and what was not sent yet; what is done is a tap away. */
export function UnderWay({ claims: { data = [] }, policyId, now, onCase, onDraft }: UnderWayProps) {
  const drafts = present(useDrafts((it) => it.drafts)).filter(
    (it) => it.task === 'claim' && it.claimId === null && (!policyId || it.policyId === policyId),
  )
  const mine = data.filter((it) => !policyId || it.policyId === policyId)
  const open = mine.filter((it) => isOpen(it.state))
  const past = mine.filter((it) => !isOpen(it.state))
  return (
    <>
      {open.length + drafts.length > 0 && <Section title="正在办的" />}
      {drafts.length > 0 && (
        <List>
          {drafts.map((it) => (
            <ListRow
              key={it.id}
              icon={it.wanted ? 'off' : 'clock'}
              title={`${it.kind ? claimKindName(it.kind) : '出事了'} · ${it.wanted ? '等信号，自动报' : '还没报完'}`}
              note={draftNote(it, now)}
              noteTone={it.refusal ? 'warn' : undefined}
              onTap={() => onDraft(it.id, it.wanted)}
            />
          ))}
        </List>
      )}
      {open.map((it) => (
        <Tap
          key={it.id}
          className="tap-card"
          label={`${claimTitle(it)}，${claimLine(it)}`}
          onTap={() => onCase(it.id)}
        >
          <Card title={claimTitle(it)} aside={amountText(it)}>
            <Steps steps={shortSteps(it)} />
          </Card>
        </Tap>
      ))}
      {past.length > 0 && (
        <>
          <Section title="办完的" />
          <List>
            {past.map((it) => (
              <ListRow
                key={it.id}
                title={claimTitle(it)}
                note={claimLine(it)}
                value={it.state === 'paid' ? amountText(it) : undefined}
                onTap={() => onCase(it.id)}
              />
            ))}
          </List>
        </>
      )}
      {open.some((it) => it.demo) && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

/** Received, what goes on now, and the money: three lines that say it all. */
function shortSteps(claim: ClaimSummary) {
  const late = claim.state === 'approved'
  return [
    { title: '已收到', state: 'done' as const },
    {
      title: claim.toCollect ? toCollectText : (nowTitles[claim.state] ?? '正在核对'),
      note: dueText(claim),
      state: 'now' as const,
    },
    ...(late ? [] : [{ title: '打款到自己的账户', note: '核对通过后', state: 'next' as const }]),
  ]
}

const nowTitles: Partial<Record<ClaimSummary['state'], string>> = {
  submitted: '等着核对',
  papers: '等你补材料',
  proposed: '第二个人复核',
  approved: '通过了，等打款',
}
