import { useState } from 'react'
import type { ClaimKind, PhotoPurpose } from '@/contract'
import { papersFor } from '@/rules/claim-words'
import { Actions, Button, Check, Field, Para, Sheet } from '@/ui'
import type { AskedPapers } from './api'
import { type CaseFault, FaultPara } from './case-fault'

/** What is most often asked for, said so that he can do it at once. */
const wordings: Record<PhotoPurpose, string> = {
  injury: '受伤的地方，拍清楚一点',
  diagnosis: '盖了章的诊断证明，字要看得清',
  bill: '医院收费单，四个角都拍进去',
  scene: '交警的事故认定书，或现场的照片',
  'hospital-stay': '出院记录，入院和出院日期看得清',
  disability: '伤残评定书，每一页都拍',
  death: '死亡证明',
  other: '你和这份保障是同一个人的证明',
}

interface AskPapersProps {
  kind: ClaimKind
  busy: boolean
  fault: CaseFault
  onAsk: (papers: AskedPapers) => void
  onClose: () => void
}

/** What is missing, word for word as the member reads it. */
export function AskPapers({ kind, busy, fault, onAsk, onClose }: AskPapersProps) {
  const [chosen, setChosen] = useState<readonly PhotoPurpose[]>([])
  const [words, setWords] = useState('')
  const [untold, setUntold] = useState(false)
  const purposes = papersFor(kind).map(({ purpose }) => purpose)
  const own = words.trim()
  const papers: AskedPapers = [
    ...chosen.map((purpose) => ({ purpose, text: wordings[purpose] })),
    ...(own.length >= 2 ? [{ purpose: 'other' as const, text: own }] : []),
  ]
  return (
    <Sheet title="要他补什么？" onClose={onClose}>
      {purposes.map((purpose) => (
        <Check
          key={purpose}
          label={wordings[purpose]}
          on={chosen.includes(purpose)}
          onChange={(on) =>
            setChosen(on ? [...chosen, purpose] : chosen.filter((other) => other !== purpose))
          }
        />
      ))}
      <Field
        label="别的，写清楚要什么"
        tall
        value={words}
        maxLength={100}
        placeholder="没有就不写"
        error={untold && papers.length === 0 ? '选一样，或写清楚要什么' : undefined}
        onChange={setWords}
      />
      <Para tone="quiet">他会照你写的一条条看到。等他补齐，再回到你这里</Para>
      <FaultPara fault={fault} />
      <Actions>
        <Button
          text={papers.length > 0 ? `请他补 ${papers.length} 样` : '请他补'}
          busy={busy}
          onTap={() => {
            setUntold(true)
            if (papers.length > 0) onAsk(papers)
          }}
        />
      </Actions>
    </Sheet>
  )
}
