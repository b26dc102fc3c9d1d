import { usePullDownRefresh } from '@tarojs/taro'
import { Figures, useFigures } from '@/features/aid-claims'
import { endPullRefresh } from '@/platform/pull-refresh'
import { useMinute } from '@/platform/use-minute'

export default function AidFiguresPage() {
  const figures = useFigures()
  usePullDownRefresh(() => void figures.refresh().finally(endPullRefresh))
  return <Figures figures={figures} now={useMinute()} />
}
