import { useState } from 'react'
import type { ReviewCase } from '@/contract'
import { Actions, Button, Choice, Field, Para, Sheet } from '@/ui'
import type { Proposal } from './api'
import { type CaseFault, FaultPara, fieldOf, wordsOf } from './case-fault'

const other = 'other'
/** Fewer characters explain nothing. */
const leastReasons = 5

interface RefuseSheetProps {
  policy: ReviewCase['policy']
  busy: boolean
  fault: CaseFault
  onRefuse: (body: Proposal) => void
  onClose: () => void
}

/** By which clause, and why, in words the member reads. A second person confirms. */
export function RefuseSheet({ policy, busy, fault, onRefuse, onClose }: RefuseSheetProps) {
  const clauses = [
    ...policy.exclusions.map((text) => ({ value: text, text })),
    { value: other, text: '别的条款' },
  ]
  const [chosen, setChosen] = useState<string>()
  const [clauseWords, setClauseWords] = useState('')
  const [reasons, setReasons] = useState('')
  const [note, setNote] = useState('')
  const [untold, setUntold] = useState(false)
  const clause = chosen === other ? clauseWords.trim() : (chosen ?? '')
  const about = fieldOf(fault)
  const errorOf = (field: string, missing: boolean, words: string) =>
    untold && missing ? words : about === field && fault ? wordsOf(fault) : undefined
  return (
    <Sheet title="为什么不能付？" onClose={onClose}>
      <Para>按哪一条</Para>
      <Choice label="按哪一条" options={clauses} value={chosen} onChange={setChosen} />
      {chosen === other && (
        <Field
          label="条款的原话"
          value={clauseWords}
          maxLength={200}
          error={errorOf('clause', clause === '', '请写按哪一条')}
          onChange={setClauseWords}
        />
      )}
      {untold && chosen === undefined && <Para tone="stop">请选按哪一条</Para>}
      <Field
        label="写给他的理由"
        tall
        value={reasons}
        maxLength={500}
        placeholder="哪张材料、哪一天、为什么，让他看得明白"
        error={errorOf('reasons', reasons.trim().length < leastReasons, '请写清楚理由，让人看得明白')}
        onChange={setReasons}
      />
      <Field
        label="给同事的话"
        value={note}
        maxLength={300}
        placeholder="他看不到，可以不写"
        onChange={setNote}
      />
      {about === undefined && <FaultPara fault={fault} />}
      <Actions>
        <Button
          kind="danger"
          text="提议不付，交第二个人"
          busy={busy}
          onTap={() => {
            setUntold(true)
            if (clause === '' || reasons.trim().length < leastReasons) return
            onRefuse({ decision: 'refuse', clause, reasons: reasons.trim(), ...noteOf(note) })
          }}
        />
      </Actions>
    </Sheet>
  )
}

/** A note as it is sent: none where nothing is written. */
export const noteOf = (words: string) => (words.trim() === '' ? {} : { note: words.trim() })
