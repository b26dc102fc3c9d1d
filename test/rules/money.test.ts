import fc from 'fast-check'
import { fenOfText } from '@/rules/money'
import { yuan } from '@/rules/wording'

describe('yuan as typed', () => {
  it.each([
    ['0', 0],
    ['12', 1200],
    ['12.', 1200],
    ['12.3', 1230],
    ['12.03', 1203],
    ['1,234.56', 123456],
    [' 8，000 ', 800000],
    ['0.29', 29],
  ])('%s is %d fen', (text, fen) => expect(fenOfText(text)).toBe(fen))

  it.each(['', '.', '-1', '1.234', '1e3', '一百', '999999999', '1.2.3'])('%p is no amount', (text) =>
    expect(fenOfText(text)).toBeNaN(),
  )

  it('is read back as it is shown', () => {
    fc.assert(fc.property(fc.nat(9_999_999_999), (fen) => expect(fenOfText(yuan(fen))).toBe(fen)))
  })
})
