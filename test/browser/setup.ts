import { buildH5 } from '../../server/build-h5'
import startPostgres from '../support/postgres-setup'

/**
 * Jest's globalSetup: the H5 builds that are tried in a browser, made anew only where their sources changed, and a PostgreSQL
 * for an API whose clock and doors are a test's own.
 */
export default async function setUp(): Promise<void> {
  const never = new AbortController().signal
  for (const build of ['h5', 'h5-tab'] as const) {
    const begun = Date.now()
    if ((await buildH5(() => undefined, never, build)) === 'as it was') continue
    process.stdout.write(`Built dist/${build} in ${Math.round((Date.now() - begun) / 1000)} s\n`)
  }
  await startPostgres()
}
