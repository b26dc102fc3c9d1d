import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readIdRegions } from '../../server/id-regions'
import { StartFault } from '../../server/start-fault'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-regions-'))
})
afterAll(() => rm(folder, { recursive: true }))

const file = async (text: string) => {
  const name = path.join(folder, 'regions.txt')
  await writeFile(name, text)
  return name
}

it('leaves it to the rules where nothing is said', async () => {
  expect(await readIdRegions(undefined)).toBeUndefined()
})

it('reads a list', async () => {
  expect(await readIdRegions('11, 1303,340524')).toEqual(new Set(['11', '1303', '340524']))
})

it('reads a file as such tables are handed around', async () => {
  const name = await file('\uFEFF# GB/T 2260\r\n110000 北京市\r\n\r\n110101\t东城区\n1303,秦皇岛市\n34\n')
  expect(await readIdRegions(name)).toEqual(new Set(['110000', '110101', '1303', '34']))
})

it.each([
  ['a list with a wrong code', () => '11,130', 'NUANXIN_ID_REGIONS: entry 2 is no region'],
  ['a list of nothing', () => ' , ', 'NUANXIN_ID_REGIONS names no region at all'],
  ['a file that is not there', () => '/no/such/file', 'there is no such file'],
  ['a folder', () => os.tmpdir(), 'it cannot be read (EISDIR)'],
  ['a file of nothing', () => file('# none\n'), 'names no region at all'],
  ['a file with a wrong line', () => file('110000\n东城区,110101\n'), 'line 2 of'],
  ['a file with too long a code', () => file('11010100\n'), 'line 1 of'],
])('does not start with %s, and says why', async (_what, said, told) => {
  const fault = await readIdRegions(await said()).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(fault).toBeInstanceOf(StartFault)
  expect((fault as Error).message).toContain(told)
})
