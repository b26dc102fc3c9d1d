import fc from 'fast-check'
import { fromBase64url, toBase64url, utf8 } from '@/rules/encoding'

const bytes = fc.uint8Array({ maxLength: 200 })
/** Whole characters only: half a surrogate pair has no UTF-8. */
const text = fc.string({ unit: 'grapheme' })

test('base64url is what Node writes', () => {
  fc.assert(fc.property(bytes, (it) => toBase64url(it) === Buffer.from(it).toString('base64url')))
})

test('base64url comes back as it went', () => {
  fc.assert(fc.property(bytes, (it) => expect(fromBase64url(toBase64url(it))).toEqual(it)))
})

test.each(['A', 'AAAAA', 'AA==', 'A+/A', 'AA A', '暖新AA'])('%j is no base64url', (it) => {
  expect(fromBase64url(it)).toBeUndefined()
})

test('nothing is no bytes', () => {
  expect(fromBase64url('')).toEqual(new Uint8Array(0))
})

test('UTF-8 is what Node writes', () => {
  fc.assert(fc.property(text, (it) => expect(utf8(it)).toEqual(new Uint8Array(Buffer.from(it, 'utf8')))))
})
