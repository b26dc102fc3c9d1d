import { pastText } from '@/rules/wording'
import { type Draft, photoCount } from './drafts'
import { happenedAt } from './happened-at'

/** 昨天 14:32 · 2 张照片 */
export function draftNote(draft: Draft, now: number): string {
  const { all } = photoCount(draft)
  const when = pastText(happenedAt(draft, now), now)
  return [when, all > 0 ? `${all} 张照片` : '还没拍照片'].join(' · ')
}
