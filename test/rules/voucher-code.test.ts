import fc from 'fast-check'
import { utf8 } from '@/rules/encoding'
import { type ParsedCode, parseCode } from '@/rules/parse-code'
import {
  STEP_SECONDS,
  checkCode,
  codeDigits,
  qrText,
  stepAt,
  totp,
  untilNextStep,
} from '@/rules/voucher-code'

const STEP = STEP_SECONDS * 1000

const handle = fc.stringMatching(/^\d{10}$/)
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })
const source = fc.record({ handle, secret })
const grant = fc.stringMatching(/^[A-Za-z0-9_-]{1,80}\.[A-Za-z0-9_-]{86}$/)
/** From 2020 to 2100. */
const moment = fc.integer({ min: 1_577_836_800_000, max: 4_102_444_800_000 })

function parsed(text: string): ParsedCode {
  const code = parseCode(text)
  if (!code) throw new Error(`not a code: ${text}`)
  return code
}

describe('TOTP', () => {
  // RFC 6238, appendix B, the SHA-256 column.
  const key = utf8('12345678901234567890123456789012')
  test.each([
    [59, '46119246'],
    [1_111_111_109, '68084774'],
    [1_111_111_111, '67062674'],
    [1_234_567_890, '91819424'],
    [2_000_000_000, '90698825'],
    [20_000_000_000, '77737706'],
  ])('at %i s is %s', (seconds, expected) => {
    expect(totp(key, stepAt(seconds * 1000), 8)).toBe(expected)
  })

  test('of six digits is the last six of eight', () => {
    fc.assert(
      fc.property(secret, moment, (secret, now) => {
        expect(totp(secret, stepAt(now), 8).slice(2)).toBe(totp(secret, stepAt(now)))
      }),
    )
  })
})

test('a step begins every thirty seconds, and the rest of it is never nothing', () => {
  fc.assert(
    fc.property(moment, (now) => {
      const rest = untilNextStep(now)
      expect(rest).toBeGreaterThan(0)
      expect(rest).toBeLessThanOrEqual(STEP)
      expect(stepAt(now + rest)).toBe(stepAt(now) + 1)
      expect(stepAt(now + rest - 1)).toBe(stepAt(now))
    }),
  )
})

describe('what is shown is read back', () => {
  test('as a QR', () => {
    fc.assert(
      fc.property(source, grant, moment, (source, grant, now) => {
        const code = parsed(qrText(source, grant, now))
        expect(code).toMatchObject({ by: 'qr', handle: source.handle, step: stepAt(now), grant })
      }),
    )
  })

  test('as digits, however they are spaced', () => {
    fc.assert(
      fc.property(source, moment, fc.constantFrom('', ' ', '-', '\n'), (source, now, gap) => {
        const digits = codeDigits(source, now)
        expect(digits).toMatch(/^\d{16}$/)
        const typed = (digits.match(/.{4}/g) ?? []).join(gap)
        expect(parsed(typed)).toEqual({ by: 'digits', handle: source.handle, totp: digits.slice(10) })
      }),
    )
  })
})

describe.each([
  ['QR', (source: { handle: string; secret: Uint8Array }, now: number) => qrText(source, 'g.s', now)],
  ['digits', codeDigits],
])('a code as %s', (_, draw) => {
  test('is good in its own step and one before and after', () => {
    fc.assert(
      fc.property(source, moment, fc.integer({ min: -1, max: 1 }), (source, now, off) => {
        expect(checkCode(parsed(draw(source, now)), source.secret, now + off * STEP)).toBe('good')
      }),
    )
  })

  test('is stale two to nineteen steps later', () => {
    fc.assert(
      fc.property(source, moment, fc.integer({ min: 2, max: 19 }), (source, now, off) => {
        const later = now + off * STEP
        // One in fifty thousand draws has the same six digits again by chance; those prove nothing.
        fc.pre(draw !== codeDigits || ![-1, 0, 1].some((it) => sameDigits(source, now, later + it * STEP)))
        expect(checkCode(parsed(draw(source, now)), source.secret, later)).toBe('stale')
      }),
    )
  })

  test('is wrong under another secret', () => {
    const own = { handle: '4821093755', secret: utf8('12345678901234567890123456789012') }
    const now = Date.parse('2026-11-23T06:32:10Z')
    expect(checkCode(parsed(draw(own, now)), utf8('another secret of thirty-two byte'), now)).toBe('wrong')
  })
})

const sameDigits = (source: { handle: string; secret: Uint8Array }, a: number, b: number) =>
  codeDigits(source, a) === codeDigits(source, b)

describe('a QR that was tampered with is wrong', () => {
  const source = { handle: '4821093755', secret: utf8('12345678901234567890123456789012') }
  const now = Date.parse('2026-11-23T06:32:10Z')
  const [mark = '', shownHandle = '', step = '', mac = '', ...rest] = qrText(source, 'g.s', now).split('.')
  const check = (...parts: string[]) => checkCode(parsed(parts.join('.')), source.secret, now)

  test('in any character of its mac', () => {
    for (let i = 0; i < mac.length; i++) {
      const other = mac[i] === 'A' ? 'B' : 'A'
      expect(check(mark, shownHandle, step, mac.slice(0, i) + other + mac.slice(i + 1), ...rest)).toBe(
        'wrong',
      )
    }
  })

  test('in its step, so that an old picture cannot be made new', () => {
    expect(check(mark, shownHandle, String(Number(step) + 1), mac, ...rest)).toBe('wrong')
  })

  test('in its handle', () => {
    expect(check(mark, '4821093756', step, mac, ...rest)).toBe('wrong')
  })
})

test('typed digits of more than ten minutes ago cannot be told from wrong ones', () => {
  const source = { handle: '4821093755', secret: utf8('12345678901234567890123456789012') }
  const now = Date.parse('2026-11-23T06:32:10Z')
  expect(checkCode(parsed(codeDigits(source, now)), source.secret, now + 21 * STEP)).toBe('wrong')
})

test.each([
  '',
  '482109375516240',
  '48210937551624080',
  '４８２１０９３７５５１６２４０８',
  'https://example.com/s/QHD001',
  'NX1.4821093755.58000000.AAAAAAAAAAAAAAA.g',
  'NX1.4821093755.58000000.AAAAAAAAAAAAAAAA.',
  'NX1.482109375.58000000.AAAAAAAAAAAAAAAA.g',
  'NX1.4821093755.-1.AAAAAAAAAAAAAAAA.g',
  'NX2.4821093755.58000000.AAAAAAAAAAAAAAAA.g',
  'nx1.4821093755.58000000.AAAAAAAAAAAAAAAA.g',
])('%j is no voucher code', (text) => {
  expect(parseCode(text)).toBeUndefined()
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (it) => void parseCode(it)))
})
