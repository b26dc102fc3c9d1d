import { create } from 'zustand'
import type { AidClaim } from '@/contract'
import { NetworkFault, PhotoLost } from '@/platform'
import { Refusal, isSessionLost } from '@/platform/call'
import { fileBody, objectionBody, papersBody } from './draft-body'
import {
  type AgreedText,
  type Draft,
  type DraftPhoto,
  allDrafts,
  changeDraft,
  changePhoto,
  draftOf,
  dropDraft,
  dropUploads,
  useDrafts,
} from './drafts'
import type { FileBody, ObjectionBody, PapersBody } from './sending-api'

/** What a draft's way to the server is made of. */
export interface OutboxPorts {
  upload(
    photo: { photoId: string; purpose: DraftPhoto['purpose']; key: string },
    onProgress: (done: number) => void,
  ): Promise<string>
  /** Deletes an upload that belongs to no claim. */
  discard(uploadId: string): Promise<void>
  file(policyId: string, body: FileBody, key: string): Promise<AidClaim>
  addPapers(claimId: string, body: PapersBody, key: string): Promise<AidClaim>
  object(claimId: string, body: ObjectionBody, key: string): Promise<AidClaim>
  /** Tells the server of the consent that was given on this phone. */
  agree(text: AgreedText): Promise<void>
  newKey(): Promise<string>
  /** Epoch ms by the server's clock. */
  now(): number
  /** Told of each claim as it stands after something of a draft has reached it. */
  onClaim(claim: AidClaim): void
}

interface OutboxState {
  /** Of photos on their way, 0–1, by their ids. */
  progress: Readonly<Record<string, number>>
  /** What became of drafts since the app was opened, by their ids: the claim. */
  filed: Readonly<Record<string, string>>
  /** The server knows of no consent, and none was given on this phone. */
  consentDue: boolean
}

/** What is known of what is on its way, for as long as the app runs. */
export const useOutbox = create<OutboxState>(() => ({ progress: {}, filed: {}, consentDue: false }))

/** Photos on their way at a time. */
const abreast = 3
/** A bar that moves oftener than this costs more than it tells. */
const progressStep = 0.05

/** Why a round ends before all is sent. */
class Halt extends Error {
  constructor(readonly passing: boolean) {
    super('the outbox waits')
  }
}

const isPassing = (fault: unknown): boolean =>
  fault instanceof NetworkFault ||
  (fault instanceof Refusal && (fault.status >= 500 || fault.code === 'too-many'))

/** How a pump ended: all that can go has gone, or it waits for the network or for him who uses the phone. */
export type Pumped = 'done' | 'waits-network' | 'waits-person'

/**
 * Sends what is wanted: each photo under a key of its own, each claim under one, which the draft keeps until the server
 * has answered. So whatever is repeated, after a reply that was lost or an app that ended, is done once.
 */
