Page({
  open() {
    wx.navigateTo({ url: '/pages/list/index' })
  },
})
