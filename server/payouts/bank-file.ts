import { readCsv } from './read-csv'

/** The file that goes to the bank and comes back with results: CSV in UTF-8, a byte order mark first, for Excel. */

export interface BankLine {
  /** The claim's number: by which the bank's answer is known. */
  readonly number: string
  readonly name: string
  readonly bank: string
  readonly card: string
  readonly fen: number
}

export interface BankResult {
  readonly number: string
  readonly fen: number
  readonly outcome: 'done' | 'failed'
  readonly reason: string | null
}

const columns = ['案件号', '户名', '开户行', '卡号', '金额（元）', '结果', '原因'] as const

/** A cell that a spreadsheet takes for text, and never for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const amount = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

export function writeBankFile(lines: readonly BankLine[]): string {
  const rows = lines.map((it) =>
    // A tab keeps a spreadsheet from making a rounded number of a card's.
    [cell(it.number), cell(it.name), cell(it.bank), `"\t${it.card}"`, amount(it.fen), '', ''].join(','),
  )
  return `\ufeff${[columns.join(','), ...rows].join('\r\n')}\r\n`
}

/** What the bank says of each; lines without a result say nothing. Where it cannot be read: the line's number and why. */
export function readBankFile(csv: string): BankResult[] | { line: number; why: string } {
  const rows = readCsv(csv)
  if (!rows) return { line: 1, why: '不是 CSV 文件，有一个引号没有配对' }
  const [head = [], ...body] = rows
  const at = Object.fromEntries(columns.map((name) => [name, head.indexOf(name)])) as Record<
    (typeof columns)[number],
    number
  >
  for (const name of ['案件号', '金额（元）', '结果', '原因'] as const) {
    if (at[name] < 0) return { line: 1, why: `缺“${name}”这一列` }
  }
  const results: BankResult[] = []
  const seen = new Set<string>()
  for (const [index, row] of body.entries()) {
    const of = (name: (typeof columns)[number]) => row[at[name]] ?? ''
    const line = index + 2
    const outcome = of('结果')
    if (outcome === '') continue
    if (outcome !== '成功' && outcome !== '失败') return { line, why: '“结果”要填成功或失败' }
    const number = of('案件号')
    const fen = readAmount(of('金额（元）'))
    if (fen === undefined) return { line, why: '金额不对' }
    if (seen.has(number)) return { line, why: `${number} 出现了两次` }
    seen.add(number)
    const reason = of('原因')
    if (outcome === '失败' && reason === '') return { line, why: '失败的要写原因' }
    results.push({
      number,
      fen,
      outcome: outcome === '成功' ? 'done' : 'failed',
      reason: outcome === '失败' ? reason.slice(0, 100) : null,
    })
  }
  return results
}

/** 1840.50, also as spreadsheets shorten it: 1840.5, 1,840.5. */
function readAmount(text: string): number | undefined {
  const [, whole, cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '')) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(cents.padEnd(2, '0'))
}
