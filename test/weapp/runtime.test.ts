import { waitUntil } from '../support/wait-until'
import { MiniPrograms } from './mini-programs'
import { elementsOf, textsOf } from './runtime/nodes'
import { WeappPhone, type PhoneOptions } from './runtime/phone'
import { Storage } from './runtime/storage'

/** What the runtime promises, on small mini-programs written by hand. */

const programs = new MiniPrograms()
const phones: WeappPhone[] = []
afterEach(() => {
  for (const phone of phones.splice(0)) phone.close()
})
afterAll(() => programs.clear())

type Options = Partial<PhoneOptions>

async function start(files: Record<string, string | object>, options: Options = {}): Promise<WeappPhone> {
  const nobody = () => Promise.reject(new Error('nobody is there'))
  const phone = new WeappPhone({ dist: programs.write(files), server: nobody, ...options })
  phones.push(phone)
  await waitUntil('a page', () => phone.stack.length > 0)
  return phone
}

/** A page that does `script` on each tap and shows what `say` was told. */
const page = (script: string) => ({
  'pages/a.wxml': '<view><text>{{said}}</text><view class="do" bindtap="act"></view></view>',
  'pages/a.js': `
    var say = function (text) { var page = getCurrentPages()[0]; page.setData({ said: page.data.said + text + ';' }) }
    Page({ data: { said: '' }, act: function () { ${script} } })`,
})
const act = (phone: WeappPhone) =>
  phone.tap(elementsOf(phone.screen).find(({ attributes }) => attributes.class === 'do')!)
const said = (phone: WeappPhone) => textsOf(phone.screen).join('')
const says = (phone: WeappPhone, text: string) => waitUntil(text, () => said(phone).includes(text))
const both = `success: function (r) { say(r.errMsg) }, fail: function (r) { say(r.errMsg) }`

const pagesAB = {
  'app.json': { pages: ['pages/a', 'pages/b'], lazyCodeLoading: 'requiredComponents' },
  'pages/b.wxml': '<view>b</view>',
  'pages/b.js': 'Page({})',
}

describe('require.async', () => {
  const late = {
    'app.json': {
      pages: ['pages/a'],
      subPackages: [{ root: 'late', pages: ['p'] }],
      lazyCodeLoading: 'requiredComponents',
    },
    'late/p.wxml': '<view>p</view>',
    'late/p.js': 'Page({})',
    'late/code.js': 'module.exports = { word: require("./word.js") }',
    'late/word.js': 'module.exports = "hello"',
    ...page(
      `require.async('../late/code.js').then(
        function (code) { say(code.word) }, function (fault) { say(fault.mod + ' ' + fault.errMsg) })`,
    ),
  }

  it('runs what lies in a subpackage, which it brings to the phone', async () => {
    const phone = await start(late)
    expect(phone.packages.executed).not.toContain('late/code')
    act(phone)
    await says(phone, 'hello')
    phone.faults.assertNone()
  })

  it('rejects where that cannot come', async () => {
    const phone = await start(late, { online: false })
    act(phone)
    await says(phone, '../late/code.js loadSubPackage:fail late')
    expect(phone.packages.executed).not.toContain('late/code')
  })
})

describe('pages', () => {
  it('opens ten over one another, and refuses the eleventh', async () => {
    const phone = await start({ ...pagesAB, ...page(`wx.navigateTo({ url: '/pages/b', ${both} })`) })
    const [first] = [phone.screen]
    for (let depth = 1; depth < 10; depth++) {
      phone.send(
        elementsOf(first).find(({ attributes }) => attributes.class === 'do')!,
        'tap',
      )
      await waitUntil(`${depth + 1} pages`, () => phone.stack.length === depth + 1)
    }
    phone.faults.assertNone()
    phone.send(
      elementsOf(first).find(({ attributes }) => attributes.class === 'do')!,
      'tap',
    )
    await waitUntil('the fault', () => phone.faults.all.length > 0)
    expect(phone.faults.all).toEqual(['wx.navigateTo: webview count limit exceed'])
    expect(phone.stack).toHaveLength(10)
  })

  it('tells a page of its life in order', async () => {
    const lives = (name: string) =>
      ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload']
        .map((life) => `${life}: function () { console.log('${name} ${life}') }`)
        .join(',')
    const phone = await start({
      ...pagesAB,
      'pages/a.js': `Page({ ${lives('a')} })`,
      'pages/b.js': `Page({ ${lives('b')} })`,
      'app.js': `App({ onShow: function () { console.log('app onShow') }, onHide: function () { console.log('app onHide') } })
        wx.onAppShow(function () { console.log('told of show') })`,
    })
    await waitUntil('a ready', () => phone.log.includes('a onReady'))
    phone.hide()
    phone.show()
    expect(phone.log).toEqual([
      ...['app onShow', 'told of show', 'a onLoad', 'a onShow', 'a onReady'],
      ...['a onHide', 'app onHide', 'app onShow', 'told of show', 'a onShow'],
    ])
  })

  it('keeps tabs alive and opens them only by switchTab', async () => {
    const phone = await start({
      ...pagesAB,
      'app.json': {
        ...pagesAB['app.json'],
        tabBar: { list: [{ pagePath: 'pages/a' }, { pagePath: 'pages/b' }] },
      },
      ...page(`wx.switchTab({ url: '/pages/b' })`),
      'pages/b.wxml': '<view class="do" bindtap="act">b</view>',
      'pages/b.js': `Page({ act: function () { wx.navigateTo({ url: '/pages/a' }) } })`,
    })
    act(phone)
    await waitUntil('b', () => phone.stack[0] === 'pages/b')
    act(phone)
    await waitUntil('the fault', () => phone.faults.all.length > 0)
    expect(phone.faults.all).toEqual(['wx.navigateTo: can not navigateTo a tabbar page'])
  })
})

