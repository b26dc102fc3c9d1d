/** WeChat's own require, which webpack leaves alone. */
declare const __non_webpack_require__: { async(file: string): Promise<unknown> }

// Written out: WeChat's tools leave out of a package what nothing names. Paths are from where the main package's code lies.
const packages = {
  scans: () => __non_webpack_require__.async('./pages/clerk/late.js'),
  claims: () => __non_webpack_require__.async('./pages/aid-claim/late.js'),
}
const arrived = new Map<string, unknown>()

/**
 * In WeChat: what runs without a page and yet lies in a subpackage, for few phones ever need it. Rejects where the package
 * is not on the phone and cannot come.
 */
export async function latePart<Part>(name: keyof typeof packages): Promise<Part> {
  if (!arrived.has(name)) await packages[name]()
  return arrived.get(name) as Part
}

/** Hands over such a part; its package does so as it is run. */
export function handOver(name: keyof typeof packages, part: unknown): void {
  arrived.set(name, part)
}
