import type { ReviewCase } from '@/contract'
import { ApproveSheet } from './approve-sheet'
import { AskPapers } from './ask-papers'
import type { Confirmation } from './api'
import type { Asking } from './case-foot'
import { ConfirmSheet } from './confirm-sheet'
import type { Worked } from './facts-draft'
import { RefuseSheet, noteOf } from './refuse-sheet'
import { SendBackSheet } from './send-back-sheet'
import type { CaseControl, Deed } from './use-case'

interface CaseSheetsProps {
  control: CaseControl
  it: ReviewCase
  worked: Worked
  asking: Asking
  onClose: () => void
}

const word = (decisionId: string, said: Omit<Confirmation, 'decisionId'>): Deed => ({
  kind: 'confirm',
  body: { decisionId, ...said },
})

/** What is asked before something is done; a sheet stays, with what was typed, until it is done. */
export function CaseSheets({ control, it, worked, asking, onClose }: CaseSheetsProps) {
  const { refused, doing } = control
  const [decision] = it.decisions
  const told = (deed: Deed['kind']) => ({
    busy: doing === deed,
    fault: refused?.deed === deed ? refused.fault : undefined,
    onClose,
  })
  switch (asking) {
    case 'papers':
      return (
        <AskPapers
          {...told('ask')}
          kind={it.kind}
          onAsk={(papers) => control.act({ kind: 'ask', papers }, onClose)}
        />
      )
    case 'approve':
      return (
        <ApproveSheet
          {...told('propose')}
          totalFen={worked.benefit?.totalFen ?? 0}
          onApprove={(note) =>
            control.act(
              { kind: 'propose', body: { decision: 'approve', facts: worked.facts, ...noteOf(note) } },
              onClose,
            )
          }
        />
      )
    case 'refuse':
      return (
        <RefuseSheet
          {...told('propose')}
          policy={it.policy}
          onRefuse={(body) => control.act({ kind: 'propose', body }, onClose)}
        />
      )
    case 'confirm':
      return decision ? (
        <ConfirmSheet
          {...told('confirm')}
          decision={decision}
          onConfirm={() => control.act(word(decision.id, { outcome: 'confirm' }), onClose)}
        />
      ) : null
    case 'send-back':
      return decision ? (
        <SendBackSheet
          {...told('confirm')}
          onSend={(note) => control.act(word(decision.id, { outcome: 'send-back', note }), onClose)}
        />
      ) : null
  }
}
