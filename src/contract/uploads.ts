import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { count, idParams, timestamp, uuid } from './shapes'

/** What a photo shows: 受伤的地方, 病历或诊断, 医院收费单, 事故现场, 出入院记录, 伤残评定, 死亡证明, 别的. */
export const photoPurpose = z.enum([
  'injury',
  'diagnosis',
  'bill',
  'scene',
  'hospital-stay',
  'disability',
  'death',
  'other',
])
export type PhotoPurpose = z.output<typeof photoPurpose>

/** Bytes of a photo at most. */
export const MAX_PHOTO = 10 * 1024 * 1024

export const photo = z
  .object({
    id: uuid,
    purpose: photoPurpose,
    /** As it is kept: turned upright, without what the camera wrote into it. */
    width: count,
    height: count,
    bytes: count,
    uploadedAt: timestamp,
    /** While it belongs to no claim: when it will be deleted. */
    expiresAt: z.nullable(timestamp),
  })
  .register(z.globalRegistry, { id: 'Photo' })
export type Photo = z.output<typeof photo>

export const uploadPhoto = endpoint({
  method: 'POST',
  path: '/v1/uploads',
  summary:
    'Uploads one photo for a claim to come or to be added to: JPEG, PNG, WebP or HEIC as far as the server reads it, by its content. Under one key it is one photo.',
  auth: 'member',
  body: z.strictObject({ purpose: photoPurpose }),
  upload: { field: 'photo', maxBytes: MAX_PHOTO },
  consents: ['health'],
  keyed: true,
  success: 201,
  reply: z.object({ photo }),
  refusals: [
    'photo-empty',
    'not-a-photo',
    'photo-unreadable',
    'photo-heic',
    'photo-too-large',
    'photo-too-many-pixels',
    'photos-unsent-full',
  ],
})

export const getPhoto = endpoint({
  method: 'GET',
  path: '/v1/uploads/{id}',
  summary:
    'A photo: of the caller’s own claims and uploads, or, for a reviewer, of a case that is open. Each look of a reviewer is logged.',
  auth: 'member',
  params: idParams,
  query: z.object({
    /** small: 480 px on its longer side, at most. */
    size: z._default(z.enum(['full', 'small']), 'full'),
  }),
  success: 200,
  download: 'image/jpeg',
  reply: z.undefined(),
  refusals: ['not-found', 'case-closed', 'own-case', 'relative-case'],
})

export const deletePhoto = endpoint({
  method: 'DELETE',
  path: '/v1/uploads/{id}',
  summary: 'Deletes an upload of the caller that belongs to no claim yet.',
  auth: 'member',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found', 'photo-sent'],
})
