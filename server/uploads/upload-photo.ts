import { bytesToHex } from '@noble/hashes/utils.js'
import type { Photo, PhotoPurpose } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { whileConsented } from '../account/consents'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, Repeated, type Intent } from '../http/route'
import { PhotoFault } from '../ports'
import { sealPhoto } from './photo-files'
import { photoTypeOf } from './photo-type'
import { addPhoto, countUnsent, expectFile, findPhotoByKey, showPhoto } from './queries'

const MOST_UNSENT = 60

const refusalOf = {
  'not-a-photo': 'not-a-photo',
  unreadable: 'photo-unreadable',
  'too-many-pixels': 'photo-too-many-pixels',
} as const

/**
 * Takes one photo: looks at its content and not its name, decodes it and writes it anew, so that nothing but pixels is
 * kept. Under one key it is one photo, however often its phone tried.
 */
export async function uploadPhoto(
  context: Context,
  caller: Caller,
  purpose: PhotoPurpose,
  bytes: Uint8Array,
  intent: Intent,
): Promise<Photo | Repeated<Photo>> {
  const { clock, database, newId, ports, random } = context
  const { files, images } = ports
  if (!files || !images) throw new Refusal('unavailable')
  const { workerId } = caller
  const again = async () => {
    const row = await findPhotoByKey(database, workerId, intent.key)
    return row && repeat(intent, row.request_hash, async () => showPhoto(row))
  }
  const earlier = await again()
  if (earlier) return earlier
  const field = 'photo'
  if (bytes.length === 0) throw new Refusal('photo-empty', { field })
  const type = photoTypeOf(bytes)
  if (type === undefined) throw new Refusal('not-a-photo', { field })
  const tooMany = () => new Refusal('photos-unsent-full', { field })
  if ((await countUnsent(database, workerId)) >= MOST_UNSENT) throw tooMany()
  const remade = await images.remake(bytes).catch((error: unknown) => {
    // What is decoded here is decoded without a library for HEIC, which is under patents.
    if (error instanceof PhotoFault && error.kind === 'unreadable' && type === 'heif') {
      throw new Refusal('photo-heic', { field })
    }
    if (error instanceof PhotoFault) throw new Refusal(refusalOf[error.kind], { field })
    throw error
  })
  const now = clock()
  const photo = { id: newId(), file: bytesToHex(random(16)), ...remade }
  const sealed = await sealPhoto(ports.keys, random, photo)
  await expectFile(database, photo.file, new Date(now + DAY))
  for (const it of sealed.files) await files.put(it.name, it.bytes)
  const row = {
    id: photo.id,
    worker_id: workerId,
    purpose,
    width: remade.width,
    height: remade.height,
    bytes: remade.full.length,
    file: photo.file,
    file_key: sealed.fileKey,
    uploaded_at: new Date(now),
    idempotency_key: intent.key,
    request_hash: intent.hash,
  }
  try {
    await whileConsented(database, workerId, ['health'], async (tx) => {
      if ((await countUnsent(tx, workerId)) >= MOST_UNSENT) throw tooMany()
      await addPhoto(tx, row)
    })
  } catch (error) {
    // The same photo came twice at once. This one's file goes within a day.
    const twin = error instanceof DatabaseFault && error.kind === 'duplicate' ? await again() : undefined
    if (twin) return twin
    throw error
  }
  return showPhoto({ ...row, claim_id: null })
}
