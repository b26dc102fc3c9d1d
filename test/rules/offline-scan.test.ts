import { ed25519 } from '@noble/curves/ed25519.js'
import { type Grant, grantPayload, grantText } from '@/rules/grant'
import { checkOffline, type OfflineDesk } from '@/rules/offline-scan'
import { codeDigits, qrText } from '@/rules/voucher-code'

const seed = new Uint8Array(32).fill(7)
const now = Date.parse('2026-12-01T04:00:10Z')
const here = '0199a6f2-7c3e-7b22-9e4a-1a2b3c4d5e6f'
const campaignId = '0199a6f2-7c3e-7b11-8d4a-5f6e7d8c9b0a'
const grant: Grant = {
  keyId: 1,
  handle: '4821093755',
  campaignId,
  stationId: here,
  expiresAt: Date.parse('2027-03-03T10:00:00Z'),
}
const desk: OfflineDesk = {
  stationId: here,
  campaignIds: new Set([campaignId]),
  keys: new Map([[1, ed25519.getPublicKey(seed)]]),
  now,
  verify: ed25519.verify,
}
const secret = new Uint8Array(32).fill(3)
const signed = (it: Grant, by = seed) => grantText(grantPayload(it), ed25519.sign(grantPayload(it), by))
const qr = (over: Partial<Grant> = {}, at = now, by = seed) =>
  qrText({ handle: grant.handle, secret }, signed({ ...grant, ...over }, by), at)
const code = (text: string, over: Partial<OfflineDesk> = {}) => {
  const judged = checkOffline(text, { ...desk, ...over })
  return 'refused' in judged ? judged.refused.code : 'good'
}

it('takes a genuine voucher of this station, of now', () => {
  expect(checkOffline(qr(), desk)).toEqual({ grant })
  expect(code(qr({}, now - 30_000))).toBe('good')
  expect(code(qr({}, now + 30_000))).toBe('good')
})

it('takes one that is bound to no station where the station hands its campaign out, or may', () => {
  expect(code(qr({ stationId: null }))).toBe('good')
  expect(code(qr({ stationId: null }), { campaignIds: new Set() })).toBe('voucher-elsewhere')
  expect(code(qr({ stationId: null }), { campaignIds: undefined })).toBe('good')
})

it.each([
  ['not ours', 'https://example.org', 'code-malformed'],
  ['cut short in its mac', qr().slice(0, 30), 'code-truncated'],
  ['cut short in its grant', qr().slice(0, -1), 'code-truncated'],
  ['digits', codeDigits({ handle: grant.handle, secret }, now), 'digits-online'],
  ['of an earlier time', qr({}, now - 90_000), 'code-stale'],
  ['of a later time', qr({}, now + 90_000), 'code-future'],
  ['a day old, or of a phone that is a day off', qr({}, now - 86_400_000), 'clock-apart'],
  ['a day ahead', qr({}, now + 86_400_000), 'clock-apart'],
  ['another station’s', qr({ stationId: campaignId }), 'voucher-elsewhere'],
  ['over', qr({ expiresAt: now }), 'voucher-expired'],
  ['signed by another key of the same id', qr({}, now, new Uint8Array(32).fill(8)), 'grant-forged'],
  ['signed by a key that this phone does not know', qr({ keyId: 2 }), 'grant-key-unknown'],
  ['of another voucher’s grant', qr({ handle: '0000000001' }), 'grant-forged'],
  ['changed in its grant', `${qr().slice(0, -1)}${qr().endsWith('A') ? 'Q' : 'A'}`, 'grant-forged'],
])('refuses what is %s', (_what, text, refused) => {
  expect(code(text)).toBe(refused)
})

it('says by how much the clocks are apart, and when it expired', () => {
  expect(checkOffline(qr({}, now + 86_400_000), desk)).toEqual({
    refused: { code: 'clock-apart', ahead: 86_400_000 },
  })
  expect(checkOffline(qr({ expiresAt: now }), desk)).toEqual({
    refused: { code: 'voucher-expired', at: Math.floor(now / 1000) * 1000 },
  })
})

it('refuses all on a phone that never had signal', () => {
  expect(code(qr(), { keys: new Map() })).toBe('grant-keys-missing')
})
