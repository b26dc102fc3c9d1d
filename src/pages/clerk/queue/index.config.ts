export default definePageConfig({ navigationBarTitleText: '没信号时扫的' })
