import type { Union, UnionBasis } from '@/contract'

/*
 * Invented unions of single workers. Districts, streets and roads are real; that each has such a union, its house number
 * and whom it takes are not. No telephone numbers: any might be somebody's.
 */

const both: UnionBasis[] = ['household', 'workplace']

type Row = readonly [name: string, address: string, takes?: UnionBasis[]]

function unionsOf(regionCode: string, area: string, rows: readonly Row[]): Union[] {
  return rows.map(([name, address, takes = both], i) => ({
    id: `019aa000-0000-7000-8004-${regionCode}${String(i + 1).padStart(6, '0')}`,
    name,
    regionCode,
    area,
    address,
    takes,
    demo: true,
  }))
}

export const unions: readonly Union[] = [
  ...unionsOf('130302', '河北省秦皇岛市海港区', [
    ['海港区新就业形态劳动者工会联合会', '文化路 100 号'],
    ['文化路街道工会', '文化路 26 号'],
    ['海滨路街道工会', '海滨路 31 号'],
    ['北环路街道工会', '北环路 12 号'],
    ['河东街道工会', '东港路 58 号'],
    ['燕山大街街道工会', '燕山大街 201 号'],
    ['海港区货车司机工会', '北港大街 7 号', ['workplace']],
  ]),
  ...unionsOf('130303', '河北省秦皇岛市山海关区', [['山海关区总工会', '关城南路 8 号', ['household']]]),
  ...unionsOf('371402', '山东省德州市德城区', [
    ['德城区新就业形态劳动者工会联合会', '东风中路 66 号'],
    ['新湖街道工会', '新湖大街 19 号'],
    ['广川街道工会', '大学西路 40 号'],
    ['运河街道工会', '解放南大道 133 号', ['household']],
  ]),
]
