export default definePageConfig({ navigationBarTitleText: '到站了' })
