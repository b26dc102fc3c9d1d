import { type TabName, switchTab, useShare } from '@/platform'
import { TabBar } from '@/ui'
import { useScanDispatch } from './scan-dispatch'

const tabs: readonly TabName[] = ['stations', 'benefits', 'aid', 'mine']
const items = [
  { icon: 'lamp', text: '驿站' },
  { icon: 'gift', text: '福利' },
  { icon: 'shield', text: '保障' },
  { icon: 'me', text: '我的' },
] as const

const select = (index: number) => {
  const name = tabs[index]
  if (name) switchTab(name)
}

const aboutUs = { title: '暖新：最近的、现在开着的驿站，和工会给你的福利' }

/** The tab bar with the scan button, for a tab page's Screen. */
export function MainTabs({ current }: { current: TabName }) {
  const { scan, sheet } = useScanDispatch()
  useShare(aboutUs)
  return (
    <>
      <TabBar items={items} current={tabs.indexOf(current)} onSelect={select} onScan={scan} />
      {sheet}
    </>
  )
}
