import type { SlowRule } from '@/contract'

/** What was seen where a claim was slowed, in words for the operator. */
export const slowRuleText: Record<SlowRule, string> = {
  newcomers: '同一网络里，刚注册、没实名的账号一下子来了很多',
  returns: '一天里退了三次又来领',
  sweep: '几秒里连着领了好几样',
}
