export default definePageConfig({ navigationBarTitleText: '有人说没有货' })
