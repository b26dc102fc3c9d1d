export default definePageConfig({ navigationBarTitleText: '库存和交接' })
