const { pageSize, rowsOf } = require('../../words.js')

// As a careful hand would write it: what is only needed here stays here, rows go to the view once with what is shown of
// them, under names of a letter, and a change goes by its path.
Page({
  data: { part: 'all', heads: [], rows: [], page: 0, pages: 0 },

  onLoad() {
    wx.request({
      url: 'https://api.example.cn/v1/campaigns',
      success: ({ data }) => {
        this.all = rowsOf(data.campaigns)
        this.show('all', 0)
      },
    })
  },

  show(part, page) {
    const seen = part === 'all' ? this.all : this.all.filter((it) => it.part === part)
    const rows = seen.slice(page * pageSize, (page + 1) * pageSize)
    const patch = {
      rows: rows.map((it, i) => {
        const row = { i: it.id, t: it.title, a: it.one, b: it.two, x: it.text }
        if (it.why) row.w = it.why
        if (it.value) row.v = it.value
        if (it.unit) row.u = it.unit
        if (it.off) row.o = 1
        if (it.part !== (rows[i - 1] && rows[i - 1].part)) row.h = it.part
        return row
      }),
    }
    if (part !== this.data.part) patch.part = part
    if (page !== this.data.page) patch.page = page
    const pages = Math.ceil(seen.length / pageSize)
    if (pages !== this.data.pages) patch.pages = pages
    if (!this.data.count) patch.count = this.all.filter((it) => it.part === 'claimable').length
    this.setData(patch)
  },

  choose({ currentTarget }) {
    this.show(currentTarget.dataset.part, 0)
  },
  next() {
    this.show(this.data.part, this.data.page + 1)
  },
  previous() {
    this.show(this.data.part, this.data.page - 1)
  },

  take({ currentTarget }) {
    this.setData({ [`rows[${currentTarget.dataset.at}].y`]: 1 })
  },
})
