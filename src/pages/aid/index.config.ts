export default definePageConfig({
  navigationBarTitleText: '保障',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
})
