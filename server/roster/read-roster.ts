import type { Occupation } from '@/contract'
import { occupationName } from '@/rules/eligibility'
import { readIdNumber } from '@/rules/id-number'
import { isName } from '@/rules/masking'
import { idFaultText } from '@/rules/wording'

export interface RosterPerson {
  name: string
  idNumber: string
  occupation: Occupation
}

/** A line of the file, counted from 1, and what is wrong with it. Never what it holds. */
export interface BadRow {
  line: number
  fault: string
}

const headers: Record<string, keyof RosterPerson> = {
  姓名: 'name',
  name: 'name',
  身份证号: 'idNumber',
  id_number: 'idNumber',
  工种: 'occupation',
  occupation: 'occupation',
}

const occupations = new Map<string, Occupation>(
  (['courier', 'rider', 'driver', 'trucker'] as const).flatMap((it): [string, Occupation][] => [
    [it, it],
    [occupationName(it), it],
  ]),
)

/**
 * Reads a roster: CSV (RFC 4180) whose first line names the columns 姓名, 身份证号 and 工种, in any order and beside any
 * others; UTF-8, or GB 18030 as spreadsheets in China write it. Gives the people, or all that is wrong.
 * @param now epoch ms, for births in the future.
 */
export function readRoster(
  bytes: Uint8Array,
  regions: ReadonlySet<string>,
  now: number,
): { people: RosterPerson[]; bad: BadRow[] } {
  const [first, ...records] = parseCsv(decode(bytes))
  const columns = new Map<keyof RosterPerson, number>()
  for (const [index, title] of (first?.cells ?? []).entries()) {
    const column = headers[title.trim().toLowerCase()]
    if (column) columns.set(column, index)
  }
  const missing = ['姓名', '身份证号', '工种'].filter((it) => !columns.has(headers[it] as keyof RosterPerson))
  if (missing.length > 0) return { people: [], bad: [{ line: 1, fault: `缺这几列：${missing.join('、')}` }] }

  const people: RosterPerson[] = []
  const bad: BadRow[] = []
  const lines = new Map<string, number>()
  for (const { line, cells } of records) {
    const cell = (column: keyof RosterPerson) => (cells[columns.get(column) ?? -1] ?? '').trim()
    const name = cell('name')
    const id = readIdNumber(cell('idNumber'), regions, now)
    const occupation = occupations.get(cell('occupation'))
    const earlier = id.ok ? lines.get(id.number) : undefined
    if (!isName(name)) bad.push({ line, fault: '姓名不对' })
    else if (!id.ok) bad.push({ line, fault: idFaultText(id.fault) })
    else if (!occupation) bad.push({ line, fault: `工种不对，要写 ${[...occupations.keys()].join('、')}` })
    else if (earlier !== undefined) bad.push({ line, fault: `和第 ${earlier} 行是同一个人` })
    else {
      lines.set(id.number, line)
      people.push({ name, idNumber: id.number, occupation })
    }
  }
  return { people, bad }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Records with the lines they begin on; empty lines are left out. */
function parseCsv(text: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begun = 1
  const endRecord = () => {
    cells.push(cell)
    if (cells.some((it) => it.trim() !== '')) records.push({ line: begun, cells })
    cells = []
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (char === '\n') line++
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') cell += text[++i] as string
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === ',') {
      cells.push(cell)
      cell = ''
    } else if (char === '\n') {
      endRecord()
      begun = line
    } else if (char !== '\r') cell += char
  }
  endRecord()
  return records
}
