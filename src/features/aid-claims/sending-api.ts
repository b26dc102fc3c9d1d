import { api, type AidClaim, type CallInput } from '@/contract'
import { call } from '@/platform/call'
import { callWithPhoto } from '@/platform/photo-call'
import type { AgreedText } from './drafts'

/** Uploads one photo of this phone; under one key it is one photo. Gives the server's id of it. */
export const uploadPhoto = async (
  { photoId, purpose, key }: { photoId: string; key: string } & CallInput<typeof api.uploadPhoto>['body'],
  onProgress: (done: number) => void,
): Promise<string> =>
  (await callWithPhoto(api.uploadPhoto, { body: { purpose }, key }, { photoId, onProgress })).photo.id

/** Deletes an upload that belongs to no claim. Throws a Refusal `not-found`, `photo-sent`. */
export async function deleteUpload(id: string): Promise<void> {
  await call(api.deletePhoto, { params: { id } })
}

/** What a claim is filed with. */
export type FileBody = CallInput<typeof api.fileClaim>['body']
/** What is added to one. */
export type PapersBody = CallInput<typeof api.addPapers>['body']
/** What one objects with. */
export type ObjectionBody = CallInput<typeof api.objectToRefusal>['body']

/** Files a claim; safe to repeat under the same key. Throws a Refusal that names the field. */
export const fileClaim = async (policyId: string, body: FileBody, key: string): Promise<AidClaim> =>
  (await call(api.fileClaim, { params: { id: policyId }, body, key })).claim

/** Adds papers to a claim; safe to repeat under the same key. */
export const addPapers = async (id: string, body: PapersBody, key: string): Promise<AidClaim> =>
  (await call(api.addPapers, { params: { id }, body, key })).claim

/** Objects to a refusal; safe to repeat under the same key. */
export const objectToRefusal = async (id: string, body: ObjectionBody, key: string): Promise<AidClaim> =>
  (await call(api.objectToRefusal, { params: { id }, body, key })).claim

/** Consents to a text about medical papers or the bank card. Throws a Refusal `consent-outdated` where there is a newer one. */
export async function agreeTo(purpose: 'health' | 'bank', text: AgreedText): Promise<void> {
  await call(api.putConsent, { body: { purpose, ...text, given: true } })
}
