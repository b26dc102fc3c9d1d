import * as z from 'zod/mini'
import { claimKind, photoPurpose } from '@/contract'
import { keptPhotos, removePhoto } from '@/platform'
import { persisted } from '@/platform/persisted'

/** A photo of a draft: a file on this phone, by its id, and what became of it. */
const draftPhoto = z.object({
  id: z.string(),
  purpose: photoPurpose,
  bytes: z.number(),
  /** Under which it is uploaded, however often it is tried. */
  key: z.string(),
  /** The server's id of it, once it is there. */
  uploadId: z.nullable(z.string()),
  /** It has become part of the claim. */
  given: z.boolean(),
  /** Why the server does not want it, or why it cannot go. */
  refusal: z.nullable(z.string()),
})
export type DraftPhoto = z.output<typeof draftPhoto>

/** Of the claim as it was typed: nothing here is wrong until it is sent. */
const typedFacts = z.object({
  bills: z.array(z.object({ issuedOn: z.string(), amount: z.string(), otherPaid: z.string() })),
  stays: z.array(z.object({ from: z.string(), to: z.string() })),
  grade: z.nullable(z.number()),
  diagnosedOn: z.string(),
})
export type TypedFacts = z.output<typeof typedFacts>

const refusal = z.object({
  code: z.string(),
  detail: z.string(),
  field: z.nullable(z.string()),
  /** The claim that stands in the way. */
  heldId: z.optional(z.string()),
})
export type DraftRefusal = z.output<typeof refusal>

const draft = z.object({
  id: z.string(),
  /** A claim to be filed, papers for one, or an objection to its refusal. */
  task: z.enum(['claim', 'papers', 'objection']),
  /** Epoch ms. */
  begunAt: z.number(),
  /** The claim it belongs to; of one that is to be filed, once it is. */
  claimId: z.nullable(z.string()),
  policyId: z.nullable(z.string()),
  /** By which a relative files, and for whom. */
  familyCode: z.nullable(z.string()),
  holder: z.nullable(z.string()),
  kind: z.nullable(claimKind),
  /** `YYYY-MM-DD` in Shanghai; null: when it was begun. */
  happenedOn: z.nullable(z.string()),
  where: z.string(),
  words: z.string(),
  lateReason: z.string(),
  facts: typedFacts,
  /** The facts are to go, as they were typed since the last time. */
  factsChanged: z.boolean(),
  photos: z.array(draftPhoto),
  /** He has said that it is to go. */
  wanted: z.boolean(),
  /** What may have reached the server already: until it has answered, this goes again as it was, under the same key. */
  sending: z.nullable(z.object({ key: z.string(), body: z.string() })),
  /** The server's no to what was sent last. */
  refusal: z.nullable(refusal),
})
export type Draft = z.output<typeof draft>

/** A text that was agreed to as it stood in this build, told by its hash: who sends it on need not know its words. */
const agreedText = z.object({ version: z.string(), textHash: z.string() })
export type AgreedText = z.output<typeof agreedText>

/**
 * Claims that are being written on this phone, their photos as files beside it. What is typed is kept at once. One that
 * cannot be read is left out, the others stay.
 */
export const useDrafts = persisted(
  'aid-claims',
  z.object({
    drafts: z.array(z.catch(z.nullable(draft), null)),
    /** He agreed on this phone to this text about medical papers; the server is told with the first of them. */
    agreed: z.nullable(agreedText),
    /** The version of which the server was told. */
    told: z.nullable(z.string()),
    /** Photos on the server, by its ids, that were taken out here: it is to delete them. */
    dropped: z.array(z.string()),
  }),
  { drafts: [], agreed: null, told: null, dropped: [] },
)

export const allDrafts = (): Draft[] => present(useDrafts.getState().drafts)

/** How many have something that has not reached a claim yet. */
export const draftCount = (): number =>
  allDrafts().filter((it) => it.claimId === null || it.wanted || it.words !== '' || photoCount(it).left > 0)
    .length

export const present = (drafts: readonly (Draft | null)[]): Draft[] => drafts.filter((it) => it !== null)

