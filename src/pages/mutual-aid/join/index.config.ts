export default definePageConfig({ navigationBarTitleText: '参加互助' })
