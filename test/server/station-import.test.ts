import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import gcoord from 'gcoord'
import jsQR from 'jsqr'
import { api, type Station } from '@/contract'
import { linkOf } from '@/rules/link'
import { metresBetween } from '@/rules/nearest'
import { readScan } from '@/rules/scanned'
import { keyMaker } from '../../server/ids'
import { createSite } from '../../server/site'
import { codeSheet, perSheet } from '../../server/station-import/code-sheet'
import { importStations, type Imported } from '../../server/station-import/import-stations'
import { stationsToPrint } from '../../server/station-import/queries'
import type { CoordinateSystem } from '../../server/station-import/read-dated'
import { createTestApi, type TestApi } from '../support/api'
import { data, open } from '../support/fixtures'
import { waitUntil } from '../support/wait-until'

let server: TestApi
let folder: string
beforeAll(async () => {
  server = await createTestApi(data)
  folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-import-'))
})
afterAll(async () => {
  await server.drop()
  await rm(folder, { recursive: true })
})

const newId = keyMaker(
  () => Date.now(),
  (n) => randomBytes(n),
)
async function take(content: string | Buffer, from: CoordinateSystem = 'gcj02'): Promise<Imported> {
  const file = path.join(folder, `${newId()}.csv`)
  await writeFile(file, content)
  return importStations(file, { database: server.database, newId, from })
}
const bad = async (content: string) =>
  (await take(content)).bad?.map(({ line, column, fault }) => `${line} ${column}：${fault}`)
const rows = async () =>
  JSON.stringify(
    await server.asOwner(`SELECT to_jsonb(s) - 'changed_in' AS row FROM station s ORDER BY code`),
  )
/** The station of a code, as phones see it, once it is as wanted. */
const station = (code: string, as: (it: Station) => boolean = () => true): Promise<Station> =>
  waitUntil(`station ${code}`, async () => {
    const { reply } = await server.anyone.ask(api.findStationByCode, { params: { code } })
    return reply && as(reply.station) ? reply.station : undefined
  })

const head = '编号,名称,类型,地址,区划代码,纬度,经度'
const good = (code: string, over: Partial<Record<'name' | 'kind' | 'lat' | 'lng', string>> = {}) =>
  `${code},${over.name ?? '东门驿站'},${over.kind ?? '自建'},"路 1 号, 东门",130302,${over.lat ?? '39.93'},${over.lng ?? '119.6'}`

