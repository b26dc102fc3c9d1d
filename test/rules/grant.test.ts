import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { fromBase64url, toBase64url } from '@/rules/encoding'
import { type Grant, grantPayload, grantText } from '@/rules/grant'
import { readGrant } from '@/rules/read-grant'

const seed = Uint8Array.from({ length: 32 }, (_, i) => i + 1)
const keys = new Map([[1, ed25519.getPublicKey(seed)]])
const signed = (grant: Grant, by = seed) => {
  const payload = grantPayload(grant)
  return grantText(payload, ed25519.sign(payload, by))
}

const sample: Grant = {
  keyId: 1,
  handle: '4821093755',
  campaignId: '0199a6f2-7c3e-7b11-8d4a-5f6e7d8c9b0a',
  stationId: '0199a6f2-7c3e-7b22-9e4a-1a2b3c4d5e6f',
  expiresAt: Date.parse('2027-03-03T10:00:00Z'),
}

const grants: fc.Arbitrary<Grant> = fc.record({
  keyId: fc.constant(1),
  handle: fc.stringMatching(/^\d{10}$/),
  campaignId: fc.uuid(),
  stationId: fc.option(fc.uuid()),
  expiresAt: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seconds) => seconds * 1000),
})

test('a grant reads back as it was signed', () => {
  fc.assert(
    fc.property(grants, (it) => expect(readGrant(signed(it), keys)).toEqual(it)),
    { numRuns: 30 },
  )
})

test('it fits a QR that a cheap camera reads', () => {
  expect(grantPayload(sample)).toHaveLength(46)
  expect(signed(sample)).toHaveLength(62 + 1 + 86)
})

test('no bit of it can be changed', () => {
  const [payloadText = '', signatureText = ''] = signed(sample).split('.')
  const flipped = (text: string, bit: number) => {
    const bytes = fromBase64url(text) ?? new Uint8Array(0)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return toBase64url(bytes)
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 46 * 8 - 1 }), (bit) => {
      expect(readGrant(`${flipped(payloadText, bit)}.${signatureText}`, keys)).toBeUndefined()
    }),
    { numRuns: 40 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 64 * 8 - 1 }), (bit) => {
      expect(readGrant(`${payloadText}.${flipped(signatureText, bit)}`, keys)).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

test('the signature of one grant does not fit another', () => {
  const [payload = ''] = signed({ ...sample, stationId: null }).split('.')
  const [, signature = ''] = signed(sample).split('.')
  expect(readGrant(`${payload}.${signature}`, keys)).toBeUndefined()
})

test('another’s signature, or a key nobody knows, is no grant', () => {
  const stranger = Uint8Array.from({ length: 32 }, (_, i) => 200 - i)
  expect(readGrant(signed(sample, stranger), keys)).toBeUndefined()
  expect(readGrant(signed({ ...sample, keyId: 2 }), keys)).toBeUndefined()
})

test.each([
  '',
  '.',
  'AAAA.AAAA',
  `${signed(sample)}.x`,
  signed(sample).slice(0, -2),
  signed(sample).replace('.', ''),
])('%j is no grant', (text) => {
  expect(readGrant(text, keys)).toBeUndefined()
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (it) => void readGrant(it, keys)))
})
