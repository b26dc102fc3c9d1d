import type { ReplyOf, api } from '../../../../src/contract'

export type Campaigns = ReplyOf<typeof api.listCampaigns>
export type Part = 'claimable' | 'notYet' | 'claimed'

/** One campaign as its ticket shows it. */
export interface Row {
  part: Part
  id: string
  title: string
  one: string
  two: string
  why?: string
  value?: string
  unit?: string
  text: string
  /** `text` is a word in place of a button. */
  off?: true
}

/** All of them, those that can be claimed first. */
export function rowsOf(campaigns: Campaigns['campaigns']): Row[]
export const pageSize: number
export const titles: Record<Part, string>
export const choices: { part: Part | 'all'; text: string }[]
