import type { IPluginContext } from '@tarojs/service'
import { resolve } from 'node:path'

/** Keeps what a compiled template never reads out of setData. */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: { runtimePath: string | string[]; template?: unknown }) {
      if (platform.template)
        platform.runtimePath = [platform.runtimePath, resolve(__dirname, 'runtime.ts')].flat()
    },
  })
}
