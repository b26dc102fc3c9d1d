import type { Certificate } from '@/contract'
import { faultText } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { useScan } from '@/platform/use-scan'
import { readScan } from '@/rules/scanned'
import { DAY } from '@/rules/shanghai'
import { fullDateText } from '@/rules/wording'
import { Actions, Button, Card, Field, Lead, Notice, Outcome, Pairs, Para, Screen } from '@/ui'
import { amountText, operatorText } from './plan-words'
import { policyState } from './policy-words'
import type { CertificateControl } from './use-certificate'

/** Whether a certificate is genuine, and what it says: for anybody who was shown one. */
export const CertificateCheck = ({ control }: { control: CertificateControl }) =>
  control.found ? <Genuine certificate={control.found} control={control} /> : <Ask control={control} />

function Ask({ control }: { control: CertificateControl }) {
  const { told, scan } = useScan((text) => {
    const read = readScan(text)
    if (read.kind !== 'certificate') return '这不是互助凭证上的码'
    control.read(read.code)
  })
  return (
    <Screen title="查凭证" back>
      <Lead title="互助凭证上的码" note="谁都能查，看是不是真的、还管不管用" />
      {told && <Notice kind="warn">{told}</Notice>}
      {control.fault && <Notice kind="warn">{`${faultText(control.fault).note}，填的还在`}</Notice>}
      <Field
        label="凭证码"
        kind="id"
        value={control.typed}
        placeholder="16 位数字和字母"
        maxLength={24}
        helper="有没有横线、大写小写都行"
        error={control.error}
        disabled={control.busy}
        onChange={control.type}
        onDone={control.check}
      />
      <Actions>
        <Button text="查一下" busy={control.busy} onTap={control.check} />
        <Button kind="quiet" size="mid" icon="scan" text="扫凭证上的码" onTap={scan} />
      </Actions>
    </Screen>
  )
}

const verdicts: Record<
  Certificate['state'],
  { icon: 'check' | 'clock' | 'cross'; tone: 'good' | 'lamp' | 'shut'; title: string; lead: string }
> = {
  'in-force': { icon: 'check', tone: 'good', title: '凭证是真的', lead: '现在在保障期里' },
  waiting: { icon: 'clock', tone: 'lamp', title: '凭证是真的', lead: '保障还没开始' },
  ended: { icon: 'clock', tone: 'shut', title: '凭证是真的', lead: '保障期已经过了' },
  cancelled: { icon: 'cross', tone: 'shut', title: '凭证作废了', lead: '参加的人已经退出' },
}

function Genuine({ certificate: it, control }: { certificate: Certificate; control: CertificateControl }) {
  const now = useMinute()
  return (
    <Screen
      title="查凭证"
      back
      foot={
        <Actions>
          <Button kind="quiet" text="查别的凭证" onTap={control.again} />
        </Actions>
      }
    >
      <Outcome {...verdicts[policyState(it, now)]} />
      <Card title={it.title}>
        <Pairs
          rows={[
            { label: '参加人', value: it.holder },
            { label: '编号', value: it.number },
            { label: '最高互助金', value: amountText(it.sumFen) },
            { label: '从', value: `${fullDateText(Date.parse(it.inForceFrom))} 0 点` },
            { label: '到', value: `${fullDateText(Date.parse(it.inForceTo) - DAY)} 24 点` },
            { label: '凭证码', value: control.code },
          ].map((row) => ({ ...row, tone: 'quiet' as const }))}
        />
        <Para inset tone="quiet">
          {operatorText(it)}
        </Para>
      </Card>
      <Para tone="quiet">姓名只显示一部分。请和本人说的对一下。</Para>
    </Screen>
  )
}