describe('an import', () => {
  it('takes all columns, by Chinese or English names, in any order', async () => {
    const outcome = await take(
      [
        'Name,CODE,类型,address,Region,lng,lat,备注,开放时间,设施,电话,门,车位,限长,限重,限高,限时,高速,方向,方位角,两侧可达,下个出口',
        '服务区司机之家,in-001,司机之家,京哈高速,130302,119.6,39.93,x,"工作日 9:00-17:00; 周末 关","饮水、充电（6 个口）,厕所",12351,D-1,64,22,49,4.5,1440,G1 京哈高速,沈阳方向,62,否,6800',
        '流动驿站,IN-002,mobile,广场,130302,119.61,39.94,,,,,,,,,,,,,,,',
      ].join('\r\n'),
    )
    expect(outcome).toEqual({ rows: 2, added: 2, updated: 0, unchanged: 0 })
    const { id, ...it } = await station('IN-001')
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(it).toEqual({
      code: 'IN-001',
      name: '服务区司机之家',
      kind: 'driver-home',
      address: '京哈高速',
      regionCode: '130302',
      point: { lat: 39.93, lng: 119.6 },
      hours: {
        weekly: [
          { days: [1, 2, 3, 4, 5], intervals: [{ from: '09:00', to: '17:00', access: 'open' }] },
          { days: [6, 7], intervals: [] },
        ],
        overrides: [],
        closures: [],
      },
      facilities: [{ kind: 'water' }, { kind: 'charge', note: '6 个口' }, { kind: 'toilet' }],
      phone: '12351',
      parking: { spaces: 64, maxLengthM: 22, maxWeightT: 49, maxHeightM: 4.5, maxStayMinutes: 1440 },
      carriageway: {
        road: 'G1 京哈高速',
        towards: '沈阳方向',
        headingDeg: 62,
        bothSides: false,
        nextExitM: 6800,
      },
      smartDoor: true,
      demo: false,
    })
    const { reply } = await server.anyone.ask(api.findStationByCode, { params: { code: 'in-002' } })
    expect(reply?.openState).toEqual({ state: 'unknown' })
    expect(Object.keys(reply?.station ?? {})).not.toEqual(expect.arrayContaining(['parking']))
  })

  it('brings what is there up to date by its code, under the same id, and never doubles it', async () => {
    const earlier = await station(open.code)
    const count = async () => (await server.asOwner('SELECT FROM station')).length
    const before = await count()
    const file = `${head}\n${good(open.code, { name: '改了名的驿站' })}\n${good('UP-1')}`
    expect(await take(file)).toEqual({ rows: 2, added: 1, updated: 1, unchanged: 0 })
    expect(await take(file)).toEqual({ rows: 2, added: 0, updated: 0, unchanged: 2 })
    expect(await count()).toBe(before + 1)
    const now = await station(open.code, (it) => it.name === '改了名的驿站')
    // What the file has no column for is as it was.
    expect(now).toEqual({
      ...earlier,
      name: '改了名的驿站',
      kind: 'own',
      address: '路 1 号, 东门',
      point: { lat: 39.93, lng: 119.6 },
    })
  })

  it('empties what it has a column for, and keeps closures that were announced', async () => {
    const closure = { from: '2026-11-01T00:00:00Z', reason: '停水' }
    await take(`${head},电话,开放时间\n${good('UP-2')},12351,24小时`)
    await server.asOwner(
      `UPDATE station SET hours = jsonb_set(hours, '{closures}', $1) WHERE code = 'UP-2'`,
      [JSON.stringify([closure])],
    )
    await take(`${head},电话,开放时间\n${good('UP-2')},,9:00-17:00`)
    const it = await station('UP-2', ({ phone }) => phone === undefined)
    expect(it.hours).toEqual({
      weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], intervals: [{ from: '09:00', to: '17:00', access: 'open' }] }],
      overrides: [],
      closures: [closure],
    })
  })

  it.each<[CoordinateSystem, readonly [lng: number, lat: number]]>([
    ['wgs84', gcoord.transform([119.6, 39.93], gcoord.GCJ02, gcoord.WGS84)],
    ['bd09', gcoord.transform([119.6, 39.93], gcoord.GCJ02, gcoord.BD09)],
    ['gcj02', [119.6, 39.93]],
  ])('takes coordinates of %s to GCJ-02, and notes what they were', async (from, [lng, lat]) => {
    await take(`${head}\n${good(`CO-${from}`, { lat: lat.toFixed(7), lng: lng.toFixed(7) })}`, from)
    const { point } = await station(`CO-${from.toUpperCase()}`)
    expect(metresBetween(point, { lat: 39.93, lng: 119.6 })).toBeLessThanOrEqual(1)
    const noted = await server.asOwner('SELECT source_system FROM station WHERE code = $1', [
      `CO-${from.toUpperCase()}`,
    ])
    expect(noted).toEqual([{ source_system: from }])
    if (from !== 'gcj02') {
      expect(metresBetween({ lat, lng }, { lat: 39.93, lng: 119.6 })).toBeGreaterThan(300)
    }
  })

  it('reads GBK, quotes, line breaks in cells, a byte-order mark and empty lines', async () => {
    const gbk = Buffer.concat([
      Buffer.from('code,name,kind,address,region,lat,lng\nGB-1,'),
      Buffer.from([0xb6, 0xab, 0xc3, 0xc5]),
      Buffer.from(',own,road,130302,39.9,119.6\n'),
    ])
    expect((await take(gbk)).rows).toBe(1)
    expect((await station('GB-1')).name).toBe('东门')
    const odd = `\ufeff${head},开放时间\n\n${good('GB-2', { name: '"说""好""的站"' })},"9:00-12:00\n周六 关"\n\n`
    expect((await take(odd)).rows).toBe(1)
    const { hours, name } = await station('GB-2')
    expect([name, hours.weekly.length]).toEqual(['说"好"的站', 2])
  })

  it('takes where a movable station stands from day to day, in either order of coordinates and of any system', async () => {
    const file = (from: CoordinateSystem, lat: number, lng: number) =>
      take(
        `${head},流动地点\n${good(`MV-${from}`, { kind: '流动站', lat: lat.toFixed(7), lng: lng.toFixed(7) })},` +
          `"2026-12-15~2027-3-15 ${lat.toFixed(7)},${lng.toFixed(7)} 火车站西广场（1 号门）；` +
          `2027-03-16至 ${lng.toFixed(7)} ${lat.toFixed(7)}，体育馆\n2027-05-01 39.95,119.61 文化节现场"`,
        from,
      )
    const [lng, lat] = gcoord.transform([119.6, 39.93], gcoord.GCJ02, gcoord.BD09)
    expect(await file('gcj02', 39.93, 119.6)).toMatchObject({ added: 1 })
    expect(await file('bd09', lat, lng)).toMatchObject({ added: 1 })
    const point = { lat: 39.93, lng: 119.6 }
    const { places } = await station('MV-GCJ02')
    expect(places).toEqual([
      { from: '2026-12-15', to: '2027-03-15', address: '火车站西广场（1 号门）', point },
      { from: '2027-03-16', address: '体育馆', point },
      { from: '2027-05-01', to: '2027-05-01', address: '文化节现场', point: { lat: 39.95, lng: 119.61 } },
    ])
    for (const it of (await station('MV-BD09')).places?.slice(0, 2) ?? [])
      expect(metresBetween(it.point, point)).toBeLessThanOrEqual(1)

    // Left out they stay, an empty cell takes them away.
    expect(await take(`${head}\n${good('MV-gcj02', { kind: '流动站' })}`)).toMatchObject({ unchanged: 1 })
    await take(`${head},places\n${good('MV-gcj02', { kind: '流动站' })},`)
    expect((await station('MV-GCJ02', (it) => it.places === undefined)).places).toBeUndefined()
  })

  it('takes closures and dated hours by themselves, and leaves the week as it is', async () => {
    await take(`${head},开放时间\n${good('CL-1')},9:00-17:00; 2026-10-01 关 (旧)`)
    const week = (await station('CL-1')).hours.weekly
    const file =
      `${head},临时关闭,特殊日期\n${good('CL-1')},` +
      '"2026-12-01~2026-12-03 停水；2026-12-08 13:00~18:00（消防检查）;2026-12-31 22:00~2027-1-1 6:00 检修;2027-03-01~ 装修",' +
      '"2027-02-05~2027-02-08 10:00-15:00 (春节不打烊)"'
    expect(await take(file)).toMatchObject({ updated: 1 })
    expect(await take(file)).toMatchObject({ unchanged: 1 })
    const overrides = [
      {
        from: '2027-02-05',
        to: '2027-02-08',
        intervals: [{ from: '10:00', to: '15:00', access: 'open' }],
        reason: '春节不打烊',
      },
    ]
    const closures = [
      { from: '2026-11-30T16:00:00.000Z', to: '2026-12-03T16:00:00.000Z', reason: '停水' },
      { from: '2026-12-08T05:00:00.000Z', to: '2026-12-08T10:00:00.000Z', reason: '消防检查' },
      { from: '2026-12-31T14:00:00.000Z', to: '2026-12-31T22:00:00.000Z', reason: '检修' },
      { from: '2027-02-28T16:00:00.000Z', reason: '装修' },
    ]
    const { hours } = await station('CL-1', (it) => it.hours.closures.length === 4)
    expect(hours).toEqual({ weekly: week, overrides, closures })

    await take(`${head},closures\n${good('CL-1')},`)
    const opened = await station('CL-1', (it) => it.hours.closures.length === 0)
    expect(opened.hours).toEqual({ weekly: week, overrides, closures: [] })
    // Both: the week’s own dated days, and those beside it.
    await take(`${head},开放时间,特殊日期\n${good('CL-1')},24小时; 2026-10-01 关,2026-10-02 关`)
    const both = await station('CL-1', (it) => it.hours.overrides.length === 2)
    expect(both.hours.overrides.map((it) => it.from)).toEqual(['2026-10-01', '2026-10-02'])
  })

  it('lets two stations change doors with each other', async () => {
    const file = (a: string, b: string) => `${head},门\n${good('DO-1')},${a}\n${good('DO-2')},${b}`
    await take(file('X', 'Y'))
    expect((await take(file('Y', 'X'))).bad).toBeUndefined()
    const doors = await server.asOwner(`SELECT code, door FROM station WHERE code LIKE 'DO-%' ORDER BY code`)
    expect(doors).toEqual([
      { code: 'DO-1', door: 'Y' },
      { code: 'DO-2', door: 'X' },
    ])
    expect(await bad(`${head},门\n${good('DO-3')},X`)).toEqual(['2 门：这扇门是 DO-2 的'])
  })
})

