import fc from 'fast-check'
import { certificateCode } from '@/rules/certificate-code'
import { type LinkTarget, linkOf, readEntry, readLink, sceneOf } from '@/rules/link'
import { readScan } from '@/rules/scanned'
import { qrText } from '@/rules/voucher-code'

const id = '019aa000-0000-7000-8002-000000000001'
const code = fc
  .uint8Array({ minLength: 10, maxLength: 10 })
  .map((bytes) => ({ kind: 'certificate' as const, id: certificateCode(bytes) }))
const target: fc.Arbitrary<LinkTarget> = fc.oneof(
  fc.record({ kind: fc.constantFrom('station' as const, 'campaign' as const), id: fc.uuid() }),
  code,
)

test('a scene fits WeChat’s 32 characters, needs no escape, and leads back', () => {
  fc.assert(
    fc.property(target, (it) => {
      const scene = sceneOf(it)
      expect(scene).toMatch(/^[\w-]{17,23}$/)
      expect(readEntry({ scene })).toEqual(it)
    }),
  )
})

test('a link leads back, escaped as WeChat hands it over, scanned, and as q', () => {
  fc.assert(
    fc.property(target, (it) => {
      const link = linkOf('https://nuanxin.example/', it)
      expect(readLink(link)).toEqual(it)
      expect(readEntry({ q: encodeURIComponent(link) })).toEqual(it)
      expect(readEntry({ q: link, scancode_time: '1764000000' })).toEqual(it)
    }),
  )
})

test('the app’s own scan button reads a round code by its page', () => {
  const path = `pages/station/detail/index?scene=${sceneOf({ kind: 'station', id })}`
  expect(readScan(path)).toEqual({ kind: 'station', stationId: id })
  expect(readScan(linkOf('https://nuanxin.example', { kind: 'campaign', id }))).toEqual({
    kind: 'campaign',
    campaignId: id,
  })
})

test('a voucher’s text opens nothing, wherever it is put', () => {
  const code = qrText({ handle: '4821093755', secret: new Uint8Array(32) }, 'g.s', 0)
  expect(readEntry({ scene: code })).toBeUndefined()
  expect(readEntry({ q: encodeURIComponent(code) })).toBeUndefined()
  expect(readEntry({ q: encodeURIComponent(`https://nuanxin.example/s/${code}`) })).toBeUndefined()
})

test.each<Record<string, string>>([
  {},
  { scene: '' },
  { scene: 'x'.repeat(23) },
  { scene: `s${'A'.repeat(21)}` },
  { scene: '%E0%A4%A' },
  { q: '%' },
  { q: `http://nuanxin.example/s/${id}` },
  { q: `https://nuanxin.example/v/${id}` },
  { q: `https://nuanxin.example/p/${id}` },
  { q: 'https://nuanxin.example/p/7K3M9QPX2A4B8CD' },
  { scene: 'p7K3M9QPX2A4B8CD' },
  { q: `https://nuanxin.example/s/${id}?next=https://elsewhere.example` },
])('%j leads nowhere', (query) => {
  expect(readEntry(query)).toBeUndefined()
})

test('no parameter makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      readEntry({ scene: text })
      readEntry({ q: text })
    }),
  )
})
