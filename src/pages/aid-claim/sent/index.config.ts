export default definePageConfig({ navigationBarTitleText: '出事了' })
