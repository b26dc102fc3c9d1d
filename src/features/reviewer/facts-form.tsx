import { dateText, dayOf } from '@/rules/shanghai'
import type { ReviewCase } from '@/contract'
import type { FactsFault } from '@/rules/claim-facts'
import { Actions, Button, Card, Choice, DateField, Field } from '@/ui'
import { type FactsDraft, askedFor } from './facts-draft'

interface FactsFormProps {
  it: ReviewCase
  draft: FactsDraft
  onChange: (draft: FactsDraft) => void
  /** Shown at its field. */
  fault: Pick<FactsFault, 'field' | 'detail'> | undefined
  /** Epoch ms. */
  now: number
}

const grades = [
  { value: '', text: '没有' },
  ...Array.from({ length: 10 }, (_, i) => ({ value: String(i + 1), text: `${i + 1} 级` })),
  { value: '0', text: '身故' },
]

/** What the benefit is worked out from, put right by the papers. */
export function FactsForm({ it, draft, onChange, fault, now }: FactsFormProps) {
  const asked = askedFor(it.kind)
  const days = { first: dateText(dayOf(Date.parse(it.happenedAt))), last: dateText(dayOf(now)) }
  const errorOf = (field: string) => (fault?.field === field ? fault.detail : undefined)
  return (
    <>
      {asked.bills && <Bills {...{ draft, onChange, errorOf, days }} />}
      {asked.stays && <Stays {...{ draft, onChange, errorOf, days }} />}
      {asked.grade && (
        <Card title="伤残等级">
          <Choice
            label="伤残等级"
            options={grades}
            value={draft.grade}
            onChange={(grade) => onChange({ ...draft, grade })}
          />
        </Card>
      )}
      {asked.diagnosed && (
        <Card title="确诊">
          <DateField
            label="确诊日期"
            value={draft.diagnosedOn}
            last={days.last}
            error={errorOf('diagnosedOn')}
            onChange={(diagnosedOn) => onChange({ ...draft, diagnosedOn })}
          />
        </Card>
      )}
    </>
  )
}

interface PartProps {
  draft: FactsDraft
  onChange: (draft: FactsDraft) => void
  errorOf: (field: string) => string | undefined
  days: { first: string; last: string }
}

const replaced = <T,>(all: readonly T[], index: number, one: Partial<T>): T[] =>
  all.map((it, i) => (i === index ? { ...it, ...one } : it))

function Bills({ draft, onChange, errorOf, days }: PartProps) {
  const { bills } = draft
  const set = (index: number, one: Partial<(typeof bills)[number]>) =>
    onChange({ ...draft, bills: replaced(bills, index, one) })
  return (
    <>
      {bills.map((bill, index) => (
        // Bills have no name but their place.
        <Card
          key={index}
          title={`收费单 ${index + 1}`}
          aside={
            <Button
              kind="quiet"
              size="small"
              text="删掉"
              label={`删掉收费单 ${index + 1}`}
              onTap={() => onChange({ ...draft, bills: bills.filter((_, i) => i !== index) })}
            />
          }
        >
          <DateField
            label={`收费单 ${index + 1} 的日期`}
            value={bill.issuedOn}
            {...days}
            error={errorOf(`bills.${index}.issuedOn`)}
            onChange={(issuedOn) => set(index, { issuedOn })}
          />
          <Field
            label={`收费单 ${index + 1} 的金额（元）`}
            kind="decimal"
            value={bill.amount}
            maxLength={13}
            error={errorOf(`bills.${index}.amountFen`)}
            onChange={(amount) => set(index, { amount })}
          />
          <Field
            label={`收费单 ${index + 1} 别处付了（元）`}
            kind="decimal"
            value={bill.other}
            placeholder="医保等，没有就不填"
            maxLength={13}
            error={errorOf(`bills.${index}.otherPaidFen`)}
            onChange={(other) => set(index, { other })}
          />
        </Card>
      ))}
      <Actions>
        <Button
          kind="quiet"
          size="mid"
          text="加一张收费单"
          onTap={() => onChange({ ...draft, bills: [...bills, { issuedOn: '', amount: '', other: '' }] })}
        />
      </Actions>
    </>
  )
}

function Stays({ draft, onChange, errorOf, days }: PartProps) {
  const { stays } = draft
  const set = (index: number, one: Partial<(typeof stays)[number]>) =>
    onChange({ ...draft, stays: replaced(stays, index, one) })
  return (
    <>
      {stays.map((stay, index) => (
        <Card
          key={index}
          title={`住院 ${index + 1}`}
          aside={
            <Button
              kind="quiet"
              size="small"
              text="删掉"
              label={`删掉住院 ${index + 1}`}
              onTap={() => onChange({ ...draft, stays: stays.filter((_, i) => i !== index) })}
            />
          }
        >
          <DateField
            label={`住院 ${index + 1} 入院日期`}
            value={stay.from}
            {...days}
            error={errorOf(`stays.${index}.from`)}
            onChange={(from) => set(index, { from })}
          />
          <DateField
            label={`住院 ${index + 1} 出院日期`}
            value={stay.to}
            {...days}
            error={errorOf(`stays.${index}.to`)}
            onChange={(to) => set(index, { to })}
          />
        </Card>
      ))}
      <Actions>
        <Button
          kind="quiet"
          size="mid"
          text="加一次住院"
          onTap={() => onChange({ ...draft, stays: [...stays, { from: '', to: '' }] })}
        />
      </Actions>
    </>
  )
}
