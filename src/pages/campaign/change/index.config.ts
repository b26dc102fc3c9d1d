export default definePageConfig({ navigationBarTitleText: '换个站取' })
