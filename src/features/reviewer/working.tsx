import type { Benefit } from '@/contract'
import { money } from '@/rules/wording'
import { Pairs, Para } from '@/ui'
import { signedYuan } from './review-words'

/** A benefit with its working, line by line, as the member sees it too. */
export function Working({ benefit }: { benefit: Benefit }) {
  if (benefit.lines.length === 0) return <Para inset>还没有能算的：填上收费单、日期，金额就出来</Para>
  return (
    <Pairs
      rows={[
        ...benefit.lines.flatMap((line) => [
          { label: line.title, value: `${money(line.fen)} 元`, strong: true },
          ...line.steps.map(({ text, fen }) => ({
            label: text,
            value: signedYuan(fen),
            tone: 'quiet' as const,
          })),
        ]),
        { label: '一共', value: `${money(benefit.totalFen)} 元`, tone: 'amount' as const, strong: true },
      ]}
    />
  )
}
