import type { ClaimTerms } from '@/contract'
import { useMinute } from '@/platform/use-minute'
import { reportBy } from '@/rules/claim-states'
import { longText } from './claim-terms'

/** How long there is to report it, counting down by itself: nothing around it is drawn anew. */
export function Deadline({ event, terms }: { event: number; terms: ClaimTerms | undefined }) {
  const now = useMinute()
  if (!terms) return <>没信号也能拍，存在手机里，有信号自动传。材料缺的以后补。</>
  const left = reportBy(event, terms) - now
  return (
    <>
      {left > 0
        ? `没信号也能拍，存在手机里，有信号自动传。报案还有 ${longText(left)}，材料以后补。`
        : '过了报案的日子，照样能报，写一下为什么晚了就行。'}
    </>
  )
}