export const draftOf = (id: string): Draft | undefined => allDrafts().find((it) => it.id === id)

export const useDraft = (id: string | undefined): Draft | undefined =>
  useDrafts(({ drafts }) => drafts.find((it) => it?.id === id) ?? undefined)

export const noFactsTyped: TypedFacts = { bills: [], stays: [], grade: null, diagnosedOn: '' }

/** Begins one. `id` and `begunAt` are the caller's. */
export function addDraft(
  given: Pick<Draft, 'id' | 'task' | 'begunAt'> &
    Partial<Pick<Draft, 'claimId' | 'policyId' | 'familyCode' | 'holder' | 'kind'>>,
): void {
  const fresh: Draft = {
    claimId: null,
    policyId: null,
    familyCode: null,
    holder: null,
    kind: null,
    happenedOn: null,
    where: '',
    words: '',
    lateReason: '',
    facts: noFactsTyped,
    factsChanged: false,
    photos: [],
    wanted: false,
    sending: null,
    refusal: null,
    ...given,
  }
  useDrafts.setState(({ drafts }) => ({ drafts: [...drafts, fresh] }))
}

/** Changes one, if it is still there. */
export function changeDraft(id: string, change: (draft: Draft) => Partial<Draft>): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: drafts.map((it) => (it?.id === id ? { ...it, ...change(it) } : it)),
  }))
}

export const changePhoto = (id: string, photoId: string, change: Partial<DraftPhoto>): void =>
  changeDraft(id, ({ photos }) => ({
    photos: photos.map((it) => (it.id === photoId ? { ...it, ...change } : it)),
  }))

/** Takes a draft away with its photos: it has become a claim, or he does not want it any more. */
export function dropDraft(id: string): void {
  const draft = draftOf(id)
  const photos = draft?.photos ?? []
  useDrafts.setState(({ drafts, dropped }) => ({
    drafts: drafts.filter((it) => it?.id !== id),
    dropped: [...dropped, ...photos.flatMap((it) => deletable(draft, it))],
  }))
  for (const photo of photos) void removePhoto(photo.id)
}

/** Takes one photo away, from the draft and from the phone. */
export function dropPhoto(id: string, photoId: string): void {
  const draft = draftOf(id)
  const gone = draft?.photos.find((it) => it.id === photoId)
  changeDraft(id, ({ photos }) => ({ photos: photos.filter((it) => it.id !== photoId) }))
  if (gone) dropUploads(deletable(draft, gone))
  void removePhoto(photoId)
}

/** Has the server delete uploads that nobody wants any more. */
export const dropUploads = (uploadIds: readonly string[]): void =>
  useDrafts.setState(({ dropped }) => ({ dropped: [...dropped, ...uploadIds] }))

/** What is part of a claim, or may be by now, is not the phone's to delete. */
const deletable = (draft: Draft | undefined, { given, uploadId }: DraftPhoto): string[] =>
  uploadId === null || given || draft?.sending?.body.includes(uploadId) ? [] : [uploadId]

/** Forgets all of it. For signing out, and before another person signs in. */
export function forgetDrafts(): void {
  const photos = allDrafts().flatMap((it) => it.photos)
  useDrafts.setState({ drafts: [], agreed: null, told: null, dropped: [] })
  for (const { id } of photos) void removePhoto(id)
}

/** Removes photos that no draft has: the app ended just as one was taken, or just as its draft went. */
export async function sweepPhotos(): Promise<void> {
  const kept = await keptPhotos()
  const wanted = new Set(allDrafts().flatMap((it) => it.photos.map(({ id }) => id)))
  for (const id of kept) if (!wanted.has(id)) await removePhoto(id)
}

/** How far a draft is with its photos. */
export function photoCount({ photos }: Pick<Draft, 'photos'>): {
  all: number
  left: number
  refused: number
} {
  return {
    all: photos.length,
    left: photos.filter((it) => !it.given).length,
    refused: photos.filter((it) => it.refusal !== null).length,
  }
}
