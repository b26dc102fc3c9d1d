import { Disk, errors } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { ServiceFault, type Files } from '../ports'

/** Where photos lie: a folder that all processes share, or a bucket of whatever speaks S3. */
export type StorageOptions =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3'
      readonly endpoint: string | undefined
      readonly region: string
      readonly bucket: string
      readonly keyId: string
      readonly secret: string
    }

const ATTEMPTS = 3
const TIMEOUT_MS = 20_000

export function createFiles(options: StorageOptions): Files {
  let opened: Promise<Disk> | undefined
  const open = () => (opened ??= driverOf(options).then((driver) => new Disk(driver)))
  const guarded = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      // Its message may name folders and buckets; the cause keeps it.
      throw new ServiceFault('busy', `storage: ${what}`, { cause })
    }
  }
  return {
    put: (name, bytes) => guarded('put', async () => (await open()).put(pathOf(name), bytes)),
    get: (name) =>
      guarded('get', async () => {
        const disk = await open()
        try {
          return await disk.getBytes(pathOf(name))
        } catch (error) {
          if (await isMissing(error, () => disk.exists(pathOf(name)))) return undefined
          throw error
        }
      }),
    remove: (name) => guarded('remove', async () => (await open()).delete(pathOf(name))),
  }
}

const isMissing = async (error: unknown, exists: () => Promise<boolean>): Promise<boolean> =>
  error instanceof errors.E_CANNOT_READ_FILE && !(await exists())

/** Spread over 256 folders: `a1/a1b2…`. */
const pathOf = (name: string): string => `${name.slice(0, 2)}/${name}`

/** Amazon's library is large, and loaded only where photos lie in a bucket. */
async function driverOf(options: StorageOptions) {
  if (options.kind === 'folder') return new FSDriver({ location: options.folder, visibility: 'private' })
  const { bucket, endpoint, keyId, region, secret } = options
  const { S3Driver } = await import('flydrive/drivers/s3')
  return new S3Driver({
    bucket,
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    visibility: 'private',
    // Of the services in China some know no ACL of single objects: the bucket is private.
    supportsACL: false,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS },
    // Checksums that services other than Amazon's do not know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}
