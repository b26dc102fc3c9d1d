import type { IPluginContext } from '@tarojs/service'
import { resolve } from 'node:path'
import { ariaAttributes } from './attributes'

interface MiniPlatform {
  runtimePath: string | string[]
  template?: { mergeComponents(ctx: IPluginContext, patch: object): void }
}

/** Lets aria-role and aria-label through to WeChat. */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: MiniPlatform) {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, ariaAttributes)
      platform.runtimePath = [platform.runtimePath, resolve(__dirname, 'runtime.ts')].flat()
    },
  })
}
