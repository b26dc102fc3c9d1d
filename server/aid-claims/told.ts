import type { AskedPaper, ClaimFacts } from '@/contract'
import { noFacts } from '@/rules/benefit'
import { utf8 } from '@/rules/encoding'
import { seal, unseal } from '../account/seal'
import type { Keys, Random } from '../ports'

/** What people wrote on a claim; on disk only sealed, since it tells of somebody's health. */
export interface Told {
  where: string
  words: string
  lateReason: string | null
  facts: ClaimFacts
  /** All that was asked for; `open` is what is asked for now. */
  asked: (AskedPaper & { askedAt: string; open: boolean })[]
  objections: { at: string; words: string }[]
}

export const nothingTold: Told = {
  where: '',
  words: '',
  lateReason: null,
  facts: noFacts,
  asked: [],
  objections: [],
}

const owner = (claimId: string) => `claim:${claimId}`

export const sealTold = (keys: Keys, random: Random, claimId: string, told: Told): Promise<Uint8Array> =>
  seal(keys, random, owner(claimId), utf8(JSON.stringify(told)))

/** Nothing, once it was forgotten. */
export const unsealTold = async (keys: Keys, claimId: string, sealed: Uint8Array | null): Promise<Told> =>
  sealed === null
    ? nothingTold
    : (JSON.parse(new TextDecoder().decode(await unseal(keys, owner(claimId), sealed))) as Told)

/** All of it that is free text, for WeChat's check. */
export const textOf = ({ lateReason, objections, where, words }: Told): string =>
  [where, words, lateReason ?? '', ...objections.map((it) => it.words)].filter((it) => it !== '').join('\n')
