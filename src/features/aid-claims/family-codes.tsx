import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { copyText } from '@/platform'
import { Refusal } from '@/platform/call'
import { type QueryView, faultText, viewOf } from '@/platform/query-view'
import { dateText } from '@/rules/wording'
import type { FamilyCode } from '@/contract'
import {
  Actions,
  Button,
  Card,
  CodeCard,
  Digits,
  EmptyState,
  ErrorState,
  Lead,
  Notice,
  Para,
  QrCode,
  Screen,
  Section,
  SkeletonList,
} from '@/ui'
import { fetchFamilyCodes, makeFamilyCode, withdrawFamilyCode } from './api'

const codesKey = (policyId: string) => ['aid', 'family-codes', policyId]

/** Codes to a policy: what is known of them, one that was just made, and how to make and take back. */
export function useFamilyCodes(policyId: string, signedIn: boolean) {
  const client = useQueryClient()
  const view = viewOf(
    useQuery({
      queryKey: codesKey(policyId),
      queryFn: ({ signal }) => fetchFamilyCodes(policyId, signal),
      enabled: signedIn,
      // Who could file for him is nothing to keep.
      meta: { keep: false },
    }),
  )
  const heard = () => void client.invalidateQueries({ queryKey: codesKey(policyId) })
  const making = useMutation({ mutationFn: () => makeFamilyCode(policyId), onSuccess: heard })
  const taking = useMutation({ mutationFn: withdrawFamilyCode, onSettled: heard })
  return { view, making, taking }
}

interface FamilyCodesProps {
  codes: ReturnType<typeof useFamilyCodes>
  signedIn: boolean
  /** Epoch ms. */
  now: number
  onLogin: () => void
}

/** 给家人一个码: in case he cannot file himself. */
export function FamilyCodes({ codes, signedIn, now, onLogin }: FamilyCodesProps) {
  const { view, making, taking } = codes
  const fault = making.error ?? taking.error
  if (!signedIn) {
    return (
      <Screen title="给家人一个码" back>
        <EmptyState
          icon="lock"
          title="登录后能给"
          action={{ text: '登录', kind: 'primary', onTap: onLogin }}
        />
      </Screen>
    )
  }
  return (
    <Screen
      title="给家人一个码"
      back
      foot={
        <Button
          text={making.data ? '再给一个人' : '生成一个码'}
          busy={making.isPending}
          onTap={() => making.mutate()}
        />
      }
    >
      <Lead title="你办不了时，家人替你报" note="一个码报一次，180 天有效。钱还是只打给你自己" />
      {fault && (
        <Notice kind="warn">
          {fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，还没办成`}
        </Notice>
      )}
      {making.data && <Fresh code={making.data.code} />}
      <Given view={view} now={now} taking={taking} />
    </Screen>
  )
}

function Fresh({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    void copyText(`我的互助报案码：${code}。我办不了时，在暖新“保障—出事了—替家人报”里填它。`).then(() =>
      setCopied(true),
    )
  return (
    <>
      <CodeCard top="给家人的码" note="只显示这一次。让他拍下来、抄下来，或者发给他">
        <QrCode text={code} label="给家人的码" />
        <Digits value={code.replace(/-/g, '')} label="给家人的码" />
      </CodeCard>
      <Actions>
        <Button kind="quiet" text={copied ? '复制了，发给家人吧' : '复制，发给家人'} onTap={copy} />
      </Actions>
    </>
  )
}

interface GivenProps {
  view: QueryView<FamilyCode[]>
  now: number
  taking: ReturnType<typeof useFamilyCodes>['taking']
}

function Given({ view, now, taking }: GivenProps) {
  if (!view.data) {
    return view.fault ? (
      <ErrorState {...faultText(view.fault)} action={{ text: '重试', onTap: () => void view.refresh() }} />
    ) : (
      <SkeletonList rows={2} />
    )
  }
  if (view.data.length === 0) return <Para tone="quiet">还没给过。</Para>
  return (
    <>
      <Section title="给过的" aside={`${view.data.length} 个`} />
      {view.data.map((it) => {
        const good = it.usedAt === null && Date.parse(it.expiresAt) > now
        const made = `${dateText(Date.parse(it.madeAt))}${it.by === 'union' ? '工会给的' : '给的'}`
        return (
          <Card key={it.id} title={made} aside={it.usedAt ? '用过了' : good ? '能用' : '过期了'}>
            <Para inset tone="quiet">
              {it.usedAt
                ? `${dateText(Date.parse(it.usedAt))}报过一次`
                : `到 ${dateText(Date.parse(it.expiresAt))}`}
            </Para>
            {good && (
              <Actions>
                <Button
                  kind="ghost"
                  size="mid"
                  text="作废"
                  label={`作废${made}的码`}
                  busy={taking.isPending && taking.variables === it.id}
                  onTap={() => taking.mutate(it.id)}
                />
              </Actions>
            )}
          </Card>
        )
      })}
    </>
  )
}
