import { districts, findDistricts } from '@/features/stations/districts'

const names = (words: string, limit?: number) =>
  findDistricts(words, limit).map(({ city, name }) => `${city}${name}`)

test('every line is read: unique codes, a name, and a centre in China', () => {
  const all = districts()
  // 2,800 districts and 330 cities, municipalities and the like.
  expect(all.length).toBeGreaterThan(3_000)
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length)
  for (const { code, name, city, point } of all) {
    expect(code).toMatch(/^\d{6}$/)
    expect(name).toMatch(/^\p{Script=Han}+$/u)
    expect(city === '').toBe(code.endsWith('00'))
    expect(point.lat).toBeGreaterThan(3)
    expect(point.lat).toBeLessThan(54)
    expect(point.lng).toBeGreaterThan(73)
    expect(point.lng).toBeLessThan(136)
  }
  expect(new Set(all.map(({ code }) => code.slice(0, 2))).size).toBeGreaterThanOrEqual(31)
})

test.each([
  ['海港', '秦皇岛市海港区'],
  ['海港区', '秦皇岛市海港区'],
  ['秦皇岛海港', '秦皇岛市海港区'],
  ['秦皇岛市 海港区', '秦皇岛市海港区'],
  ['秦皇岛', '秦皇岛市'],
  ['北京', '北京市'],
  ['德城', '德州市德城区'],
  ['榆林', '榆林市'],
])('%s finds %s first', (words, found) => {
  expect(names(words)[0]).toBe(found)
})

test('a name that several cities have finds each of them', () => {
  const wanted = ['北京市朝阳区', '长春市朝阳区', '朝阳市', '朝阳市朝阳县']
  expect(names('朝阳').slice(0, 4).sort()).toEqual(wanted.sort())
  expect(names('鼓楼区').length).toBeGreaterThanOrEqual(4)
})

test.each(['', '  ', '区', '不存在的地方', '%', '.*'])('%p finds nothing', (words) => {
  expect(names(words)).toEqual([])
})

test('no more than asked for', () => {
  expect(names('州', 5)).toHaveLength(5)
})
