import { useState } from 'react'
import { copyText } from '@/platform'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { spokenQr } from '@/rules/scanned'
import { momentText } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  Choice,
  CodeCard,
  Digits,
  Field,
  List,
  ListRow,
  Notice,
  Para,
  QrCode,
  Screen,
  Section,
  SkeletonList,
} from '@/ui'
import { roleNames, roleNotes } from './staff-words'
import type { InviteControl } from './use-invite'

interface InviteProps {
  control: InviteControl
  onDone: () => void
}

const roles = (['clerk', 'reviewer'] as const).map((value) => ({ value, text: roleNames[value] }))
const terms = [1, 3, 7].map((it) => ({ value: String(it), text: `${it} 天` }))

/** Who is to come, where to, and for how long the code is good; then the code. */
export function Invite({ control, onDone }: InviteProps) {
  const { made, role, days, fault } = control
  if (made) return <Code made={made} onDone={onDone} />
  return (
    <Screen
      title="邀请人"
      back
      foot={
        <Button
          text="生成邀请码"
          busy={control.sending}
          disabled={!control.ready}
          why="先选驿站"
          onTap={control.send}
        />
      }
    >
      {fault && (
        <Notice kind="warn">
          {fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，填的都还在`}
        </Notice>
      )}
      <Section title="请他做什么" />
      <Choice label="请他做什么" options={roles} value={role} onChange={control.setRole} />
      <Para tone="quiet">{roleNotes[role]}</Para>
      <Section title="几天内有效" />
      <Choice
        label="几天内有效"
        options={terms}
        value={String(days)}
        onChange={(it) => control.setDays(Number(it))}
      />
      {role === 'clerk' && <Stations control={control} />}
    </Screen>
  )
}

function Stations({ control }: { control: InviteControl }) {
  const { chosen, drop, full, words, setWords } = control
  return (
    <>
      <Section title="在哪些驿站" aside={chosen.length > 0 ? `${chosen.length} 个` : undefined} />
      {chosen.length > 0 && (
        <List>
          {chosen.map(({ id, name, address }) => (
            <ListRow
              key={id}
              title={name}
              note={address}
              action={{ icon: 'cross', label: `不要${name}`, onTap: () => drop(id) }}
            />
          ))}
        </List>
      )}
      {full ? (
        <Para tone="quiet">最多 50 个驿站</Para>
      ) : (
        <Field
          search
          label="找驿站"
          value={words}
          placeholder="名字或路名"
          maxLength={64}
          onChange={setWords}
        />
      )}
      {!full && <Found control={control} />}
    </>
  )
}

function Found({ control: { found, choose } }: { control: InviteControl }) {
  if (!found) return null
  const { data, fault, refresh } = found
  if (!data) {
    return fault ? (
      <Notice kind="warn" action={{ text: '重试', onTap: () => void refresh() }}>
        {faultText(fault).note}
      </Notice>
    ) : (
      <SkeletonList rows={2} />
    )
  }
  if (data.length === 0) return <Para tone="quiet">没有找到。换个名字或路名试试</Para>
  return (
    <List>
      {data.map((it) => (
        <ListRow key={it.id} icon="pin" title={it.name} note={it.address} onTap={() => choose(it)} />
      ))}
    </List>
  )
}

interface CodeProps {
  made: NonNullable<InviteControl['made']>
  onDone: () => void
}

function Code({ made: { code, invitation }, onDone }: CodeProps) {
  const [copied, setCopied] = useState<boolean>()
  const letters = code.replace(/-/g, '')
  return (
    <Screen
      title="邀请码"
      back
      onBack={onDone}
      foot={
        <Actions>
          <Button
            text={copied ? '复制好了' : '复制邀请码'}
            icon={copied ? 'check' : undefined}
            onTap={() => void copyText(code).then(setCopied)}
          />
          <Button kind="quiet" size="mid" text="发给他了" onTap={onDone} />
        </Actions>
      }
    >
      <Notice kind="warn">只显示这一次，离开就看不到了</Notice>
      {copied === false && <Notice kind="info">没复制上，请照着抄给他</Notice>}
      <CodeCard
        top={`${roleNames[invitation.role]}，一个人用`}
        aside={`到 ${momentText(Date.parse(invitation.expiresAt))}`}
        note="他点“扫码”扫它，或在“我的”里填邀请码"
      >
        <QrCode text={spokenQr('invitation', code)} label="邀请码" />
        <Digits value={letters} label="邀请码" />
      </CodeCard>
      {invitation.stations.length > 0 && (
        <Card title="他会在这些驿站">
          <Bullets mark="yes" items={invitation.stations.map(({ name }) => name)} />
        </Card>
      )}
    </Screen>
  )
}
