import { useEffect, useState } from 'react'
import type { ClaimKind, PhotoPurpose } from '@/contract'
import { PhotoRefused, takePhoto } from '@/platform'
import { serverNow } from '@/platform/call'
import { newKey } from '@/platform/new-key'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { addDraft, changeDraft, changePhoto, dropDraft, dropPhoto, useDrafts } from './drafts'
import { useOutbox } from './outbox'
import { sendOut } from './send-out'

export interface Begun {
  policyId: string | null
  kind: ClaimKind
  familyCode?: string
  holder?: string
}

/** Begins a claim on this phone. Nothing of it goes anywhere yet. */
export async function beginClaim(begun: Begun): Promise<string> {
  const id = await newKey()
  addDraft({ id, task: 'claim', begunAt: serverNow(), ...begun })
  return id
}

/** Begins papers for a claim, or an objection; the one that is being written already, where there is one. */
export async function beginFor(task: 'papers' | 'objection', claimId: string): Promise<string> {
  const open = useDrafts.getState().drafts.find((it) => it?.task === task && it.claimId === claimId)
  if (open) return open.id
  const id = await newKey()
  addDraft({ id, task, claimId, begunAt: serverNow() })
  return id
}

/** The draft of this task for a claim, begun as soon as the page opens. */
export function useBegun(task: 'papers' | 'objection', claimId: string): string | undefined {
  const [id, setId] = useState<string>()
  useEffect(() => {
    let live = true
    void beginFor(task, claimId).then((begun) => live && setId(begun))
    return () => {
      live = false
    }
  }, [task, claimId])
  return id
}

const photoFaults: Record<PhotoRefused['kind'], string> = {
  denied: '没让用相机和相册。在手机设置里打开，再点一次；不拍也能先报上去',
  unreadable: '这张没存下来，再拍一次',
  full: '手机里没地方存照片了。删掉些东西再拍；不拍也能先报上去',
}

export interface PhotoTaking {
  take: (purpose: PhotoPurpose) => void
  /** Why there is no picture. */
  fault: string | undefined
}

/** Takes photos into a draft; each goes out by itself. */
export function usePhotoTaking(draftId: string): PhotoTaking {
  const [fault, setFault] = useState<string>()
  const take = async (purpose: PhotoPurpose) => {
    setFault(undefined)
    try {
      const taken = await takePhoto()
      if (!taken) return
      const photo = { ...taken, purpose, key: await newKey(), uploadId: null, given: false, refusal: null }
      changeDraft(draftId, ({ photos }) => ({ photos: [...photos, photo] }))
      sendOut()
    } catch (thrown) {
      if (!(thrown instanceof PhotoRefused)) throw thrown
      setFault(photoFaults[thrown.kind])
    }
  }
  return { take: (purpose) => void take(purpose), fault }
}

/** Once more: a photo that did not go. */
export async function retryPhoto(draftId: string, photoId: string): Promise<void> {
  changePhoto(draftId, photoId, { refusal: null, key: await newKey() })
  sendOut()
}

/** Takes a photo out, also of the server. */
export function removeFrom(draftId: string, photoId: string): void {
  dropPhoto(draftId, photoId)
  sendOut()
}

/** It is not to go, with all that belongs to it. */
export function discard(draftId: string): void {
  dropDraft(draftId)
  sendOut()
}

/** It is to go: at once, or as soon as there is a network. */
export function want(draftId: string): void {
  changeDraft(draftId, () => ({ wanted: true, refusal: null }))
  sendOut()
}

/** He has read what his medical papers are used for, and agreed. */
export function agreeToPapersHere(): void {
  useDrafts.setState({ agreed: { version: consentTexts.health.version, textHash: consentHash('health') } })
  useOutbox.setState({ consentDue: false })
  sendOut()
}

/** Whether he has to be asked first; `given`: the server knows of his consent. */
export function useConsentDue(given: boolean): boolean {
  const { version } = consentTexts.health
  const here = useDrafts((it) => it.agreed?.version === version || it.told === version)
  const due = useOutbox((it) => it.consentDue)
  return due || (!here && !given)
}