describe('subpackages', () => {
  const files = {
    'app.json': {
      pages: ['pages/a'],
      subPackages: [{ root: 'sub', pages: ['c'] }],
      lazyCodeLoading: 'requiredComponents',
    },
    'sub/c.wxml': '<view>c</view>',
    'sub/c.js': 'Page({})',
    ...page(`wx.navigateTo({ url: '/sub/c', ${both} })`),
  }

  it('run only when they are entered', async () => {
    const phone = await start(files)
    expect(phone.packages.executed).toEqual(['app', 'pages/a'])
    act(phone)
    await waitUntil('c', () => phone.stack.at(-1) === 'sub/c')
    expect(phone.packages.executed).toEqual(['app', 'pages/a', 'sub/c'])
  })

  it('cannot be entered without a network, unless they were loaded before', async () => {
    const phone = await start(files)
    phone.network.online = false
    act(phone)
    await says(phone, 'navigateTo:fail loadSubPackage:fail sub')

    const preloading = {
      ...files['app.json'],
      preloadRule: { 'pages/a': { network: 'all', packages: ['sub'] } },
    }
    const other = await start({ ...files, 'app.json': preloading })
    await waitUntil('sub', () => other.packages.has('sub/c'))
    expect(other.packages.executed).toEqual(['app', 'pages/a'])
    other.network.online = false
    act(other)
    await waitUntil('c', () => other.stack.at(-1) === 'sub/c')
  })

  it('are closed to scripts from outside', () => {
    const dist = programs.write({ ...files, 'app.js': `require('./sub/c.js'); App({})` })
    const phone = new WeappPhone({ dist, server: () => Promise.reject(new Error('nobody')) })
    phones.push(phone)
    expect(phone.faults.all.join()).toContain("module 'sub/c.js' is not defined, required by app.js")
  })
})

describe('storage', () => {
  it('holds 1 MB a key and 10 MB in all, and outlives the app', async () => {
    const storage = new Storage()
    const put = `
      var text = new Array(1000 * 1024).join('x')
      for (var i = 0; i < 12; i++) { try { wx.setStorageSync('key' + i, text) } catch (e) { say(i + e.message) } }
      wx.setStorage({ key: 'big', data: text + text, ${both} })
      wx.setStorageSync('key0', { kept: true })`
    const phone = await start(page(put), { storage })
    act(phone)
    await says(phone, '10setStorageSync:fail exceed storage max size 10Mb;11setStorageSync:fail')
    await says(phone, 'setStorage:fail entry size limit reached')
    phone.close()
    const again = await start(
      page(`say(JSON.stringify(wx.getStorageSync('key0')) + '[' + wx.getStorageSync('none') + ']')`),
      {
        storage,
      },
    )
    act(again)
    await says(again, '{"kept":true}[]')
  })
})

