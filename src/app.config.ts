import { routes } from './platform/routes'

const screens: { path: string; tab?: true }[] = Object.values(routes)
const tabTitles = { stations: '驿站', benefits: '福利', aid: '保障', mine: '我的' }

/** `pages/voucher/show/index` -> root `pages/voucher`, page `show/index` */
function subPackages() {
  const packages = new Map<string, string[]>()
  for (const { path, tab } of screens) {
    if (tab) continue
    const root = path.split('/').slice(0, 2).join('/')
    packages.set(root, [...(packages.get(root) ?? []), path.slice(root.length + 1)])
  }
  return [...packages].map(([root, pages]) => ({ root, pages }))
}

const h5 = process.env.TARO_ENV === 'h5'

export default defineAppConfig({
  pages: screens.filter(({ tab }) => tab).map(({ path }) => path),
  subPackages: subPackages(),
  tabBar: {
    // Each tab page draws the tab bar itself (src/ui); WeChat's own and Taro's H5 one stay away.
    custom: true,
    color: h5 ? '#5E5348' : '@ink2',
    selectedColor: h5 ? '#C8321A' : '@brand',
    backgroundColor: h5 ? '#FFFFFF' : '@card',
    list: Object.entries(tabTitles).map(([name, text]) => ({
      pagePath: routes[name as keyof typeof tabTitles].path,
      text,
    })),
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '暖新',
    navigationBarTextStyle: h5 ? 'black' : '@statusText',
    backgroundColor: h5 ? '#FBF7F1' : '@paper',
    backgroundColorTop: h5 ? '#FBF7F1' : '@paper',
    backgroundColorBottom: h5 ? '#FBF7F1' : '@paper',
    backgroundTextStyle: h5 ? 'dark' : '@pullText',
  },
  ...(h5
    ? { animation: false }
    : {
        darkmode: true,
        themeLocation: 'theme.json',
        // A voucher, the desk and a report of an accident must open where there is no signal: their code comes while there is some.
        preloadRule: {
          [routes.stations.path]: {
            network: 'all',
            packages: ['pages/station', 'pages/voucher', 'pages/aid-claim'],
          },
          [routes.benefits.path]: { network: 'all', packages: ['pages/campaign'] },
          [routes.aid.path]: { network: 'all', packages: ['pages/mutual-aid', 'pages/aid-claim'] },
          [routes.mine.path]: { network: 'all', packages: ['pages/account', 'pages/clerk'] },
        },
        lazyCodeLoading: 'requiredComponents',
        // getLocation and getFuzzyLocation exclude each other; we use the exact one and send a coarse one.
        requiredPrivateInfos: ['getLocation', 'chooseLocation'],
        permission: {
          'scope.userLocation': { desc: '用来找离你最近、现在开着的驿站；位置只在手机上用，不会保存' },
        },
        __usePrivacyCheck__: true,
      }),
})
