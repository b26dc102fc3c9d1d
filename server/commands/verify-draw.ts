/**
 * `npm run draw:verify -- FILE`: whether a draw went by its rule. The file is what `GET
 * /v1/campaigns/{id}/draw?entries=true` answered. Needs no server and trusts none; anybody may run it.
 */
import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { draw as drawShape, type Draw } from '@/contract'
import { drawFault, drawnNumber, type DrawFault } from '@/rules/draw'

const says: Record<DrawFault, string> = {
  'not-drawn': 'This draw has not been drawn yet: there is nothing to verify.',
  'entries-missing': 'The entries are not in the file: ask for them with ?entries=true.',
  'entries-unsorted': 'WRONG: the entries are not sorted, or one is there twice.',
  'root-differs': 'WRONG: these are not the entries that were frozen under the published root.',
  'winners-differ': 'WRONG: the randomness names other winners.',
}

async function verify(file: string): Promise<number> {
  const read = await readDraw(file)
  if (typeof read === 'string') {
    process.stderr.write(`${read}\n`)
    return 1
  }
  const fault = drawFault(read)
  if (fault) {
    process.stderr.write(`${says[fault]}\n`)
    return 1
  }
  const { entryCount, randomness = '', root, source, title, winners = [] } = read
  const lines = winners.map((id, i) => `${String(i + 1).padStart(4)}  ${id}  ${drawnNumber(randomness, id)}`)
  process.stdout.write(
    [
      `${title}: right.`,
      `${entryCount} entries under the root ${root}`,
      `${source}: ${randomness}`,
      'Winners, by SHA-256 of the randomness and the entry:',
      ...lines,
      '',
    ].join('\n'),
  )
  return 0
}

async function readDraw(file: string): Promise<Draw | string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => error as Error)
  if (text instanceof Error) return `${file} cannot be read (${text.message}).`
  try {
    const json: unknown = JSON.parse(text)
    const parsed = z.safeParse(z.object({ draw: drawShape }), json)
    if (parsed.success) return parsed.data.draw
    return `${file} is no draw: ${parsed.error.issues[0]?.path.join('.') || 'it has another shape'}.`
  } catch {
    return `${file} is no JSON.`
  }
}

const [file, ...more] = process.argv.slice(2)
if (file === undefined || more.length > 0) {
  process.stderr.write('Usage: npm run draw:verify -- FILE\n')
  process.exitCode = 1
} else {
  void verify(file).then((code) => {
    process.exitCode = code
  })
}