describe('requests', () => {
  const ask = (option: string) =>
    page(`wx.request({ ${option}, success: function (r) {
    say([r.errMsg, r.statusCode, typeof r.data, r.header['X-One']].join()) }, fail: function (r) { say(r.errMsg) } })`)
  const answer: Options = {
    server: async (request) =>
      new Response(JSON.stringify({ said: await request.text() }), {
        status: 201,
        headers: { 'x-one': '1' },
      }),
  }

  it.each([
    [`url: 'https://x.cn/'`, 'request:ok,201,object,1'],
    [`url: 'https://x.cn/', dataType: 'text'`, 'request:ok,201,string,1'],
    [`url: 'http://127.0.0.1:1/'`, 'request:ok,201,object,1'],
    [`url: 'http://x.cn/'`, 'request:fail url not in domain list'],
  ])('%s: %s', async (option, expected) => {
    const phone = await start(ask(option), answer)
    act(phone)
    await says(phone, expected)
  })

  it('fail without a network, and the app is told when it goes and comes', async () => {
    const phone = await start(
      {
        ...ask(`url: 'https://x.cn/'`),
        'app.js': `App({}); wx.onNetworkStatusChange(function (r) { console.log(r.isConnected + r.networkType) })`,
      },
      answer,
    )
    phone.network.online = false
    act(phone)
    await says(phone, 'request:fail ')
    phone.network.online = true
    expect(phone.log).toEqual(['falsenone', 'truewifi'])
  })

  it('under way fail when the network goes, and by their timeout', async () => {
    const phone = await start(ask(`url: 'https://x.cn/', timeout: 60`), {
      server: () => new Promise(() => undefined),
    })
    act(phone)
    await says(phone, 'request:fail timeout')
    act(phone)
    phone.network.online = false
    await says(phone, 'request:fail timeout;request:fail ;')
  })
})

describe('what a person is asked', () => {
  const place = page(
    `wx.getLocation({ type: 'gcj02', success: function (r) { say(r.latitude) }, fail: function (r) { say(r.errMsg) } })`,
  )
  const app = { pages: ['pages/a'], lazyCodeLoading: 'requiredComponents' }
  const declared = { ...app, requiredPrivateInfos: ['getLocation'], __usePrivacyCheck__: true }

  it('place: only where the app declares it', async () => {
    const phone = await start({ ...place, 'app.json': app })
    act(phone)
    await says(phone, 'getLocation:fail the api need to be declared')
    expect(phone.faults.all).toHaveLength(1)
  })

  it.each([
    [{ position: { latitude: 30, longitude: 120 } }, '30'],
    [{ position: 'refused' as const }, 'getLocation:fail auth deny'],
    [{ privacy: 'refused' as const }, 'getLocation:fail privacy permission is not authorized'],
    [{ privacy: 'asked' as const, position: { latitude: 31, longitude: 120 } }, '31'],
  ])('%j: %s', async (surroundings, expected) => {
    const phone = await start({ ...place, 'app.json': declared }, { surroundings })
    act(phone)
    await says(phone, expected)
    phone.faults.assertNone()
  })

  it('a code, random bytes, the theme', async () => {
    const phone = await start(
      {
        ...page(`
        wx.scanCode({ onlyFromCamera: true, success: function (r) { say(r.result) }, fail: function (r) { say(r.errMsg) } })
        wx.getRandomValues({ length: 3, success: function (r) { say(new Uint8Array(r.randomValues).join('-')) } })`),
        'app.js':
          'App({}); wx.onThemeChange(function (r) { console.log(r.theme, wx.getAppBaseInfo().theme) })',
      },
      { surroundings: { random: () => new Uint8Array([1, 2, 3]) } },
    )
    act(phone)
    await says(phone, 'scanCode:fail cancel')
    await says(phone, '1-2-3')
    phone.surroundings.scanned = 'NX1'
    act(phone)
    await says(phone, 'NX1')
    phone.setTheme('dark')
    expect(phone.log).toEqual(['dark dark'])
  })
})

