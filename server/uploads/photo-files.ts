import { fromBase64url, toBase64url, utf8 } from '@/rules/encoding'
import { seal, unseal } from '../account/seal'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { Files, Keys, Random } from '../ports'
import { filesToRemove, noteRemoved, type PhotoRow } from './queries'

/**
 * Photos in the storage. Each lies sealed under a key of its own; that key lies sealed in the photo's row, so that a new
 * data key needs no file written anew, and that deleting the row is the end of the photo at once.
 */

const keysOfFile = (bytes: Uint8Array): Keys => ({
  pepper: new Uint8Array(32),
  identity: bytes,
  voucher: new Uint8Array(32),
})

const sizes = { full: '', small: '-small' } as const
export type PhotoSize = keyof typeof sizes

export interface SealedPhoto {
  /** For the row. */
  readonly fileKey: Uint8Array
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** Seals both sizes of a photo for the storage. */
export async function sealPhoto(
  keys: Keys,
  random: Random,
  photo: { id: string; file: string; full: Uint8Array; small: Uint8Array },
): Promise<SealedPhoto> {
  const own = random(32)
  const sealed = async (size: PhotoSize) => ({
    name: `${photo.file}${sizes[size]}`,
    bytes: await seal(keysOfFile(own), random, `photo:${photo.id}:${size}`, photo[size]),
  })
  return {
    fileKey: await seal(keys, random, `photo:${photo.id}`, utf8(toBase64url(own))),
    files: [await sealed('full'), await sealed('small')],
  }
}

/** A photo as JPEG. Refuses with `not-found` where the storage has lost it. */
export async function openPhoto(
  { ports }: Pick<Context, 'ports'>,
  row: PhotoRow,
  size: PhotoSize,
): Promise<Uint8Array> {
  const own = fromBase64url(
    new TextDecoder().decode(await unseal(ports.keys, `photo:${row.id}`, row.file_key)),
  )
  const bytes = await ports.files?.get(`${row.file}${sizes[size]}`)
  if (!own || !bytes) {
    ports.log.error('A photo is missing in the storage', { photoId: row.id })
    throw new Refusal('not-found')
  }
  return unseal(keysOfFile(own), `photo:${row.id}:${size}`, bytes)
}

/** Removes from the storage what is due; what fails is tried again. Returns how many photos went. */
export async function removeFiles({
  clock,
  database,
  ports,
}: Pick<Context, 'clock' | 'database' | 'ports'>): Promise<number> {
  const { files } = ports
  if (!files) return 0
  let gone = 0
  for (const file of await filesToRemove(database, new Date(clock()))) {
    await removeBoth(files, file)
    await noteRemoved(database, file)
    gone++
  }
  return gone
}

async function removeBoth(files: Files, file: string): Promise<void> {
  for (const suffix of Object.values(sizes)) await files.remove(`${file}${suffix}`)
}
