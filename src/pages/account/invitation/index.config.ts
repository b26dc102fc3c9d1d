export default definePageConfig({ navigationBarTitleText: '填邀请码' })
