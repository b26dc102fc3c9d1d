import fc from 'fast-check'
import { certificateCode, certificateText, readCertificateCode } from '@/rules/certificate-code'

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })

it('is 16 letters and digits, another for other bytes', () => {
  expect(certificateCode(new Uint8Array(10))).toBe('0000000000000000')
  expect(certificateCode(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ')
  expect(certificateCode(Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0, 31))).toBe('000000010000000Z')
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const [one, two] = [certificateCode(a), certificateCode(b)]
      expect(one).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
      expect(one === two).toBe(a.join() === b.join())
    }),
  )
})

it('is read however it is typed', () => {
  fc.assert(
    fc.property(bytes, fc.boolean(), (it, small) => {
      const code = certificateCode(it)
      const text = certificateText(code)
      expect(text).toMatch(/^(\w{4}-){3}\w{4}$/)
      expect(readCertificateCode(small ? ` ${text.toLowerCase()} ` : text)).toBe(code)
      // Taken for a letter and typed so.
      expect(readCertificateCode(text.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code)
    }),
  )
})

it.each(['', 'ABCD', '7K3M-9QPX-2A4B-8CD', '7K3M-9QPX-2A4B-8CDEF', '7K3M-9QPX-2A4B-8CDU', '中文'])(
  'is not %j',
  (typed) => {
    expect(readCertificateCode(typed)).toBeUndefined()
  },
)

it('takes ten bytes, no other number of them', () => {
  expect(() => certificateCode(new Uint8Array(9))).toThrow(RangeError)
})
