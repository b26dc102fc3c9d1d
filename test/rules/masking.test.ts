import fc from 'fast-check'
import { isName, maskName } from '@/rules/masking'

it.each([
  ['王小明', '王*明'],
  ['王明', '王*'],
  ['欧阳建明', '欧**明'],
  ['阿卜杜拉·买买提', '阿**提'],
  ['王', '王'],
  ['', ''],
  ['  李强 ', '李*'],
  // Outside the basic plane: one character, two code units.
  ['𠮷田明', '𠮷*明'],
  ['Anna Li', 'A**i'],
])('shows %j as %j', (name, shown) => expect(maskName(name)).toBe(shown))

const han = fc.constantFrom(...'王李张刘陈杨赵黄周吴明强芳秀英军洋敏杰𠮷')
const hanName = fc.array(han, { minLength: 2, maxLength: 30 }).map((it) => it.join(''))

it('never shows more than the first and the last character', () => {
  fc.assert(
    fc.property(hanName, (name) => {
      const chars = [...name]
      const shown = [...maskName(name)]
      expect(shown[0]).toBe(chars[0])
      expect(shown.filter((it) => it !== '*').length).toBe(chars.length === 2 ? 1 : 2)
      // Nor how long a long name is.
      expect(shown.length).toBeLessThanOrEqual(4)
    }),
  )
})

it('takes names as people write them', () => {
  fc.assert(fc.property(hanName, (name) => expect(isName(name)).toBe(true)))
  for (const name of ['阿卜杜拉·买买提', '卓玛•次仁', "Sean O'Neil", 'J. R. Smith', ' 王明\n']) {
    expect([name, isName(name)]).toEqual([name, true])
  }
})

it.each(['', ' ', '王', '王3', '王 明', '·王明', '王明·', '<b>王明</b>', 'A', '１２', '王'.repeat(31)])(
  'does not take %j for a name',
  (name) => expect(isName(name)).toBe(false),
)