describe('a file with anything wrong changes nothing, and is told', () => {
  it('of every bad row, with its line and column', async () => {
    const before = await rows()
    expect(
      await bad(
        [
          `${head},开放时间,设施,车位,限长,高速,方位角`,
          `${good('OK-1')},,,,,,`,
          `${good('坏')},,,,,,`,
          `${good('NO-1', { name: ' ', kind: '城堡' })},,,,,,`,
          `${good('NO-2', { lat: '91', lng: '39.9' })},早九晚五,桑拿,,,,`,
          `${good('NO-3', { lat: '', lng: 'abc' })},,,-1,,,`,
          `${good('OK-1')},,,,,,`,
          `${good('NO-4')},,,,18,G1,360`,
          `${good('NO-5')},,,,,,90`,
          `${good('NO-6')},,,,,,,,,`,
        ].join('\n'),
      ),
    ).toEqual([
      '3 编号：要写大写字母、数字和短横线，最多 32 位',
      '4 名称：不能空着',
      '4 类型：没有“城堡”，要写 自建、共建、智能、骑手驿站、骑手食堂、司机之家、职工之家、工人文化宫、流动站',
      '5 纬度：要在 -90 到 90 之间',
      '5 经度：不在中国境内，经度和纬度是不是写反了',
      '5 开放时间：“早九晚五”读不懂',
      '5 设施：没有“桑拿”这种设施',
      '6 纬度：不能空着',
      '6 经度：要写数字',
      '6 车位：要在 0 到 10000 之间',
      '7 编号：和第 2 行一样',
      '8 车位：写了停车的限制，也要写车位',
      '8 方向：写了高速，也要写方向',
      '8 方位角：要在 0 到 359 之间',
      '9 高速：写了方向、方位角或出口，也要写高速',
      '10 整行：有 16 格，表头只有 13 格',
    ])
    expect(await rows()).toBe(before)
  })

  it('of what is wrong with dates, places and closures', async () => {
    const before = await rows()
    const row = (dated: string, closures: string, places: string) =>
      `${good(`DA-${dated.length}-${closures.length}-${places.length}`)},"${dated}","${closures}","${places}"`
    expect(
      await bad(
        [
          `${head},特殊日期,临时关闭,流动地点`,
          row('周一 9:00-17:00', '停水', '火车站'),
          row('节假日 关', '2026-12-03~2026-12-01 停水', '2026-12-01~2026-12-09 火车站'),
          row('2026-02-30 关', '2026-12-01', '2026-12-01 39.9,139.6 火车站'),
          row('', '2026-12-01 18:00~8:00 停水', '2026-12-01 39.9,119.6'),
          row('', '2026-12-01 8:00~25:00 停水', '2026-12-01 8:00~18:00 39.9,119.6 火车站'),
          row('', `2026-12-01 ${'因'.repeat(61)}`, `2026-02-30 39.9,119.6 火车站`),
        ].join('\n'),
      ),
    ).toEqual([
      '2 特殊日期：每一段都从日期写起，星期和节日写在开放时间里',
      '2 临时关闭：“停水”读不懂，要从日期写起，比如 2026-12-01~2026-12-10',
      '2 流动地点：“火车站”读不懂，要从日期写起，比如 2026-12-01~2026-12-10',
      '3 特殊日期：每一段都从日期写起，星期和节日写在开放时间里',
      '3 临时关闭：2026-12-03 到 2026-12-01，前后反了',
      '3 流动地点：2026-12-01：日期后面要写坐标，比如 39.9533,119.5921',
      '4 特殊日期：“2026-02-30 关”读不懂',
      '4 临时关闭：2026-12-01：要写为什么关',
      '4 流动地点：2026-12-01：坐标 39.9,139.6 不在中国境内',
      '5 临时关闭：2026-12-01：关到什么时候，前后反了',
      '5 流动地点：2026-12-01：坐标后面要写地址',
      '6 临时关闭：没有 25:00 这个时间',
      '6 流动地点：2026-12-01：地点按天换，不写几点',
      '7 临时关闭：2026-12-01：原因最多 60 个字',
      '7 流动地点：没有 2026-02-30 这一天',
    ])
    expect(await rows()).toBe(before)
  })

  it.each([
    ['', ['1 整行：文件是空的']],
    [head, ['2 整行：只有表头，没有驿站']],
    [
      '编号,名称,code\nA,B,C',
      [
        '1 code：和“编号”是同一列',
        '1 类型：缺这一列',
        '1 地址：缺这一列',
        '1 区划代码：缺这一列',
        '1 纬度：缺这一列',
        '1 经度：缺这一列',
      ],
    ],
    [`${head}\n${good('A')}\nB,"x`, ['3 整行：引号没有收尾']],
  ])('that it is not a table of stations: %j', async (content, expected) => {
    expect(await bad(content)).toEqual(expected)
  })

  it('even at its last row, after thousands that were good', async () => {
    const before = await rows()
    const many = Array.from({ length: 12_000 }, (_, i) => good(`MANY-${i}`))
    const wrong = await bad([head, ...many, good('MANY-0')].join('\n'))
    expect(wrong).toEqual(['12002 编号：和第 2 行一样'])
    expect(await rows()).toBe(before)
    expect(await take([head, ...many].join('\n'))).toMatchObject({ added: 12_000 })
  })
})

