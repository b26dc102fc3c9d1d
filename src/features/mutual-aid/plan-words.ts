import type { CoverLine, Plan, Quote } from '@/contract'
import { grouped, sumText, yuan } from '@/rules/wording'

/** 12 万元, 5,000 元 */
export function amountText(fen: number): string {
  const { number, unit } = sumText(fen)
  return `${grouped(number)} ${unit}`
}

/** What a line pays, as it stands on the right. */
function pays({ kind, sumFen, perDayFen }: CoverLine): string {
  if (perDayFen !== undefined) return `每天 ${amountText(perDayFen)}`
  return kind === 'accident-treatment' ? `最多 ${amountText(sumFen)}` : amountText(sumFen)
}

/** On what terms: 扣 100 元后付 80%; 第 4 天起，最多 87 天; 满 30 天后生效. */
function terms({ deductibleFen, rate, fromDay, toDay, waitingDays }: CoverLine): string | undefined {
  const said = [
    deductibleFen !== undefined &&
      `扣 ${yuan(deductibleFen)} 元后${rate === undefined ? '付' : `付 ${rate}%`}`,
    deductibleFen === undefined && rate !== undefined && `付 ${rate}%`,
    fromDay !== undefined && `第 ${fromDay} 天起`,
    toDay !== undefined && `最多 ${toDay - (fromDay ?? 1) + 1} 天`,
    waitingDays > 0 && `满 ${waitingDays} 天后生效`,
  ].filter((it) => it !== false)
  return said.length > 0 ? said.join('，') : undefined
}

/** What a plan pays, line by line. */
export const coverRows = (covers: readonly CoverLine[]): { label: string; value: string; note?: string }[] =>
  covers.map((it) => ({ label: it.title, value: pays(it), note: terms(it) }))

/** 一年, 6 个月 */
export const termText = (months: number): string =>
  months === 12 ? '一年' : months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`

/** 全价 − 工会补贴 = 你付（元）, or the last of them alone where nobody pays a part. */
export function priceTerms({
  priceFen,
  subsidyFen,
  ownFen,
}: Pick<Plan | Quote, 'priceFen' | 'subsidyFen' | 'ownFen'>) {
  const own = { value: yuan(ownFen), label: '你付（元）', strong: true }
  if (subsidyFen === 0) return [own]
  return [{ value: yuan(priceFen), label: '全价' }, { value: yuan(subsidyFen), label: '工会补贴' }, own]
}

export const priceSigns = ['−', '=']

/** 参加后 15 天内可以退出，钱原路退回。 */
export const coolingText = ({ coolingDays }: Pick<Plan, 'coolingDays'>, ownFen: number): string =>
  coolingDays === 0 ? '' : `参加后 ${coolingDays} 天内可以退出${ownFen === 0 ? '' : '，钱原路退回'}。`

/** The button's words: 付 48 元参加, or 参加 where nothing is left to pay. */
export const joinText = (ownFen: number): string => (ownFen === 0 ? '参加' : `付 ${yuan(ownFen)} 元参加`)

/** 由省职工互助会办理 */
export const operatorText = ({ demo, operator }: Pick<Plan, 'demo' | 'operator'>): string =>
  `${demo ? '演示数据 · ' : ''}由${operator}办理`
