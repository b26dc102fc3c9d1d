export default definePageConfig({ navigationBarTitleText: '找一个地方' })
