import type { Holiday } from '@/contract'
import { dateText } from './shanghai'

/**
 * Legal holidays as the General Office of the State Council (国务院办公厅) publishes them each autumn for the coming year.
 * A year that is not published stays out of this table: its days are unknown, and never computed from the law.
 */
export interface PublishedYear {
  readonly year: number
  readonly source: { readonly title: string; readonly published: string; readonly url: string }
  /** Days off, both ends included, weekends among them. */
  readonly off: readonly { readonly of: readonly Holiday[]; readonly from: string; readonly to: string }[]
  /** Days of weekends that are worked instead (调休上班). */
  readonly worked: readonly string[]
}

export const publishedYears: readonly PublishedYear[] = [
  {
    year: 2025,
    source: {
      title: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
      published: '2024-11-12',
      url: 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
    },
    off: [
      { of: ['new-year'], from: '2025-01-01', to: '2025-01-01' },
      { of: ['spring-festival'], from: '2025-01-28', to: '2025-02-04' },
      { of: ['qingming'], from: '2025-04-04', to: '2025-04-06' },
      { of: ['labour-day'], from: '2025-05-01', to: '2025-05-05' },
      { of: ['dragon-boat'], from: '2025-05-31', to: '2025-06-02' },
      { of: ['national-day', 'mid-autumn'], from: '2025-10-01', to: '2025-10-08' },
    ],
    worked: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    source: {
      title: '国务院办公厅关于2026年部分节假日安排的通知',
      published: '2025-11-04',
      url: 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    },
    off: [
      { of: ['new-year'], from: '2026-01-01', to: '2026-01-03' },
      { of: ['spring-festival'], from: '2026-02-15', to: '2026-02-23' },
      { of: ['qingming'], from: '2026-04-04', to: '2026-04-06' },
      { of: ['labour-day'], from: '2026-05-01', to: '2026-05-05' },
      { of: ['dragon-boat'], from: '2026-06-19', to: '2026-06-21' },
      { of: ['mid-autumn'], from: '2026-09-25', to: '2026-09-27' },
      { of: ['national-day'], from: '2026-10-01', to: '2026-10-07' },
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
]

const names: Record<Holiday, string> = {
  'new-year': '元旦',
  'spring-festival': '春节',
  qingming: '清明节',
  'labour-day': '劳动节',
  'dragon-boat': '端午节',
  'mid-autumn': '中秋节',
  'national-day': '国庆节',
}

/** 春节; 国庆节、中秋节 where two fall together. */
export const holidayText = (of: readonly Holiday[]): string => of.map((it) => names[it]).join('、')

export type LegalDay =
  | { readonly kind: 'off'; readonly of: readonly Holiday[] }
  /** A day of a weekend on which everyone works. */
  | { readonly kind: 'worked' }
  /** As its weekday says. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'unpublished'; readonly year: number }

/** The first year that is not published and begins within so many days of `day`; undefined where all of them are. */
export function unpublishedWithin(day: number, days: number): number | undefined {
  for (let ahead = 0; ahead <= days; ahead++) {
    const legal = legalDay(day + ahead)
    if (legal.kind === 'unpublished') return legal.year
  }
  return undefined
}

/** What the published calendar says of a day (see shanghai.ts). */
export function legalDay(day: number): LegalDay {
  const date = dateText(day)
  // A notice may name days of the year before its own: all are looked through.
  for (const { off, worked } of publishedYears) {
    const found = off.find(({ from, to }) => from <= date && date <= to)
    if (found) return { kind: 'off', of: found.of }
    if (worked.includes(date)) return { kind: 'worked' }
  }
  const year = Number(date.slice(0, 4))
  return publishedYears.some((it) => it.year === year) ? { kind: 'plain' } : { kind: 'unpublished', year }
}
