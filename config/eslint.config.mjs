import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Hooks of a page's life; they say nothing about a platform. */
const pageHooks = [
  'useDidShow',
  'useDidHide',
  'useLoad',
  'useReady',
  'useUnload',
  'usePullDownRefresh',
  'useReachBottom',
  'usePageScroll',
  'useShareAppMessage',
  'useShareTimeline',
  'useTabItemTap',
]

const taroElsewhere = {
  regex: '^@tarojs/(?!taro$|components$)',
  message: 'Part of the build, not of the app.',
}
const onlyPlatform = 'Only src/platform touches Taro and the browser: ask its door, @/platform.'

const noClock = 'The time is an argument (rules) or context.clock (server).'
const noChance = 'Chance is an argument (rules) or context.random (server).'
const clocks = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: noClock },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: noClock },
  { selector: 'CallExpression[callee.name="Date"]', message: noClock },
  { selector: 'CallExpression[callee.name="dayjs"][arguments.length=0]', message: noClock },
  { selector: 'MemberExpression[object.name="performance"]', message: noClock },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: noChance },
  {
    selector: 'MemberExpression[object.name="crypto"][property.name=/^random|^getRandom/]',
    message: noChance,
  },
]

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/', 'pictures/', 'src/custom-tab-bar/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An interface may promise what one of its twins gives at once.
      '@typescript-eslint/require-await': 'off',
      // Objects of functions are taken apart all over; nothing here uses `this` but classes.
      '@typescript-eslint/unbound-method': 'off',
      // `query<Row>` is how a statement's rows get their type.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Names are Chinese: the spread splits them as it should.
      '@typescript-eslint/no-misused-spread': 'off',
      // Drivers type what PostgreSQL calls by number as an enum of their own.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // Twins of a platform's part, and lists that have one member so far, make conditions look needless.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // As slow as they are seldom right here: types of newer phones than riders have; errors told apart by a field.
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.d.ts'],
    rules: {
      // Declarations of others' globals: only a reference brings those in.
      '@typescript-eslint/triple-slash-reference': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    // The two rules that hold in any React; the others run React's compiler, which is not ours, over every file.
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/platform/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@tarojs/taro', message: onlyPlatform }], patterns: [taroElsewhere] },
      ],
      'no-restricted-globals': [
        'error',
        ...['wx', 'fetch', 'XMLHttpRequest', 'localStorage', 'sessionStorage', 'indexedDB', 'navigator'].map(
          (name) => ({ name, message: onlyPlatform }),
        ),
      ],
    },
  },
  {
    files: ['src/pages/**/*.{ts,tsx}', 'src/app.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@tarojs/taro',
              allowImportNames: pageHooks,
              message: `${onlyPlatform} Page hooks are fine.`,
            },
          ],
          patterns: [taroElsewhere],
        },
      ],
    },
  },
  {
    files: ['src/rules/**/*.ts', 'src/contract/**/*.ts', 'server/**/*.ts'],
    // What runs a server, and what ties it to the outside, has a clock of its own.
    ignores: [
      'server/*.ts',
      '!server/app.ts',
      '!server/context.ts',
      '!server/ids.ts',
      '!server/ports.ts',
      'server/adapters/**',
      'server/commands/**',
      'server/database/**',
    ],
    rules: { 'no-restricted-syntax': ['error', ...clocks] },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts', 'mock/**/*.ts'],
    // The server's own log is not there yet, or no more, when these speak.
    ignores: ['server/main.ts', 'server/start.ts', 'server/until-stopped.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // `expect(api.x).toBe…` and rows of any shape read from the database.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
