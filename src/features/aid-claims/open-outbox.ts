import { serverNow } from '@/platform/call'
import { newKey } from '@/platform/new-key'
import type { AidClaim } from '@/contract'
import { type Pumped, createOutbox } from './outbox'
import { addPapers, agreeTo, deleteUpload, fileClaim, objectToRefusal, uploadPhoto } from './sending-api'

/** By which this phone's drafts go out. Told of each claim that something of them has reached. */
export const openOutbox = (onClaim: (claim: AidClaim) => void): { pump(): Promise<Pumped> } =>
  createOutbox({
    upload: uploadPhoto,
    discard: deleteUpload,
    file: fileClaim,
    addPapers,
    object: objectToRefusal,
    agree: (text) => agreeTo('health', text),
    newKey,
    now: serverNow,
    onClaim,
  })
