export default definePageConfig({ navigationBarTitleText: '手机没电' })
