export default definePageConfig({ navigationBarTitleText: '互助办了多少事', enablePullDownRefresh: true })
