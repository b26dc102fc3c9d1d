export default definePageConfig({ navigationBarTitleText: '查凭证' })
