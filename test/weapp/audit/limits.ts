/** WeChat's 体验评分 and package limits, and ours where they are stricter. */
export const limits = {
  packageKb: 2_048,
  /** With packages built by a service provider; 30 MB otherwise. */
  totalKb: 20 * 1_024,
  imageKb: 200,
  scriptMs: 1_000,
  firstScreenMs: 5_000,
  setDataBytes: 256 * 1_024,
  setDataPerSecond: 20,
  nodes: 1_000,
  depth: 30,
  children: 60,
  requestMs: 1_000,
  /** Requests at a time that take longer than {@link slowMs}. */
  slowRequests: 10,
  slowMs: 300,
  /** An answer as large as this is not to be asked for twice within {@link repeatMs}. */
  repeatedBytes: 128 * 1_024,
  repeatMs: 3 * 60_000,
  /** Ours, for gloves; WeChat asks for 20. */
  tapPx: 48,
} as const

/** Rules of time, which a machine that is busy with something else breaks by itself. */
export const timeRules: readonly string[] = [
  'request-time',
  'requests-at-once',
  'script-time',
  'first-screen',
]

/** A broken rule, and where. */
export interface Finding {
  rule: string
  where: string
  /** What was found against what is allowed. */
  what: string
}

export const finding = (rule: string, where: string, what: string): Finding => ({ rule, where, what })
