export default defineAppConfig({
  pages: ['pages/home/index', 'pages/list/index'],
  window: { navigationStyle: 'custom' },
  lazyCodeLoading: 'requiredComponents',
})