describe('pictures', () => {
  const app = { pages: ['pages/a'], lazyCodeLoading: 'requiredComponents', __usePrivacyCheck__: true }
  const path = `wx.env.USER_DATA_PATH + '/photo.jpg'`
  const files = 'wx.getFileSystemManager()'
  const fail = 'fail: function (r) { say(r.errMsg) }'
  const take = `wx.chooseMedia({ count: 1, mediaType: ['image'], success: function (r) {
    var file = r.tempFiles[0]
    ${files}.saveFile({ tempFilePath: file.tempFilePath, filePath: ${path}, ${fail}, success: function (r) {
      say('saved ' + file.size)
      ${files}.saveFile({ tempFilePath: file.tempFilePath, filePath: ${path}, ${both} }) } }) }, ${fail} })`
  const photo = () => new Uint8Array([1, 2, 3])

  it.each([
    [{ photo: photo(), privacy: 'asked' as const }, 'saved 3;saveFile:fail tempFilePath file not exist'],
    [
      { photo: photo(), privacy: 'refused' as const },
      'chooseMedia:fail privacy permission is not authorized',
    ],
    [{ photo: photo(), camera: 'refused' as const }, 'chooseMedia:fail system permission denied'],
    [{ photo: undefined }, 'chooseMedia:fail cancel'],
  ])('%j: %s', async (surroundings, expected) => {
    const phone = await start({ ...page(take), 'app.json': app }, { surroundings })
    act(phone)
    await says(phone, expected)
    phone.faults.assertNone()
  })

  it('stay on the phone as far as there is room, and only where they were saved', async () => {
    const storage = new Storage()
    storage.roomForFiles = 2
    const phone = await start(
      { ...page(take), 'app.json': app },
      { storage, surroundings: { photo: photo() } },
    )
    act(phone)
    await says(phone, 'saveFile:fail the maximum size of the file storage limit is exceeded')
    storage.roomForFiles = 3
    phone.surroundings.photo = photo()
    act(phone)
    await says(phone, 'saved 3')
    phone.close()
    const look = `${files}.readdir({ dirPath: wx.env.USER_DATA_PATH, success: function (r) { say(r.files.join()) } })
      ${files}.access({ path: 'http://tmp/1-3.jpg', ${both} })`
    const again = await start(page(look), { storage })
    act(again)
    await says(again, 'photo.jpg')
    await says(again, 'access:fail')
  })

  const upload = `var task = wx.uploadFile({ url: 'https://x.cn/', filePath: ${path}, name: 'picture', formData: { kind: 'bill' },
    header: { 'X-Key': 'k', 'Content-Type': 'application/json' },
    success: function (r) { say(r.errMsg + r.statusCode + typeof r.data + r.data) }, ${fail} })
    task.onProgressUpdate(function (r) { say(r.progress + '%') })
    task.onHeadersReceived(function (r) { say(r.header['X-One']) })`
  const kept = () => {
    const storage = new Storage()
    storage.setFile('http://usr/photo.jpg', photo())
    return storage
  }

  it('go as one part of a form, tell how far they are, and bring text back', async () => {
    const server = async (request: Request) => {
      const form = await request.formData()
      const picture = form.get('picture') as File
      const said = [
        request.headers.get('x-key'),
        form.get('kind') as string,
        picture.type,
        picture.size,
      ].join()
      return new Response(JSON.stringify({ said }), { status: 201, headers: { 'x-one': '1' } })
    }
    const phone = await start(page(upload), { storage: kept(), server })
    act(phone)
    await says(phone, '30%;100%;')
    await says(phone, '1;uploadFile:ok201string{"said":"k,bill,image/jpeg,3"}')
    phone.faults.assertNone()
  })

  it('fail on their way when the network goes, and when they are given up', async () => {
    const silent: Options = { storage: kept(), server: () => new Promise(() => undefined) }
    const phone = await start(page(upload), silent)
    act(phone)
    await says(phone, '100%')
    phone.network.online = false
    await says(phone, 'uploadFile:fail ;')
    act(phone)
    await says(phone, 'uploadFile:fail ;uploadFile:fail ;')
    const other = await start(page(`${upload}; task.abort()`), silent)
    act(other)
    await says(other, 'uploadFile:fail abort')
  })

  const download = `var task = wx.downloadFile({ url: 'https://x.cn/', header: { Authorization: 'Bearer t' }, ${fail},
    success: function (r) { ${files}.readFile({ filePath: r.tempFilePath, encoding: 'utf8', ${fail},
      success: function (f) { say(r.errMsg + r.statusCode + f.data) } }) } })
    task.onHeadersReceived(function (r) { say(r.header['Content-Type']) })`

  it.each([
    [200, 'picture'],
    [403, '{"code":"own-case"}'],
  ])('come into a temporary file whatever the status: %d', async (status, body) => {
    const server = async (request: Request) =>
      new Response(`${body} to ${request.headers.get('authorization')}`, {
        status,
        headers: { 'content-type': 'x/y' },
      })
    const phone = await start(page(download), { server })
    act(phone)
    await says(phone, `x/y;downloadFile:ok${status}${body} to Bearer t`)
    expect(phone.storage.files.size).toBe(0)
    phone.faults.assertNone()
  })

  it('do not come when the network goes', async () => {
    const phone = await start(page(download), { server: () => new Promise(() => undefined) })
    act(phone)
    phone.network.online = false
    await says(phone, 'downloadFile:fail')
  })

  it('that are not there cannot go', async () => {
    const phone = await start(page(upload))
    act(phone)
    await says(phone, 'uploadFile:fail no such file or directory')
  })
})

