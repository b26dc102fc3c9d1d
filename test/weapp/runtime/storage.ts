/** WeChat's limits. */
const maxBytesOfKey = 1024 * 1024
const maxBytes = 10 * 1024 * 1024
const maxBytesOfFiles = 200 * 1024 * 1024

/** What a phone keeps of a mini-program; it outlives the app. Values are kept as JSON. */
export class Storage {
  /** Subpackages that were downloaded once. */
  readonly packages = new Set<string>()
  private readonly kept = new Map<string, string>()
  /** Its files, by their paths: texts, and bytes. */
  readonly files = new Map<string, string | Uint8Array>()
  /** What all of its files may take together. */
  roomForFiles = maxBytesOfFiles

  get(key: string): string | undefined {
    return this.kept.get(key)
  }

  /** Throws in WeChat's words where there is no room. */
  set(key: string, json: string): void {
    const bytes = Buffer.byteLength(json)
    if (bytes > maxBytesOfKey) throw new Error('entry size limit reached')
    if (this.bytes - Buffer.byteLength(this.kept.get(key) ?? '') + bytes > maxBytes)
      throw new Error('exceed storage max size 10Mb')
    this.kept.set(key, json)
  }

  remove(key: string): void {
    this.kept.delete(key)
  }

  clear(): void {
    this.kept.clear()
  }

  /** Throws in WeChat's words where there is no room. */
  setFile(path: string, content: string | Uint8Array): void {
    let bytes = Buffer.byteLength(content)
    for (const [other, kept] of this.files) if (other !== path) bytes += Buffer.byteLength(kept)
    if (bytes > this.roomForFiles) throw new Error('the maximum size of the file storage limit is exceeded')
    this.files.set(path, content)
  }

  get keys(): string[] {
    return [...this.kept.keys()]
  }

  get bytes(): number {
    let sum = 0
    for (const json of this.kept.values()) sum += Buffer.byteLength(json)
    return sum
  }
}
