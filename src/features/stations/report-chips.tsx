import { View } from '@tarojs/components'
import { type ReportKind, reportKinds } from '@/contract'
import { Choice, Notice, Para } from '@/ui'
import { reportText } from './live-words'
import type { ReportControl } from './use-report'

interface ReportChipsProps {
  question: string
  control: ReportControl
  /** Adds 都好 before what may be wrong. */
  fine?: boolean
}

/** Something is wrong here, by one tap; a mistaken one is taken back. */
export function ReportChips({ question, control, fine }: ReportChipsProps) {
  const { state, say, undo, again } = control
  const options = [
    ...(fine ? [{ value: 'fine' as const, text: '都好' }] : []),
    ...reportKinds.map((kind) => ({ value: kind, text: reportText(kind) })),
  ]
  const value = 'kind' in state ? state.kind : state.step === 'fine' ? 'fine' : undefined
  return (
    <View className="rp">
      {/* In place of the question, above the chips: below them it could be out of sight. */}
      {state.step === 'idle' && <Para tone="quiet">{question}</Para>}
      {state.step === 'fine' && <Notice kind="info">好，后面的人会看到刚有人来过</Notice>}
      {state.step === 'waiting' && (
        <Notice kind="info" action={{ text: '点错了', onTap: undo }}>
          {`${reportText(state.kind)}，这就报上去`}
        </Notice>
      )}
      {state.step === 'sending' && <Notice kind="info">{`${reportText(state.kind)}，正在报`}</Notice>}
      {state.step === 'sent' && (
        <Notice kind="info" icon="check">
          {state.missing > 0
            ? `报上去了，谢谢。再有 ${state.missing} 个人说不对，就标成待核实`
            : '报上去了，谢谢。已经标成待核实'}
        </Notice>
      )}
      {state.step === 'failed' && (
        <Notice kind="warn" action={{ text: '再报一次', onTap: again }}>
          {state.why}
        </Notice>
      )}
      <Choice<ReportKind | 'fine'> label={question} options={options} value={value} onChange={say} />
    </View>
  )
}
