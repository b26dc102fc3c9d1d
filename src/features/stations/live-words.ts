import type { LiveState, ReportKind, Station } from '@/contract'
import { ageText } from '@/rules/wording'

const reports: Record<ReportKind, { chip: string; said: string }> = {
  locked: { chip: '锁门了', said: '锁门' },
  'no-water': { chip: '没水', said: '没水' },
  'no-power': { chip: '没电', said: '没电' },
  full: { chip: '满了', said: '满了' },
  'wrong-info': { chip: '信息有误', said: '信息不对' },
}

export const reportText = (kind: ReportKind): string => reports[kind].chip

const ago = (at: string, now: number) => ageText(Math.max(0, now - Date.parse(at)))

/** 18 分钟前有人到站; undefined where nobody has been there of late. `now`: epoch ms. */
export const seenText = (live: LiveState | undefined, now: number): string | undefined =>
  live?.seenAt && `${ago(live.seenAt, now)}有人到站`

/** 20 分钟前有人说满了 */
export const fullText = (live: LiveState | undefined, now: number): string | undefined =>
  live?.fullAt && `${ago(live.fullAt, now)}有人说满了`

/** How long it is worth telling that it was full, as the server has it. */
const fullMs = 2 * 3_600_000

/** Whether somebody has said of late that it is full. */
export const saidFull = (live: LiveState | undefined, now: number): boolean =>
  live?.fullAt !== undefined && now - Date.parse(live.fullAt) < fullMs

/** 好几个人说锁门、没水，待核实; undefined where nothing is in doubt. */
export const doubtText = ({ doubt }: Pick<Station, 'doubt'>): string | undefined =>
  doubt && `好几个人说${doubt.kinds.map((it) => reports[it].said).join('、')}，待核实`