it('two imports at once come one after the other', async () => {
  const file = (name: string) =>
    [head, ...Array.from({ length: 300 }, (_, i) => good(`BOTH-${i}`, { name }))].join('\n')
  const outcomes = await Promise.all([take(file('甲')), take(file('乙'))])
  expect(outcomes.map((it) => (it.bad ? -1 : it.added)).sort((a, b) => a - b)).toEqual([0, 300])
  const names = await server.asOwner(
    `SELECT name, count(*)::int FROM station WHERE code LIKE 'BOTH-%' GROUP BY name`,
  )
  expect(names).toHaveLength(1)
})

describe('a sheet of codes', () => {
  /** Reads the codes of a page as a camera would: each path as it lies there, drawn in pixels. */
  function codesOn(svg: string): (string | undefined)[] {
    return [...svg.matchAll(/<path [^>]*d="([^"]+)"/g)].map(([, path = '']) => {
      const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map(([, x, y, n]) => [
        Number(x),
        Number(y),
        Number(n),
      ])
      const side = Math.max(...runs.map(([x = 0, , n = 0]) => x + n)) + 4
      const pixel = 4
      const width = side * pixel
      const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
      for (const [x = 0, y = 0, n = 0] of runs) {
        for (let py = y * pixel; py < (y + 1) * pixel; py++) {
          const from = (py * width + x * pixel) * 4
          for (let at = from; at < from + n * pixel * 4; at += 4) pixels.fill(0, at, at + 3)
        }
      }
      return jsQR(pixels, width, width)?.data
    })
  }
  const site = 'https://h5.example.cn/nuanxin/'
  beforeAll(() => take([head, ...Array.from({ length: 6 }, (_, i) => good(`SHEET-${i}`))].join('\n')))

  it.each(perSheet)(
    'holds %d on a page, each of which leads to its station wherever it is scanned',
    async (each) => {
      const stations = (await stationsToPrint(server.database, undefined, undefined)).slice(0, each)
      const svg = codeSheet(
        stations.map(({ id, name, code }) => ({ name, code, link: linkOf(site, { kind: 'station', id }) })),
        each,
      )
      const read = codesOn(svg)
      expect(read).toHaveLength(each)
      for (const [i, { id, code, name }] of stations.entries()) {
        const text = read[i] ?? ''
        expect(text).toBe(`https://h5.example.cn/nuanxin/s/${id}`)
        expect(readScan(text)).toEqual({ kind: 'station', stationId: id })
        const opened = await createSite().request(`http://localhost/s/${id}`)
        expect(opened.headers.get('location')).toBe(`/#/pages/station/arrived/index?id=${id}`)
        for (const shown of [name.replace(/"/g, '&#34;'), `编号 ${code}`, text])
          expect(svg).toContain(`>${shown}</text>`)
      }
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="210mm" height="297mm"/)
    },
  )

  it('finds stations by region or by code', async () => {
    const codes = async (region?: string, wanted?: string[]) =>
      (await stationsToPrint(server.database, region, wanted)).map((it) => it.code)
    expect(await codes('1303', ['T1', 'T2', 'NONE'])).toEqual(['T1', 'T2'])
    expect(await codes('37')).toEqual([])
  })

  it('writes names as text, whatever is in them', () => {
    const svg = codeSheet([{ name: '<script>&"', code: 'A', link: 'https://a.b/s/x' }], 1)
    expect(svg).not.toContain('<script>')
    expect(svg).toContain('&#60;script&#62;&#38;&#34;')
  })
})
