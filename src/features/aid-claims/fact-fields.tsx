import type { ClaimKind } from '@/contract'
import { DAY, dateText, dayOf } from '@/rules/shanghai'
import { Actions, Button, Card, Choice, DateField, Field, Para } from '@/ui'
import type { Draft, TypedFacts } from './drafts'

interface FactFieldsProps {
  kind: ClaimKind
  facts: TypedFacts
  refusal: Draft['refusal']
  /** Epoch ms. */
  now: number
  onChange: (facts: TypedFacts) => void
}

const replaced = <T,>(list: readonly T[], at: number, change: Partial<T>): T[] =>
  list.map((it, i) => (i === at ? { ...it, ...change } : it))

/** What is written on the papers. Nobody has to type it: who does sees at once what it comes to. */
export function FactFields({ kind, facts, refusal, now, onChange }: FactFieldsProps) {
  const today = dateText(dayOf(now))
  const first = dateText(dayOf(now - 400 * DAY))
  const errorAt = (field: string) => (refusal?.field === `facts.${field}` ? refusal.detail : undefined)
  const change = (part: Partial<TypedFacts>) => onChange({ ...facts, ...part })
  const injury = kind === 'accident-treatment' || kind === 'hospital-days'
  const dates = { first, last: today }
  return (
    <>
      {injury &&
        facts.bills.map((bill, i) => {
          const set = (part: Partial<typeof bill>) => change({ bills: replaced(facts.bills, i, part) })
          return (
            <Card key={i} title={`第 ${i + 1} 张收费单`}>
              <DateField
                label={`收费日期${i > 0 ? ` ${i + 1}` : ''}`}
                value={bill.issuedOn}
                error={errorAt(`bills.${i}.issuedOn`)}
                onChange={(issuedOn) => set({ issuedOn })}
                {...dates}
              />
              <Field
                label={`合计多少元${i > 0 ? ` ${i + 1}` : ''}`}
                kind="decimal"
                value={bill.amount}
                placeholder="如 2400.50"
                maxLength={12}
                error={errorAt(`bills.${i}.amountFen`)}
                onChange={(amount) => set({ amount })}
              />
              <Field
                label={`医保等别处付了多少元${i > 0 ? ` ${i + 1}` : ''}`}
                kind="decimal"
                value={bill.otherPaid}
                placeholder="没有就空着"
                maxLength={12}
                error={errorAt(`bills.${i}.otherPaidFen`)}
                onChange={(otherPaid) => set({ otherPaid })}
              />
              <Actions>
                <Button
                  kind="quiet"
                  size="mid"
                  text="去掉这张"
                  label={`去掉第 ${i + 1} 张收费单`}
                  onTap={() => change({ bills: facts.bills.filter((_, at) => at !== i) })}
                />
              </Actions>
            </Card>
          )
        })}
      {injury && (
        <Actions>
          <Button
            kind="ghost"
            size="mid"
            text={facts.bills.length > 0 ? '再加一张收费单' : '填收费单上的数'}
            onTap={() => change({ bills: [...facts.bills, { issuedOn: today, amount: '', otherPaid: '' }] })}
          />
        </Actions>
      )}
      {injury &&
        facts.stays.map((stay, i) => {
          const set = (part: Partial<typeof stay>) => change({ stays: replaced(facts.stays, i, part) })
          return (
            <Card key={i} title={`第 ${i + 1} 次住院`}>
              <DateField
                label={`哪天住进去${i > 0 ? ` ${i + 1}` : ''}`}
                value={stay.from}
                error={errorAt(`stays.${i}.from`)}
                onChange={(from) => set({ from })}
                {...dates}
              />
              <DateField
                label={`哪天出院${i > 0 ? ` ${i + 1}` : ''}`}
                value={stay.to}
                placeholder="还在住就空着"
                error={errorAt(`stays.${i}.to`)}
                onChange={(to) => set({ to })}
                {...dates}
              />
              <Actions>
                <Button
                  kind="quiet"
                  size="mid"
                  text="去掉这次"
                  label={`去掉第 ${i + 1} 次住院`}
                  onTap={() => change({ stays: facts.stays.filter((_, at) => at !== i) })}
                />
              </Actions>
            </Card>
          )
        })}
      {injury && (
        <Actions>
          <Button
            kind="ghost"
            size="mid"
            text={facts.stays.length > 0 ? '再加一次住院' : '填住院的日子'}
            onTap={() => change({ stays: [...facts.stays, { from: today, to: '' }] })}
          />
        </Actions>
      )}
      {kind === 'serious-illness' && (
        <DateField
          label="哪天确诊"
          value={facts.diagnosedOn}
          error={errorAt('diagnosedOn')}
          onChange={(diagnosedOn) => change({ diagnosedOn })}
          {...dates}
        />
      )}
      {kind === 'death-disability' && (
        <>
          <Para tone="quiet">评定书上的等级，还没评就不选</Para>
          <Choice
            label="伤残等级"
            options={grades}
            value={facts.grade === null ? '' : String(facts.grade)}
            onChange={(grade) => change({ grade: grade === '' ? null : Number(grade) })}
          />
        </>
      )}
    </>
  )
}

const grades = [
  { value: '', text: '还没评' },
  ...Array.from({ length: 10 }, (_, i) => ({ value: String(i + 1), text: `${i + 1} 级` })),
  { value: '0', text: '身故' },
]
