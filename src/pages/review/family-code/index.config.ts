export default definePageConfig({ navigationBarTitleText: '给家人一个码' })
