import startPostgres from '../support/postgres-setup'
import { buildWeapp } from './build-weapp'

/** Jest's globalSetup: the mini-program as WeChat would get it, and a PostgreSQL for the API that it talks to. */
export default async function setUp(): Promise<void> {
  await buildWeapp()
  await startPostgres()
}
