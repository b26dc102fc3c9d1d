import { stat } from 'node:fs/promises'
import { readStationCode } from '@/rules/station-code'
import type { Database, Queryable } from '../database/database'
import { columnOf, columns, needed, type Column } from './columns'
import {
  addToStage,
  doorsTaken,
  letDoorsGo,
  mergeStage,
  openStage,
  stayAwake,
  type StagedRow,
} from './queries'
import type { CoordinateSystem } from './read-dated'
import { CsvFault, readRows } from './read-rows'
import { readStation } from './read-station'

export interface ImportOptions {
  readonly database: Database
  readonly newId: () => string
  readonly from: CoordinateSystem
  /** Hears how far it is: 0 to 1, and how many rows were read. */
  readonly progress?: (part: number, rows: number) => void
}

/** What is wrong with a cell. `column` is called as it is in the file. */
export interface BadCell {
  line: number
  column: string
  fault: string
}

export type Imported =
  | { bad: BadCell[]; rows?: undefined }
  /** How many rows the file has; of them new, changed, and as they were. */
  | { bad?: undefined; rows: number; added: number; updated: number; unchanged: number }

/** Rows in one statement: some 100 ms each, so that a machine that is busy with other things stays far below a time-out. */
const STAGED_AT_ONCE = 1_000
const MERGED_AT_ONCE = 2_000
/** How much of the time reading takes. */
const READING = 0.6

/** Takes in a file of stations (docs/stations-import.md): all of it, or, where anything is wrong, nothing. */
export async function importStations(file: string, options: ImportOptions): Promise<Imported> {
  const { database, from, progress = () => {} } = options
  const { size } = await stat(file)
  try {
    return await database.transaction(async (tx) => {
      await openStage(tx)
      const staged = await stageFile(tx, file, size, options)
      const { rows, present, titles } = staged
      const bad =
        staged.bad.length > 0
          ? staged.bad
          : (await doorsTaken(tx)).map(({ line, code }) => ({
              line,
              column: titles.get('door') ?? columns.door[0],
              fault: `这扇门是 ${code} 的`,
            }))
      if (bad.length > 0) throw new NothingImported(bad)
      if (present.has('door')) await letDoorsGo(tx)
      let [added, updated] = [0, 0]
      for (let n = 0; n < rows; n += MERGED_AT_ONCE) {
        const merged = await mergeStage(tx, n, n + MERGED_AT_ONCE, from, present)
        added += merged.added
        updated += merged.updated
        progress(READING + (1 - READING) * Math.min(1, (n + MERGED_AT_ONCE) / rows), rows)
      }
      return { rows, added, updated, unchanged: rows - added - updated }
    })
  } catch (error) {
    if (error instanceof NothingImported) return { bad: error.bad }
    throw error
  }
}

/** Takes back what the transaction did. */
class NothingImported extends Error {
  constructor(readonly bad: BadCell[]) {
    super('nothing was imported')
  }
}

interface Staged {
  bad: BadCell[]
  rows: number
  /** The columns that the file has, and what it calls them. */
  present: ReadonlySet<Column>
  titles: ReadonlyMap<Column, string>
}

async function stageFile(
  tx: Queryable,
  file: string,
  size: number,
  { from, newId, progress = () => {} }: ImportOptions,
): Promise<Staged> {
  const bad: BadCell[] = []
  const places = new Map<Column, number>()
  const titles = new Map<Column, string>()
  const lines = { code: new Map<string, number>(), door: new Map<string, number>() }
  let header: readonly string[] | undefined
  let [bytes, rows, faulty] = [0, 0, 0]
  let batch: StagedRow[] = []
  const flush = async () => {
    // Once something is wrong the rest is only read, and the server told that we are still here.
    if (bad.length > 0) await stayAwake(tx)
    else if (batch.length > 0) await addToStage(tx, batch)
    batch = []
    progress(READING * Math.min(1, bytes / Math.max(1, size)), rows)
  }
  const once = (what: 'code' | 'door', value: string, line: number) => {
    if (value === '') return
    const earlier = lines[what].get(value)
    if (earlier === undefined) lines[what].set(value, line)
    else bad.push({ line, column: titles.get(what) ?? what, fault: `和第 ${earlier} 行一样` })
  }
  try {
    for await (const { line, cells } of readRows(file, (more) => (bytes += more))) {
      if (!header) {
        header = cells
        bad.push(...readHeader(line, cells, places, titles))
        if (bad.length > 0) break
        continue
      }
      if (cells.length > header.length) {
        bad.push({ line, column: '整行', fault: `有 ${cells.length} 格，表头只有 ${header.length} 格` })
        continue
      }
      const cell = (column: Column) => {
        const place = places.get(column)
        return place === undefined ? undefined : (cells[place] ?? '')
      }
      once('code', readStationCode(cell('code') ?? ''), line)
      once('door', cell('door')?.trim() ?? '', line)
      const read = readStation(cell, from)
      if (read.faults) {
        if (++faulty % STAGED_AT_ONCE === 0) await flush()
        bad.push(
          ...read.faults.map(({ column, fault }) => ({ line, column: titleOf(column, titles), fault })),
        )
        continue
      }
      const { regionCode, ...station } = read.station
      batch.push({ ...station, region_code: regionCode, n: rows++, line, id: newId() })
      if (batch.length === STAGED_AT_ONCE) await flush()
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
    bad.push({ line: error.line, column: '整行', fault: error.message })
  }
  if (!header) bad.push({ line: 1, column: '整行', fault: '文件是空的' })
  else if (rows === 0 && bad.length === 0) bad.push({ line: 2, column: '整行', fault: '只有表头，没有驿站' })
  await flush()
  return { bad, rows, present: new Set(places.keys()), titles }
}

const titleOf = (column: Column, titles: ReadonlyMap<Column, string>) =>
  titles.get(column) ?? columns[column][0]

function readHeader(
  line: number,
  cells: readonly string[],
  places: Map<Column, number>,
  titles: Map<Column, string>,
): BadCell[] {
  const bad: BadCell[] = []
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (!column) continue
    const title = cell.trim()
    if (places.has(column)) bad.push({ line, column: title, fault: `和“${titles.get(column)}”是同一列` })
    places.set(column, index)
    titles.set(column, title)
  }
  for (const column of needed) {
    if (!places.has(column)) bad.push({ line, column: columns[column][0], fault: '缺这一列' })
  }
  return bad
}
