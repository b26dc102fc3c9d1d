export default definePageConfig({ navigationBarTitleText: '互助金办得怎样' })
