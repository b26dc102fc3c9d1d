import { checkPresence, parsePresence, presenceDigits, presenceText } from '@/rules/presence-code'

const secret = Uint8Array.from({ length: 32 }, (_, i) => i)
const station = '01900001-0000-7000-8000-000000000001'
const other = '01900001-0000-7000-8000-000000000002'
const now = Date.parse('2026-11-23T14:32:10+08:00')

const check = (text: string, at = now, stationId = station) => {
  const code = parsePresence(text)
  return code ? checkPresence(code, secret, stationId, at) : 'none'
}

it.each([
  ['scanned', presenceText(secret, station, now)],
  ['typed', presenceDigits(secret, now)],
])('takes what is %s within half a minute of its own', (_how, code) => {
  expect(check(code)).toBe('good')
  expect(check(code, now + 30_000)).toBe('good')
  expect(check(code, now - 30_000)).toBe('good')
  expect(check(code, now + 90_000)).toBe('stale')
  expect(check(code, now - 90_000)).toBe('stale')
})

it('tells that of another station from a stale one', () => {
  expect(check(presenceText(secret, station, now), now, other)).toBe('elsewhere')
})

it('takes none whose step was written anew', () => {
  const [kind, id, step, mac] = presenceText(secret, station, now).split('.')
  expect(check([kind, id, Number(step) + 4, mac].join('.'), now + 120_000)).toBe('stale')
})

it.each(['', 'NX1.1234567890.1.abc', '1234567', '123456789', `NXP1.${station}.1`, 'https://x.example/s/T1'])(
  'does not read %j',
  (text) => expect(parsePresence(text)).toBeUndefined(),
)
