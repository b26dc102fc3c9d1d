export default definePageConfig({ navigationBarTitleText: '办到哪了', enablePullDownRefresh: true })
