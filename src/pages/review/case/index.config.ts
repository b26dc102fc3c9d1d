export default definePageConfig({ navigationBarTitleText: '案子' })
