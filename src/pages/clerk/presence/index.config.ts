export default definePageConfig({ navigationBarTitleText: '到站码' })
