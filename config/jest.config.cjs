const { availableParallelism } = require('node:os')
const root = require('node:path').resolve(__dirname, '..')

// The rules are of Asia/Shanghai wherever the machine is: a test that passes only there would hide a fault.
process.env.TZ = 'America/New_York'

const swc = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', tsx },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
]

/** Packages published as ES modules only. */
const modules = [
  '@noble|@stablelib|uuid|kdbush|geokdbush|supercluster|tinyqueue|uqr|until-async|rettime|@open-draft',
  'flydrive|@poppinss|case-anything|slugify|pluralize|flattie|title-case',
  'tslib|@stencil|swiper|@tarojs|lodash-es|query-string|decode-uri-component|filter-obj|split-on-first|is-mobile',
].join('|')

const common = {
  rootDir: root,
  testEnvironment: 'node',
  transform: { '\\.[cm]?[jt]sx$': swc(true), '\\.[cm]?[jt]s$': swc(false) },
  transformIgnorePatterns: [`/node_modules/(?!(${modules})/)`],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1' },
  restoreMocks: true,
}

const postgres = {
  globalSetup: '<rootDir>/test/support/postgres-setup.ts',
  globalTeardown: '<rootDir>/test/support/postgres-teardown.ts',
}

/** Pages as H5 shows them, on jsdom. */
const rendered = {
  testEnvironment: 'jest-fixed-jsdom',
  setupFiles: ['<rootDir>/test/support/rendered-setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/reset-stores.ts'],
  moduleNameMapper: {
    ...common.moduleNameMapper,
    '\\.s?css(\\.js)?$': '<rootDir>/test/support/no-styles.ts',
    '^@tarojs/taro$': '<rootDir>/test/support/taro.ts',
    '^@tarojs/components$': '<rootDir>/test/support/taro-components.js',
  },
}

module.exports = {
  rootDir: root,
  // Jest itself would leave one core of two idle.
  maxWorkers: Math.min(4, availableParallelism()),
  // A busy machine is no fault: what takes this long hangs.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/config/jest-counts.cjs'],
  projects: [
    { ...common, displayName: 'rules', testMatch: ['<rootDir>/test/{rules,bundle}/**/*.test.ts'] },
    { ...common, displayName: 'fences', testMatch: ['<rootDir>/test/fences/**/*.test.ts'] },
    { ...common, ...postgres, displayName: 'server', testMatch: ['<rootDir>/test/server/**/*.test.ts'] },
    { ...common, ...postgres, displayName: 'races', testMatch: ['<rootDir>/test/races/**/*.test.ts'] },
    {
      ...common,
      ...rendered,
      displayName: 'ui',
      testMatch: ['<rootDir>/test/{ui,platform,features}/**/*.test.ts?(x)'],
    },
    {
      ...common,
      ...postgres,
      ...rendered,
      displayName: 'journeys',
      testMatch: ['<rootDir>/test/journeys/**/*.test.ts'],
    },
    {
      ...common,
      ...postgres,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/browser/setup.ts',
    },
    {
      ...common,
      ...postgres,
      displayName: 'weapp',
      testMatch: ['<rootDir>/test/weapp/**/*.test.ts'],
      globalSetup: '<rootDir>/test/weapp/setup.ts',
    },
  ],
}
