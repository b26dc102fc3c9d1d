import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Who answers a production mini-program that was built without TARO_APP_API_BASE: nobody (RFC 2606). */
const nobody = 'https://api.nuanxin.invalid'
const localApi = 'http://127.0.0.1:8080'

/**
 * Every TARO_APP_* the client may read, with the value it is built with. A name missing here would build and then
 * throw `process is not defined` on the phone, so this is the only list.
 *
 * Set them in the shell or in .env.local; `--mode tab` and `--mode local` choose the two special builds.
 * Ends the build with one line when a value cannot work.
 */
export function clientEnvironment(mode: string, given: NodeJS.ProcessEnv = process.env) {
  const weapp = given.TARO_ENV === 'weapp'
  const environment = {
    /** Where the API lives, without a slash at the end. On H5 '' means: where the page came from. */
    TARO_APP_API_BASE: (given.TARO_APP_API_BASE ?? defaultApiBase(weapp, mode)).replace(/\/+$/, ''),
    /** Where others reach the H5 build (https://…): certificates' QR codes lead there. '' on H5: where the page came from. */
    TARO_APP_SITE: given.TARO_APP_SITE ?? '',
    /** 'tab': the API runs in the browser tab itself (mock/browser.ts); '' otherwise. */
    TARO_APP_MOCK: mode === 'tab' ? 'tab' : '',
    /** 'off' builds the mini-program without joining mutual aid, for accounts without the licence it needs. */
    TARO_APP_PURCHASE: given.TARO_APP_PURCHASE ?? 'on',
    /** Tiles of the map on H5, in GCJ-02: https://…/{z}/{x}/{y}.png. '' draws stations on plain ground. */
    TARO_APP_TILES: weapp ? '' : (given.TARO_APP_TILES ?? ''),
    /** Whom their terms want named on the map. */
    TARO_APP_TILES_CREDIT: weapp ? '' : (given.TARO_APP_TILES_CREDIT ?? ''),
    /** Names the shapes of the API, so that replies cached under other shapes are not read back. */
    TARO_APP_CONTRACT: fingerprint('src/contract'),
  }
  if (weapp && mode === 'production' && !environment.TARO_APP_API_BASE.startsWith('https://')) {
    refuse('TARO_APP_API_BASE must start with https:// in a production mini-program')
  }
  if (!['on', 'off'].includes(environment.TARO_APP_PURCHASE)) {
    refuse(`TARO_APP_PURCHASE is "${environment.TARO_APP_PURCHASE}", but must be on or off`)
  }
  return environment
}

function refuse(reason: string): never {
  console.error(reason)
  process.exit(1)
}

function defaultApiBase(weapp: boolean, mode: string): string {
  if (!weapp) return ''
  if (mode === 'local') return localApi
  console.warn(`TARO_APP_API_BASE is not set: this build asks ${nobody}, where nobody answers`)
  return nobody
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 8)
}
