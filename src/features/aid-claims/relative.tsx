import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ClaimKind } from '@/contract'
import { dial } from '@/platform'
import { useScan } from '@/platform/use-scan'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { claimKindName } from '@/rules/claim-words'
import {
  Actions,
  Button,
  EmptyState,
  Field,
  Lead,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Tile,
  Tiles,
} from '@/ui'
import { type CodePolicy, checkFamilyCode } from './api'
import { kindIcons } from './claim-terms'
import { beginClaim } from './use-report'

interface RelativeProps {
  /** From a link or a code that was scanned. */
  code: string | undefined
  signedIn: boolean
  onBegun: (draftId: string) => void
  /** The code is for one's own cover. */
  onOwn: () => void
  onLogin: () => void
}

/** A relative's code: whom it is about, what happened; from there on as for oneself. */
export function Relative({ code: given, signedIn, onBegun, onOwn, onLogin }: RelativeProps) {
  const [code, setCode] = useState(given ?? '')
  const [short, setShort] = useState(false)
  const { mutate, data, error, isPending, reset } = useMutation({ mutationFn: checkFamilyCode })
  const check = (text: string) => {
    const whole = text.replace(/[^0-9A-Za-z]/g, '').length >= 12
    setShort(!whole)
    if (whole) mutate(text)
  }
  useEffect(() => {
    if (given && signedIn) mutate(given)
  }, [given, signedIn, mutate])
  const { told, scan } = useScan((text) => {
    setCode(text)
    check(text)
    return undefined
  })
  if (!signedIn) {
    return (
      <Screen title="替家人报" back>
        <EmptyState
          icon="lock"
          title="先登录"
          note="用你自己的账号登录就行"
          action={{ text: '登录', kind: 'primary', onTap: onLogin }}
        />
      </Screen>
    )
  }
  if (data) return <For policy={data} code={code} onBegun={onBegun} onBack={reset} />
  const refused = error instanceof Refusal
  return (
    <Screen title="替家人报" back>
      <Lead title="填家人给你的码" note="他的保障页能生成；他给不了，打 12351 问工会要" />
      {told && <Notice kind="warn">{told}</Notice>}
      {error && !refused && <Notice kind="warn">{`${faultText(error).note}，填的都还在`}</Notice>}
      <Field
        label="报案码"
        kind="id"
        value={code}
        placeholder="字母和数字"
        maxLength={32}
        helper="有没有横线、大写小写都行"
        error={short ? '码没填全，请核对' : refused ? error.detail : undefined}
        onChange={(text) => {
          setCode(text)
          setShort(false)
          if (error) reset()
        }}
        onDone={() => check(code)}
      />
      <Actions>
        <Button text="看看是谁的" busy={isPending} onTap={() => check(code)} />
        <Button kind="quiet" icon="scan" text="扫码" onTap={scan} />
      </Actions>
      {refused && error.code === 'family-code-own' && (
        <Actions>
          <Button kind="ghost" text="给自己报" onTap={onOwn} />
        </Actions>
      )}
      <List>
        <ListRow
          icon="phone"
          title="打 12351"
          note="工会核对后给你码，或者直接帮你报"
          onTap={() => dial('12351')}
        />
      </List>
    </Screen>
  )
}

interface ForProps {
  policy: CodePolicy
  code: string
  onBegun: (draftId: string) => void
  onBack: () => void
}

function For({ policy, code, onBegun, onBack }: ForProps) {
  const [busy, setBusy] = useState(false)
  const begin = (kind: ClaimKind) => {
    if (busy) return
    setBusy(true)
    const { id: policyId, holder } = policy
    void beginClaim({ policyId, kind, holder, familyCode: code })
      .then(onBegun)
      .finally(() => setBusy(false))
  }
  return (
    <Screen title="替家人报" back onBack={onBack}>
      <Lead title={`替 ${policy.holder} 报`} note={`${policy.planTitle} · 出了什么事？`} />
      <Tiles>
        {policy.covers.map(({ kind }) => (
          <Tile key={kind} icon={kindIcons[kind]} title={claimKindName(kind)} onTap={() => begin(kind)} />
        ))}
      </Tiles>
      <Para tone="quiet">钱只打到他自己的账户。你看得到办到哪了，看不到金额和卡号。</Para>
      {policy.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}
