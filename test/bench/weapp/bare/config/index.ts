import { resolve } from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const babelConfig = resolve(__dirname, '..', '..', '..', '..', '..', 'config', 'babel.cjs')

/** Taro as it comes, minified as ours is. */
const config: UserConfigExport<'webpack5'> = {
  projectName: 'bare',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  logger: { quiet: true, stats: false },
  sourceRoot: 'src',
  outputRoot: process.env.BENCH_OUTPUT ?? 'dist',
  designWidth: 390,
  deviceRatio: { 390: 750 / 390 },
  jsMinimizer: 'terser',
  cssMinimizer: 'csso',
  mini: {
    webpackChain(chain) {
      chain.module
        .rule('script')
        .use('babelLoader')
        .tap((options: object) => ({ ...options, configFile: babelConfig }))
    },
  },
}

export default defineConfig<'webpack5'>(config)
