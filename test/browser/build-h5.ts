import { buildH5 } from '../../server/build-h5'

/** Jest's globalSetup: the H5 builds that are tried in a browser, made anew only where their sources changed. */
export default async function buildForBrowser(): Promise<void> {
  const never = new AbortController().signal
  for (const build of ['h5', 'h5-tab'] as const) {
    const begun = Date.now()
    if ((await buildH5(() => undefined, never, build)) === 'as it was') continue
    process.stdout.write(`Built dist/${build} in ${Math.round((Date.now() - begun) / 1000)} s\n`)
  }
}
