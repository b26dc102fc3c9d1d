import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallInput, PayoutAccount, ReplyOf, api } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, viewOf } from '@/platform/query-view'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import {
  Button,
  Card,
  Check,
  Choice,
  EmptyState,
  ErrorState,
  Field,
  Lead,
  Notice,
  Pairs,
  Para,
  Screen,
  SkeletonList,
} from '@/ui'
import { fetchPayoutAccount, putPayoutAccount } from './api'
import { agreeTo } from './sending-api'

const accountKey = ['me', 'payout-account'] as const
type Known = ReplyOf<typeof api.getPayoutAccount>
type Told = CallInput<typeof api.putPayoutAccount>['body']

/** Where benefits are paid to, and how to say so; `agreed`: under which text the number may be kept. */
export function usePayoutAccount(signedIn: boolean) {
  const client = useQueryClient()
  const view = viewOf(
    useQuery({
      queryKey: accountKey,
      queryFn: ({ signal }) => fetchPayoutAccount(signal),
      enabled: signedIn,
      meta: { keep: false },
    }),
  )
  const saying = useMutation({
    mutationFn: async (told: Told) => {
      await agreeTo('bank', { version: consentTexts.bank.version, textHash: consentHash('bank') })
      return putPayoutAccount(told)
    },
    onSuccess: ({ account }) => {
      client.setQueryData<Known>(accountKey, (known) => known && { ...known, account })
      // What was waiting for it moves.
      void client.invalidateQueries({ queryKey: ['aid', 'claims'] })
    },
  })
  return { view, saying }
}

interface PayoutAccountProps {
  control: ReturnType<typeof usePayoutAccount>
  signedIn: boolean
  onVerify: () => void
  onLogin: () => void
  onDone: () => void
}

/** 收款账户: one's own bank card or WeChat, nobody else's. */
export function PayoutAccountForm(props: PayoutAccountProps) {
  const { control, signedIn, onLogin } = props
  const { view } = control
  if (!signedIn) {
    return (
      <Screen title="收款账户" back>
        <EmptyState
          icon="lock"
          title="登录后能填"
          action={{ text: '登录', kind: 'primary', onTap: onLogin }}
        />
      </Screen>
    )
  }
  if (!view.data) {
    return (
      <Screen title="收款账户" back>
        {view.fault ? (
          <ErrorState
            {...faultText(view.fault)}
            action={{ text: '重试', onTap: () => void view.refresh() }}
          />
        ) : (
          <SkeletonList rows={3} />
        )}
      </Screen>
    )
  }
  return <Form {...props} known={view.data} />
}

function Form({ control: { saying }, known, onVerify, onDone }: PayoutAccountProps & { known: Known }) {
  const [kind, setKind] = useState<'bank' | 'wechat'>('bank')
  const [bank, setBank] = useState('')
  const [cardNumber, setCardNumber] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [told, setTold] = useState<{ field: 'bank' | 'cardNumber' | 'agreed'; text: string }>()
  const { error, isPending, isSuccess, reset } = saying
  const refusal = error instanceof Refusal ? error : undefined
  const errorAt = (field: 'bank' | 'cardNumber') =>
    told?.field === field
      ? told.text
      : refusal?.field === field || refusal?.code === (field === 'bank' ? 'bank-name' : 'card-number')
        ? refusal.detail
        : undefined
  const typed = (set: () => void) => {
    set()
    setTold(undefined)
    if (error || isSuccess) reset()
  }
  const send = () => {
    const fault =
      kind === 'bank' && bank.trim() === ''
        ? ({ field: 'bank', text: '请写是哪家银行' } as const)
        : kind === 'bank' && cardNumber.replace(/\D/g, '').length < 12
          ? ({ field: 'cardNumber', text: '银行卡号不对，请照卡上的数字核对' } as const)
          : agreed
            ? undefined
            : ({ field: 'agreed', text: '看过了请勾上' } as const)
    setTold(fault)
    if (fault) return
    saying.mutate(kind === 'bank' ? { kind, bank: bank.trim(), cardNumber } : { kind })
  }
  if (isSuccess && !isPending) {
    return (
      <Screen title="收款账户" back foot={<Button text="好的" onTap={onDone} />}>
        <Notice kind="info" icon="check">
          记下了，互助金打到这里
        </Notice>
        <Account account={saying.data.account} />
      </Screen>
    )
  }
  const elsewhere = refusal && !errorAt('bank') && !errorAt('cardNumber') ? refusal : undefined
  return (
    <Screen title="收款账户" back foot={<Button text="就打到这里" busy={isPending} onTap={send} />}>
      <Lead title="钱打到哪？" note="只能是你本人的账户" />
      {known.account && <Account account={known.account} />}
      {elsewhere && (
        <Notice
          kind="warn"
          action={
            elsewhere.code === 'verification-required' ? { text: '去实名', onTap: onVerify } : undefined
          }
        >
          {elsewhere.detail}
        </Notice>
      )}
      {error && !refusal && <Notice kind="warn">{`${faultText(error).note}，填的都还在`}</Notice>}
      {known.wechat && (
        <Choice
          label="打到哪"
          options={[
            { value: 'bank', text: '银行卡' },
            { value: 'wechat', text: '微信零钱' },
          ]}
          value={kind}
          onChange={(it) => typed(() => setKind(it === 'wechat' ? 'wechat' : 'bank'))}
        />
      )}
      {kind === 'wechat' && (
        <Para>
          打到你登录的这个微信，不用填卡号。通过以后在这里点“到微信里收款”，进微信确认，钱就到零钱。微信会核对实名，要和你在这里实名的是同一个人。
        </Para>
      )}
      {kind === 'bank' && (
        <>
          <Field
            label="哪家银行"
            value={bank}
            placeholder="如：中国工商银行"
            maxLength={40}
            error={errorAt('bank')}
            onChange={(text) => typed(() => setBank(text))}
          />
          <Field
            label="卡号"
            kind="digits"
            value={cardNumber}
            placeholder="照卡上的数字填"
            maxLength={30}
            helper="加密保存，页面上只有后四位"
            error={errorAt('cardNumber')}
            onChange={(text) => typed(() => setCardNumber(text))}
          />
        </>
      )}
      <Card title={consentTexts.bank.title}>
        <Para inset>{consentTexts.bank.text}</Para>
        <Check
          label="我看过了，同意"
          on={agreed}
          error={told?.field === 'agreed' ? told.text : undefined}
          onChange={(on) => typed(() => setAgreed(on))}
        />
      </Card>
    </Screen>
  )
}

const Account = ({ account }: { account: PayoutAccount }) => (
  <Card title="现在的账户">
    <Pairs
      rows={[
        {
          label: account.kind === 'wechat' ? '微信零钱' : account.bank,
          value: account.kind === 'wechat' ? '登录的这个微信' : account.masked,
          tone: 'quiet',
        },
        { label: '户名', value: account.holder, tone: 'quiet' },
      ]}
    />
  </Card>
)
