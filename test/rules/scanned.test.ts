import fc from 'fast-check'
import { certificateQr, readScan, shortened, spokenQr } from '@/rules/scanned'
import { qrText } from '@/rules/voucher-code'

const stationId = '019aa000-0000-7000-8002-000000000001'
const qr = qrText({ handle: '4821093755', secret: new Uint8Array(32) }, 'g.s', 0)

test('a voucher is told by its code', () => {
  expect(readScan(` ${qr}\n`)).toEqual({ kind: 'voucher', code: qr })
  expect(readScan('4821 0937 5516 2408')).toEqual({ kind: 'voucher', code: '4821 0937 5516 2408' })
})

test.each([
  `NXS1.${stationId}`,
  `NXS1.${stationId.toUpperCase()}`,
  `https://nuanxin.example/s/${stationId}`,
  `https://nuanxin.example/h5/s/NXS1.${stationId}`,
])('%s is a station', (text) => {
  expect(readScan(text)).toEqual({ kind: 'station', stationId })
})

test.each([
  '',
  'NXS1.',
  'NXS1.QHD001',
  `http://nuanxin.example/s/${stationId}`,
  `https://nuanxin.example/s/${stationId}?next=https://elsewhere.example`,
  'https://pay.example/abc',
  'NX1.broken',
])('%j is strange', (text) => {
  expect(readScan(text)).toEqual({ kind: 'strange', text })
})

test('a code that is also read out is told by what it is for', () => {
  const code = '7GK2-Q0XW-94TZ'
  expect(readScan('NXP1.019aa000-0000-7000-8000-130302000002.59123.AAAAAAAAAAAAAAAA')).toEqual({
    kind: 'presence',
  })
  expect(readScan(spokenQr('invitation', code))).toEqual({ kind: 'invitation', code: '7GK2Q0XW94TZ' })
  expect(readScan(spokenQr('recovery', code))).toEqual({ kind: 'recovery', code: '7GK2Q0XW94TZ' })
  expect(readScan(`NXI1.${code}`)).toMatchObject({ kind: 'strange' })
})

test('a certificate is told by its link, or by its own text where there is no site to link to', () => {
  const code = '7K3M9QPX2A4B8CDE'
  expect(certificateQr('https://nuanxin.example', code)).toBe(`https://nuanxin.example/p/${code}`)
  expect(certificateQr('http://localhost:8080', code)).toBe(`NXC1.${code}`)
  for (const site of ['https://nuanxin.example/', 'http://localhost:8080', '']) {
    expect(readScan(certificateQr(site, code))).toEqual({ kind: 'certificate', code })
  }
  expect(readScan(`NXC1.${code}0`).kind).toBe('strange')
})

test('no text makes it throw, and what is shown of it is short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      readScan(text)
      expect([...shortened(text)].length).toBeLessThanOrEqual(48)
    }),
  )
})

test('a long text keeps its beginning and its end', () => {
  expect(shortened('https://a-very-long-address.example/with/a/path?and=a&query=too', 20)).toBe(
    'https://a…query=too',
  )
})
