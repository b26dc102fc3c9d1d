import { sha256 } from '@noble/hashes/sha2.js'
import type { Station } from '@/contract'
import { toBase64url, utf8 } from '@/rules/encoding'
import { packStations } from '@/rules/station-pack'

/** A pack as it is sent. */
export interface WrittenPack {
  readonly json: Uint8Array<ArrayBuffer>
  readonly gzipped: Uint8Array<ArrayBuffer>
  /** Of what the pack says of its stations, not of when it was made: every process gives the same. */
  readonly etag: string
}

/** Writes the pack of a city from all its stations, in the order of their ids; `now` in epoch ms. */
export async function makePack(
  city: string,
  stations: readonly Station[],
  now: number,
): Promise<WrittenPack> {
  const pack = packStations(city, stations, now)
  const json = utf8(JSON.stringify(pack)) as Uint8Array<ArrayBuffer>
  const content = utf8(JSON.stringify({ ...pack, madeAt: undefined }))
  return {
    json,
    gzipped: await gzip(json),
    etag: `W/"${toBase64url(sha256(content).subarray(0, 18))}"`,
  }
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(zipped).arrayBuffer())
}
