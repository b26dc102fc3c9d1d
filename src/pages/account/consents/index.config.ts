export default definePageConfig({ navigationBarTitleText: '同意和撤回' })