describe('a file out of a chat', () => {
  const app = { pages: ['pages/a'], lazyCodeLoading: 'requiredComponents', __usePrivacyCheck__: true }
  const choose = `wx.chooseMessageFile({ count: 1, type: 'file', extension: ['csv'],
    fail: function (r) { say(r.errMsg) },
    success: function (r) { wx.getFileSystemManager().readFile({ filePath: r.tempFiles[0].path, encoding: 'utf8',
      success: function (f) { say(r.tempFiles[0].name + f.data) } }) } })`

  it.each([
    [{ chatFile: { name: 'a.csv', content: '一,二' } }, 'a.csv一,二'],
    [{ chatFile: { name: 'a.csv', content: new Uint8Array([0xb3, 0xc9]) } }, 'a.csv\ufffd\ufffd'],
    [{}, 'chooseMessageFile:fail cancel'],
    [{ privacy: 'refused' as const }, 'chooseMessageFile:fail privacy permission is not authorized'],
  ])('%j: %s', async (surroundings, expected) => {
    const phone = await start({ ...page(choose), 'app.json': app }, { surroundings })
    act(phone)
    await says(phone, expected)
    phone.faults.assertNone()
  })
})

describe('calls', () => {
  it.each([
    [`wx.request({ url: 'https://x.cn/', methd: 'GET' })`, 'wx.request: there is no option methd'],
    [`wx.request({ method: 'GET' })`, 'wx.request: url is missing'],
    [`wx.request({ url: 'https://x.cn/', method: 'PATCH' })`, 'wx.request: method is "PATCH", not one of'],
    [`wx.request({ url: 'https://x.cn/', timeout: '9' })`, 'wx.request: timeout is string, not number'],
    [`wx.scanCode({ scanType: ['qr'] })`, 'wx.scanCode: scanType[0] is "qr", not one of'],
    [`wx.setStorageSync()`, 'wx.setStorageSync: argument 1 is missing'],
  ])('%s is a fault', async (script, fault) => {
    const phone = await start(page(`try { ${script} } catch (e) {}`))
    act(phone)
    expect(phone.faults.all[0]).toContain(fault)
  })
})

describe('the view', () => {
  it('renders components, whose events call their own methods and whose data are their own', async () => {
    const phone = await start({
      'pages/a.json': { usingComponents: { child: '../child' } },
      'pages/a.wxml': '<child wx:if="{{shown}}" name="{{name}}"/><view class="do" bindtap="act"></view>',
      'pages/a.js': `Page({ data: { shown: true, name: 'x' }, act: function () {
        this.setData(this.data.name === 'x' ? { name: 'y' } : { shown: false }) } })`,
      'child.json': { component: true },
      'child.wxml': '<view class="child" bindtap="count">{{name}}{{count}}</view>',
      'child.js': `Component({ properties: { name: String, count: { type: Number, value: 0 } },
        lifetimes: { attached: function () { console.log('attached ' + this.data.name) },
          detached: function () { console.log('detached ' + this.data.name) } },
        methods: { count: function () { this.setData({ count: this.data.count + 1 }) } } })`,
    })
    const child = () => elementsOf(phone.screen).find(({ attributes }) => attributes.class === 'child')!
    expect(said(phone)).toBe('x0')
    phone.tap(child())
    expect(said(phone)).toBe('x1')
    act(phone)
    expect(said(phone)).toBe('y1')
    act(phone)
    await waitUntil('nothing', () => said(phone) === '')
    await waitUntil('detached', () => phone.log.length === 2)
    expect(phone.log).toEqual(['attached x', 'detached y'])
    phone.faults.assertNone()
  })

  it('knows what setData costs', async () => {
    const phone = await start(page(`this.setData({ 'list[0].name': '暖' })`))
    act(phone)
    expect(phone.setDatas).toMatchObject([{ page: 'pages/a', bytes: 22, keys: ['list[0].name'] }])
  })

  it('types into inputs within their limits', async () => {
    const phone = await start({
      'pages/a.wxml': '<input type="number" maxlength="4" bindinput="typed"/><text>{{value}}</text>',
      'pages/a.js': 'Page({ typed: function (e) { this.setData({ value: e.detail.value }) } })',
    })
    phone.type(
      elementsOf(phone.screen).find(({ tag }) => tag === 'input')!,
      '12a4567',
    )
    expect(said(phone)).toBe('124')
  })
})
