/** `npm run stations:qr -- --site https://… [--region 1303] [--codes A,B] [--per-sheet 6] [--out FOLDER]`: codes to print. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { linkOf } from '@/rules/link'
import { readStationCode } from '@/rules/station-code'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { createProgressBar } from './progress-bar'
import { StartFault } from '../start-fault'
import { codeSheet, perSheet, type PerSheet } from '../station-import/code-sheet'
import { stationsToPrint } from '../station-import/queries'

const USAGE =
  'Usage: npm run stations:qr -- --site https://H5 [--region 1303] [--codes A,B] [--per-sheet 1|2|6] [--out FOLDER]'

async function run(): Promise<void> {
  const { site, region, codes, each, out } = readArguments()
  const environment = readEnvironment(process.env)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  const bar = createProgressBar('sheets')
  try {
    const stations = await stationsToPrint(database, region, codes)
    const missing = codes?.filter((code) => !stations.some((it) => it.code === code)) ?? []
    if (missing.length > 0) throw new StartFault(`No station has the code ${missing.join(', ')}.`)
    if (stations.length === 0) throw new StartFault('There is no station to print a code for.')
    await mkdir(out, { recursive: true })
    const sheets = Math.ceil(stations.length / each)
    for (let sheet = 0; sheet < sheets; sheet++) {
      const on = stations.slice(sheet * each, (sheet + 1) * each)
      const svg = codeSheet(
        on.map(({ id, name, code }) => ({ name, code, link: linkOf(site, { kind: 'station', id }) })),
        each,
      )
      const codesOn = [on[0]?.code, on.at(-1)?.code].filter((it, i, all) => it !== all[i - 1]).join('-')
      await writeFile(path.join(out, `${codesOn}.svg`), svg)
      bar.show((sheet + 1) / sheets, sheet + 1)
    }
    bar.end()
    process.stdout.write(`${stations.length} codes on ${sheets} sheets in ${out}\n`)
  } finally {
    await close()
  }
}

interface Arguments {
  site: string
  region?: string
  codes?: string[]
  each: PerSheet
  out: string
}

function readArguments(): Arguments {
  let values
  try {
    ;({ values } = parseArgs({
      options: {
        site: { type: 'string' },
        region: { type: 'string' },
        codes: { type: 'string' },
        'per-sheet': { type: 'string', default: '6' },
        out: { type: 'string', default: 'station-codes' },
      },
    }))
  } catch {
    throw new StartFault(USAGE)
  }
  const { site, region, codes, out } = values
  const each = perSheet.find((it) => String(it) === values['per-sheet'])
  // Only https opens the mini-program, and is read as a link of ours.
  if (!site || !/^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(site) || !each) throw new StartFault(USAGE)
  if (region !== undefined && !/^\d{2,6}$/.test(region)) throw new StartFault(USAGE)
  return { site, region, codes: codes?.split(',').map(readStationCode), each, out: path.resolve(out) }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
