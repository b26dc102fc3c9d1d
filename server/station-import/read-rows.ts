import { createReadStream } from 'node:fs'
import { parse, CsvError } from 'csv-parse'

export interface Row {
  /** Of the file, counted from 1; of a row over several lines the first. */
  line: number
  cells: string[]
}

/** A file that is no CSV, and from which line on. */
export class CsvFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message)
  }
}

/**
 * The rows of a CSV file (RFC 4180), one after another, so that a large one never lies in memory whole; UTF-8, or GB 18030
 * as spreadsheets in China write it. Empty rows are left out. Throws a CsvFault.
 * @param read hears how many bytes were read, of the second reading: the first finds out the encoding.
 */
export async function* readRows(file: string, read: (bytes: number) => void): AsyncGenerator<Row> {
  const decoder = new TextDecoder((await isUtf8(file)) ? 'utf-8' : 'gb18030')
  const parser = parse({ info: true, relax_column_count: true })
  const source = createReadStream(file)
  source.on('error', (error) => parser.destroy(error))
  source.on('data', (chunk) => {
    read(chunk.length)
    if (!parser.write(decoder.decode(chunk as Buffer, { stream: true }))) source.pause()
  })
  parser.on('drain', () => source.resume())
  source.on('end', () => parser.end(decoder.decode()))
  let before = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      const line = before + 1
      before = info.lines
      if (record.some((it) => it.trim() !== '')) yield { line, cells: record }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvFault(before + 1, csvFault(error))
    throw error
  } finally {
    source.destroy()
  }
}

const csvFault = ({ code }: CsvError): string =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? '引号没有收尾'
    : code === 'INVALID_OPENING_QUOTE'
      ? '引号放错了地方'
      : '不是 CSV'

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(file)) decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false
    throw error
  }
}
