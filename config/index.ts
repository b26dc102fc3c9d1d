import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import type { IProjectConfig } from '@tarojs/taro/types/compile'
import { clientEnvironment } from './environment'
import { FreshCopies } from './fresh-copies'
import { usedComponents } from './lean/used-components.cjs'

const root = resolve(__dirname, '..')
const inRoot = (path: string) => resolve(root, path)

/** What Taro's loaders write into the app and its pages without telling webpack what they read: a screen would be missing. */
const screenConfigs = [
  'src/app.config.ts',
  'src/platform/routes.ts',
  ...readdirSync(inRoot('src/pages'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.config.ts'))
    .sort()
    .map((file) => `src/pages/${file}`),
]

/** Published as modern JavaScript, which older phones cannot parse. */
const modernPackages =
  /[\\/]node_modules[\\/](@noble|@stablelib|@tanstack|gcoord|geokdbush|idb-keyval|jsqr|kdbush|tinyqueue|uqr|use-sync-external-store|zod|zustand)[\\/]/

/** The look is drawn 390 wide. On weapp a px becomes rpx; on H5 rem, whose size src/index.html sets. */
const designWidth = 390

/** WeChat's map takes pictures for its markers; they go into the package of the page that shows it. */
const mapIcons = 'pages/station/map/icons'

/** What the app fetches of a subpackage that no page of it was opened for. */
const lateParts = ['pages/clerk/late', 'pages/aid-claim/late']

/** How deep templates are written out; a screen that is deeper goes on in a component. (Taro's types lack it.) */
const levels: object = { baseLevel: 10 }

export default defineConfig<'webpack5'>((_merge, { mode }) => {
  const weapp = process.env.TARO_ENV === 'weapp'
  const tab = mode === 'tab'
  const outputRoot = weapp ? 'dist/weapp' : tab ? 'dist/h5-tab' : 'dist/h5'
  const environment = clientEnvironment(mode)

  const cache = {
    enable: true,
    name: `${process.env.TARO_ENV}-${mode}-${process.env.NODE_ENV}`,
    // Taro's loaders write an empty page when only a value in it changed and the rest came from the cache.
    version: JSON.stringify([environment, usedComponents()]),
    buildDependencies: {
      nuanxin: [
        'config/index.ts',
        'config/environment.ts',
        'config/babel.cjs',
        'config/babel-contract.cjs',
        'config/lean/babel-components.cjs',
        'package.json',
        ...screenConfigs,
      ].map(inRoot),
    },
  }

  const config: UserConfigExport<'webpack5'> = {
    projectName: 'nuanxin',
    framework: 'react',
    plugins: [inRoot('config/aria/plugin.ts'), inRoot('config/lean/plugin.ts')],
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // Taro's progress bars are for a terminal.
    logger: { quiet: !process.stdout.isTTY, stats: false },
    cache,
    sourceRoot: 'src',
    outputRoot,
    designWidth,
    deviceRatio: { 390: 750 / 390 },
    alias: { '@': inRoot('src') },
    env: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    jsMinimizer: 'terser',
    cssMinimizer: 'csso',
    // Taro quotes keys by default, which turns a private field into #"x": the build is green and the page dead.
    terser: {
      enable: true,
      config: {
        // In UTF-8 a Chinese character is half as long as its escape.
        output: { quote_keys: false, keep_quoted_props: false, comments: false, ascii_only: false },
      },
    },
    // cssnano's calc step cannot read rpx.
    csso: { enable: true, config: { calc: false } },
    mini: {
      // WeChat's tools keep their own settings beside the build.
      output: { clean: { keep: /^project\.(private\.)?config\.json$/ } },
      optimizeMainPackage: { enable: true },
      // React sets no HTML, and the parser for it is large.
      runtime: { enableInnerHTML: false },
      experimental: { compileMode: true },
      ...levels,
      compile: { include: [(file: string) => modernPackages.test(file), inRoot('config/lean')] },
      postcss: { pxtransform: { enable: true }, cssModules: { enable: false } },
      webpackChain(chain, webpack) {
        useBabelConfig(chain)
        // Run without a page (src/platform/late.ts).
        for (const late of lateParts)
          chain.plugin(late).use(webpack.EntryPlugin, [root, inRoot(`src/${late}.ts`), late])
        chain
          .plugin('noAddress')
          .use(webpack.NormalModuleReplacementPlugin, [
            /[\\/]@tarojs[\\/]runtime[\\/]dist[\\/]bom[\\/](history|location)\.js$/,
            inRoot('config/lean/no-address.ts'),
          ])
        chain
          .plugin('noHtml')
          .use(webpack.NormalModuleReplacementPlugin, [
            /[\\/]inner-html[\\/]html\.js$/,
            inRoot('config/lean/no-html.ts'),
          ])
        // A page takes of a feature, of the kit and of the contract what it names; through the door all would go into the
        // main package. Likewise what the app fetches late is not to come by the other way, which H5 goes.
        chain.module
          .rule('doors')
          .test(
            /[\\/]src[\\/](contract[\\/][^\\/]+|(ui|features[\\/][^\\/]+)[\\/](index|scan-sync|open-outbox))\.ts$/,
          )
          .merge({ sideEffects: false })
        chain.plugin('freshCopies').use(FreshCopies)
        // TanStack Query needs an AbortController, which WeChat lacks; without one every query stays pending.
        chain
          .plugin('providerPlugin')
          .tap(([names]: object[]) => [
            { ...names, AbortController: [inRoot('src/platform/abort-controller.ts'), 'AbortController'] },
          ])
      },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      useHtmlComponents: true,
      compile: {
        include: [(file: string) => modernPackages.test(file), inRoot('server'), inRoot('mock')],
      },
      postcss: {
        autoprefixer: { enable: true },
        pxtransform: { enable: true },
        cssModules: { enable: false },
      },
      output: {
        clean: true,
        filename: 'js/[name].[contenthash:8].js',
        chunkFilename: 'chunk/[name].[contenthash:8].js',
      },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      webpackChain(chain, webpack) {
        useBabelConfig(chain)
        // Taro's own never begins to refresh and never lets go.
        chain
          .plugin('pullDownRefresh')
          .use(webpack.NormalModuleReplacementPlugin, [
            /components[\\/]pull-down-refresh[\\/]index\.js$/,
            inRoot('src/platform/pull-down-h5.tsx'),
          ])
        chain.performance.hints(false)
        // The other screens are fetched while the first one is looked at: out of signal they could not be opened.
        if (!tab) chain.merge({ module: { parser: { javascript: { dynamicImportPrefetch: true } } } })
        chain.optimization.splitChunks({
          chunks: 'all',
          minSize: 0,
          cacheGroups: {
            default: false,
            defaultVendors: false,
            react: {
              name: 'react',
              test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 20,
            },
            // What several screens use, loaded with the first of them.
            shared: { name: 'shared', minChunks: 2, priority: 10 },
          },
        })
        if (!tab) return
        chain.module
          .rule('migrations')
          .test(/\.sql$/)
          .merge({ type: 'asset/source' })
        // Else webpack writes the folder it was built in where PGlite asks for its own address.
        chain
          .plugin('addressOfModules')
          .use(webpack.DefinePlugin, [{ 'import.meta.url': 'self.location.href' }])
        // PGlite asks for these only when it finds itself in Node.
        chain.plugin('pgliteWithoutNode').use(webpack.IgnorePlugin, [
          {
            resourceRegExp: /^(node:.*|fs|fs\/promises|zlib|util|stream|path|module|url|crypto)$/,
            contextRegExp: /[\\/]pglite[\\/]/,
          },
        ])
      },
    },
    copy: {
      patterns: tab
        ? [{ from: 'node_modules/msw/lib/mockServiceWorker.js', to: `${outputRoot}/mockServiceWorker.js` }]
        : weapp
          ? [
              { from: 'src/share.png', to: `${outputRoot}/share.png` },
              { from: `src/${mapIcons}`, to: `${outputRoot}/${mapIcons}` },
            ]
          : [],
      options: {},
    },
  }
  return config
})

type Chain = Parameters<NonNullable<NonNullable<IProjectConfig['h5']>['webpackChain']>>[0]

function useBabelConfig(chain: Chain): void {
  chain.module
    .rule('script')
    .use('babelLoader')
    .tap((options: object) => ({ ...options, configFile: inRoot('config/babel.cjs') }))
}
