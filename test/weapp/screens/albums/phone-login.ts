import { type Album } from '../album'

export const phoneLogin: Album = {
  name: 'phone-login',
  demo: false,
  pictures: [
    {
      name: 'login-real',
      title: '登录，不是演示',
      who: '新人',
      main: true,
      reach: async (phone) => {
        await phone.tap('我的')
        await phone.tap('登录')
        await phone.see('用手机号登录')
      },
    },
    {
      name: 'login-phone',
      title: '用手机号登录',
      who: '新人',
      main: true,
      reach: async (phone) => {
        // In WeChat that is the second way.
        if ((await phone.read(/微信登录|发验证码/)) === '微信登录') await phone.tap('用手机号登录')
        await phone.type('手机号', '138 0013 8000')
        await phone.tap('发验证码')
        await phone.see('发到你手机上了')
      },
    },
    {
      name: 'login-wrong',
      title: '验证码不对',
      who: '新人',
      reach: async (phone, { texted }) => {
        await phone.type('验证码', texted === '123456' ? '654321' : '123456')
        await phone.tap('登录')
        await phone.see('验证码不对')
      },
    },
    {
      name: 'devices-phone',
      title: '登录过的手机，和手机号',
      who: '新人',
      reach: async (phone, { texted = '' }) => {
        await phone.type('验证码', texted)
        await phone.tap('登录')
        await phone.tap(/^登录过的手机/)
        await phone.see('138****8000')
      },
    },
  ],
}
