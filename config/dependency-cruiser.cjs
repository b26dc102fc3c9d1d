/** The fences between the parts of the house. test/fences plants a violation of each. */

/** Pure libraries that the rules may use. */
const pure = 'node_modules/(@noble/(hashes|curves)|dayjs|kdbush|geokdbush|tinyqueue)/'

/** What the mock is handed from the server: the app itself, and the types and helpers of its database and ports. */
const handedToMock =
  '^server/(app|ports|adapters/(pay|transfer)-sandbox|roster/compare)\\.ts$|^server/database/(database|driver-faults|migrate)\\.ts$|^server/database/migrations/'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'Modules that need each other are one module, or lack a third.',
      {},
      { circular: true },
    ),
    forbid('resolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'feature-apart',
      'A feature never imports another: pages compose them.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/', pathNot: '^src/features/$1/' },
    ),
    forbid(
      'feature-door',
      'The only door of a feature is its index.',
      { path: '^(src/(?!features/)|server/|mock/)' },
      { path: '^src/features/[^/]+/', pathNot: '^src/features/[^/]+/index\\.tsx?$' },
    ),
    forbid(
      'pages-on-top',
      'Nothing imports a page: the platform opens it by its route.',
      { path: '^src/', pathNot: '^src/pages/' },
      { path: '^src/pages/' },
    ),
    forbid(
      'rules-pure',
      'Rules import rules, types of the contract and the pure libraries named, nothing else.',
      { path: '^src/rules/' },
      { pathNot: ['^src/(rules|contract)/', pure] },
    ),
    forbid(
      'rules-contract-types',
      'Of the contract, rules take types only.',
      { path: '^src/rules/' },
      { path: '^src/contract/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'contract-plain',
      'The contract imports nothing but zod/mini.',
      { path: '^src/contract/' },
      { pathNot: ['^src/contract/', 'node_modules/zod/mini/'] },
    ),
    forbid(
      'platform-knows-no-feature',
      'The platform knows no feature, page or component.',
      { path: '^src/platform/' },
      { path: '^src/(features|pages|ui)/' },
    ),
    forbid(
      'ui-knows-no-feature',
      'The design system knows no feature, page, endpoint or rule.',
      { path: '^src/ui/' },
      { path: '^src/(features|pages|contract|rules)/' },
    ),
    forbid(
      'client-in-src',
      'Taro and React are the client’s.',
      { path: '^(server|mock)/' },
      { path: 'node_modules/(@tarojs/|react|react-dom/)' },
    ),
    forbid(
      'server-from-src',
      'Of src the server takes the contract and the rules.',
      { path: '^server/' },
      { path: '^src/', pathNot: '^src/(contract|rules)/' },
    ),
    forbid(
      'mock-from-src',
      'Of src the mock takes the contract and the rules.',
      { path: '^mock/' },
      { path: '^src/', pathNot: '^src/(contract|rules)/' },
    ),
    forbid(
      'mock-from-server',
      'Of the server the mock takes createApp and what that is handed.',
      { path: '^mock/' },
      { path: '^server/', pathNot: handedToMock },
    ),
    forbid(
      'server-without-mock',
      'Only where the API is put together are demo data loaded, and lazily.',
      { path: '^server/' },
      { path: '^mock/', dependencyTypesNot: ['dynamic-import'] },
    ),
    forbid(
      'src-without-server-or-mock',
      'The client imports neither the server nor the mock; app.tsx has the one lazy door.',
      { path: '^src/', pathNot: '^src/app\\.tsx$' },
      { path: '^(server|mock)/' },
    ),
    forbid(
      'one-lazy-door',
      'app.tsx opens mock/browser.ts lazily, and nothing else.',
      { path: '^src/app\\.tsx$' },
      { path: '^(server|mock)/', pathNot: '^mock/browser\\.ts$' },
    ),
    forbid(
      'the-door-is-lazy',
      'A static import would put the whole API into every build.',
      { path: '^src/app\\.tsx$' },
      { path: '^mock/', dependencyTypesNot: ['dynamic-import'] },
    ),
    forbid(
      'nothing-from-test',
      'What ships imports no tests.',
      { path: '^(src|server|mock|config)/' },
      { path: '^test/' },
    ),
    forbid(
      'sql-drivers',
      'Drivers of SQL live in server/database, PGlite in mock/pglite-database.ts.',
      { path: '^(src|server|mock)/', pathNot: '^server/database/|^mock/pglite-database\\.ts$' },
      { path: 'node_modules/(pg|pg-[^/]+|@electric-sql/[^/]+)/' },
    ),
    forbid(
      'no-dev-dependency',
      'What ships depends on what is installed with it.',
      { path: '^(src|server|mock)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
}
