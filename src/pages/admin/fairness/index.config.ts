export default definePageConfig({ navigationBarTitleText: '公平领取' })