export function createOutbox(ports: OutboxPorts): { pump(): Promise<Pumped> } {
  let running: Promise<Pumped> | undefined
  let again = false
  /** Photos that were uploaded a second time. */
  const anew = new Set<string>()

  async function pump(): Promise<Pumped> {
    if (running) {
      again = true
      return running
    }
    running = rounds()
    try {
      return await running
    } finally {
      running = undefined
    }
  }

  async function rounds(): Promise<Pumped> {
    let ended: Pumped
    do {
      again = false
      ended = 'done'
      try {
        for (const { id } of allDrafts()) await advance(id)
        await discardDropped()
      } catch (fault) {
        if (!(fault instanceof Halt)) throw fault
        ended = fault.passing ? 'waits-network' : 'waits-person'
      }
    } while (again)
    return ended
  }

  /** As far as one draft can go. A claim is told first, its photos follow; papers and objections go with theirs. */
  async function advance(id: string): Promise<void> {
    const before = draftOf(id)
    if (!before) return
    if (before.sending || (before.task === 'claim' && isDue(before))) await send(id)
    await uploadAll(id)
    const after = draftOf(id)
    if (after && isDue(after) && (after.task !== 'claim' || hasMore(after))) await send(id)
    const left = draftOf(id)
    if (left?.claimId && left.wanted && left.task === 'claim' && left.photos.every((it) => it.given))
      dropDraft(id)
  }

  async function discardDropped(): Promise<void> {
    for (const uploadId of useDrafts.getState().dropped) {
      try {
        await ports.discard(uploadId)
      } catch (fault) {
        // Whatever is said for good: it is gone already, or has become part of a claim.
        haltOrRefusal(fault)
      }
      useDrafts.setState(({ dropped }) => ({ dropped: dropped.filter((it) => it !== uploadId) }))
    }
  }

  async function uploadAll(id: string): Promise<void> {
    for (;;) {
      const due = (draftOf(id)?.photos ?? []).filter((it) => it.uploadId === null && it.refusal === null)
      if (due.length === 0) return
      const ended = await Promise.allSettled(due.slice(0, abreast).map((photo) => upload(id, photo)))
      for (const it of ended) if (it.status === 'rejected') throw it.reason
    }
  }

  async function upload(id: string, { id: photoId, purpose, key }: DraftPhoto): Promise<void> {
    showProgress(photoId, 0)
    try {
      const uploadId = await withConsent(() =>
        ports.upload({ photoId, purpose, key }, (done) => showProgress(photoId, done)),
      )
      // Taken out while it was on its way.
      if (draftOf(id)?.photos.some((it) => it.id === photoId)) changePhoto(id, photoId, { uploadId })
      else dropUploads([uploadId])
    } catch (fault) {
      if (fault instanceof PhotoLost) {
        changePhoto(id, photoId, { refusal: '这张照片手机里找不到了，请重拍一张' })
        return
      }
      const refusal = haltOrRefusal(fault)
      changePhoto(id, photoId, { refusal: refusal.detail })
    } finally {
      showProgress(photoId, undefined)
    }
  }

  async function send(id: string): Promise<void> {
    const draft = draftOf(id)
    if (!draft) return
    const sending = draft.sending ?? {
      key: await ports.newKey(),
      body: JSON.stringify(bodyOf(draft, ports.now())),
    }
    if (!draft.sending) changeDraft(id, () => ({ sending, refusal: null }))
    const sent = JSON.parse(sending.body) as { photoIds?: string[] }
    try {
      const claim = await withConsent(() => call(draft, sent, sending.key))
      ports.onClaim(claim)
      settle(id, claim.id, sent.photoIds ?? [])
    } catch (fault) {
      await refuse(id, haltOrRefusal(fault), sent.photoIds ?? [])
    }
  }

  function call(draft: Draft, body: object, key: string): Promise<AidClaim> {
    const { claimId, policyId, task } = draft
    if (claimId === null) return ports.file(policyId ?? '', body as FileBody, key)
    return task === 'objection'
      ? ports.object(claimId, body as ObjectionBody, key)
      : ports.addPapers(claimId, body as PapersBody, key)
  }

  function settle(id: string, claimId: string, uploadIds: readonly string[]): void {
    changeDraft(id, ({ photos }) => ({
      claimId,
      sending: null,
      refusal: null,
      photos: photos.map((it) => (uploadIds.includes(it.uploadId ?? '') ? { ...it, given: true } : it)),
    }))
    useOutbox.setState(({ filed }) => ({ filed: { ...filed, [id]: claimId } }))
    if (draftOf(id)?.task !== 'claim') dropDraft(id)
  }

  /** The server's no: what was typed stays, to be put right. */
  async function refuse(
    id: string,
    { code, detail, field, heldId }: Refusal,
    uploadIds: readonly string[],
  ): Promise<void> {
    const named = uploadIds[Number(/^photoIds\.(\d+)/.exec(field ?? '')?.[1] ?? Number.NaN)]
    const meant = ({ uploadId }: DraftPhoto) =>
      uploadId !== null && (named === undefined ? uploadIds.includes(uploadId) : uploadId === named)
    const change = (change: Partial<DraftPhoto>) => {
      changeDraft(id, ({ photos }) => ({
        sending: null,
        photos: photos.map((it) => (meant(it) ? { ...it, ...change } : it)),
      }))
      again = true
    }
    const known = (draftOf(id)?.photos ?? []).filter(meant)
    // It got there by an earlier try.
    if (code === 'photo-sent' && known.length > 0) {
      change({ given: true })
      return
    }
    // The server has deleted what lay there too long; the file is still on this phone.
    if (code === 'photo-unknown' && known.some((it) => !anew.has(it.id))) {
      for (const it of known) {
        anew.add(it.id)
        changePhoto(id, it.id, { uploadId: null, key: await ports.newKey() })
      }
      change({})
      return
    }
    changeDraft(id, ({ claimId, task }) => ({
      sending: null,
      wanted: task === 'claim' && claimId !== null,
      refusal: { code, detail, field: field ?? null, heldId },
    }))
  }

  /** Where the server knows of no consent and one was given on this phone, that goes first. */
  async function withConsent<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== 'consent-required') throw fault
    }
    const { agreed } = useDrafts.getState()
    if (!agreed) {
      useDrafts.setState({ told: null })
      useOutbox.setState({ consentDue: true })
      throw new Halt(false)
    }
    try {
      await ports.agree(agreed)
      // Said once: whoever takes his consent back is asked again.
      useDrafts.setState({ agreed: null, told: agreed.version })
    } catch (fault) {
      if (fault instanceof Refusal && fault.code === 'consent-outdated') {
        useDrafts.setState({ agreed: null, told: null })
        useOutbox.setState({ consentDue: true })
        throw new Halt(false)
      }
      throw fault
    }
    return act()
  }

  return { pump }
}

/** A refusal that is for good; else the round ends here. */
function haltOrRefusal(fault: unknown): Refusal {
  if (isSessionLost(fault)) throw new Halt(false)
  if (isPassing(fault)) throw new Halt(true)
  if (fault instanceof Refusal) return fault
  throw fault
}

const hasMore = ({ claimId, photos }: Draft): boolean =>
  claimId === null || photos.some((it) => it.uploadId !== null && !it.given)

/** Wanted, and nothing stands in its way: photos that the server refused are put right or taken out first. */
const isDue = ({ wanted, sending, task, refusal, photos, policyId, claimId }: Draft): boolean =>
  wanted &&
  (policyId ?? claimId) !== null &&
  sending === null &&
  refusal === null &&
  (task === 'claim' || photos.every((it) => it.uploadId !== null))

function bodyOf(draft: Draft, now: number): object {
  if (draft.claimId === null) return fileBody(draft, now)
  return draft.task === 'objection' ? objectionBody(draft) : papersBody(draft)
}

function showProgress(photoId: string, done: number | undefined): void {
  const { progress } = useOutbox.getState()
  const before = progress[photoId]
  if (done === undefined) {
    const { [photoId]: _, ...others } = progress
    useOutbox.setState({ progress: others })
  } else if (before === undefined || done - before >= progressStep || done === 1) {
    useOutbox.setState({ progress: { ...progress, [photoId]: done } })
  }
}
