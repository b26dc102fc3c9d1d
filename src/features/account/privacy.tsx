import { useState } from 'react'
import type { Consent, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline, type QueryView } from '@/platform/query-view'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { occupationName } from '@/rules/eligibility'
import { ageText, clockText, fullDateText } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  ErrorState,
  Notice,
  Pairs,
  Para,
  Screen,
  Section,
  Sheet,
  SkeletonList,
} from '@/ui'
import type { Session } from './session'
import type { ConsentControl, Consents } from './use-consents'

interface PrivacyProps {
  session: Session
  me: QueryView<Worker>
  consents: QueryView<Consents>
  word: ConsentControl
  /** Epoch ms, for how old things are. */
  now: number
  onLogin: () => void
}

const never = [
  '你走过哪里：位置只在手机上用；向服务器找驿站时只给大约的位置，用完不留',
  '身份证照片、人脸、通讯录',
  '你接什么单、挣多少钱',
]

/** What is known about me, in plain words, and what I agreed to. */
export function Privacy(props: PrivacyProps) {
  const { session } = props
  return (
    <Screen title="隐私" back notice={<PrivacyNotice {...props} />}>
      {session.state === 'member' ? <Known {...props} /> : <KnownOfNobody {...props} />}
      <Section title="我们不收的" />
      <Card>
        <Bullets mark="no" items={never} />
      </Card>
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function PrivacyNotice({ session, consents, now }: PrivacyProps) {
  const { fault, data, updatedAt, refresh } = consents
  if (session.state !== 'member' || !fault || !data) return null
  return (
    <Notice
      kind={isOffline(fault) ? 'offline' : 'warn'}
      action={{ text: '重试', onTap: () => void refresh() }}
    >
      {`${isOffline(fault) ? '没信号' : '没更新成'} · 这是${ageText(Math.max(0, now - updatedAt))}的`}
    </Notice>
  )
}

function KnownOfNobody({ session, onLogin }: PrivacyProps) {
  const expired = session.state === 'expired'
  return (
    <>
      <Section title="我们知道你的" />
      <Card>
        <Para inset>
          {expired
            ? '登录过期了，登录后能看、能撤回。'
            : '你没有登录，我们不知道你是谁。看驿站、看福利都不用登录。'}
        </Para>
      </Card>
      {expired && (
        <Actions>
          <Button text="登录" onTap={onLogin} />
        </Actions>
      )}
    </>
  )
}

function Known({ me, consents, word, session }: PrivacyProps) {
  const worker = me.data
  return (
    <>
      <Section title="我们知道你的" />
      {worker ? (
        <Card>
          <Pairs rows={knownRows(worker)} />
        </Card>
      ) : (
        <SkeletonList rows={3} />
      )}
      <Section title="你同意过的" />
      {consents.data ? (
        <IdentityConsent
          // Another person's sheet must not stay open.
          key={session.worker?.id}
          consent={consents.data.identity}
          word={word}
        />
      ) : consents.fault ? (
        <ErrorState
          {...faultText(consents.fault)}
          action={{ text: '重试', onTap: () => void consents.refresh() }}
        />
      ) : (
        <SkeletonList rows={2} />
      )}
    </>
  )
}

function knownRows({ maskedName, maskedPhone, occupation, verified, stations }: Worker) {
  return [
    { label: '名字', value: maskedName, note: verified ? '全名加密保存' : undefined },
    { label: '手机号', value: maskedPhone ?? '没有', note: maskedPhone && '全号加密保存' },
    ...(occupation ? [{ label: '做什么', value: occupationName(occupation) }] : []),
    {
      label: '身份证号',
      value: verified ? '有，加密保存' : '没有',
      note: verified ? '任何页面都不显示全号' : undefined,
    },
    ...(stations.length > 0
      ? [{ label: '在哪上班', value: stations.map(({ name }) => name).join('、') }]
      : []),
    { label: '登录过的手机', value: '哪种手机、哪天用过' },
    { label: '领过、用过的', value: '哪样、哪站、哪天', note: '公开的账本里没有名字' },
  ]
}

const { title, text } = consentTexts.identity

function IdentityConsent({ consent, word }: { consent: Consent | undefined; word: ConsentControl }) {
  const [asking, setAsking] = useState(false)
  const older = consent !== undefined && consent.textHash !== consentHash('identity')
  const say = (given: boolean) => word.say({ purpose: 'identity', given })
  return (
    <>
      <Card title={title} aside={!consent ? '没问过' : consent.given ? '同意了' : '撤回了'}>
        <Para inset tone="quiet">
          {consent ? `${spokenAt(consent)}${older ? '，那时的说明是旧版' : ''}` : '用到的时候会先问你'}
        </Para>
        <Para inset>{text}</Para>
        {consent && (
          <Actions>
            {consent.given ? (
              <Button
                kind="ghost"
                size="mid"
                text="撤回同意"
                busy={word.busy}
                onTap={() => setAsking(true)}
              />
            ) : (
              <Button kind="quiet" size="mid" text="重新同意" busy={word.busy} onTap={() => say(true)} />
            )}
          </Actions>
        )}
      </Card>
      {word.fault && <Notice kind="warn">{failedText(word.fault)}</Notice>}
      {asking && (
        <Sheet title="要撤回同意吗？" onClose={() => setAsking(false)}>
          <Para>撤回马上生效，不再收你新的身份信息。已经有的保障不受影响。</Para>
          <Actions>
            <Button
              kind="danger"
              text="确定撤回"
              onTap={() => {
                setAsking(false)
                say(false)
              }}
            />
            <Button kind="quiet" size="mid" text="先不撤" onTap={() => setAsking(false)} />
          </Actions>
        </Sheet>
      )}
    </>
  )
}

function spokenAt({ at, given }: Consent): string {
  const instant = Date.parse(at)
  return `${fullDateText(instant)} ${clockText(instant)} ${given ? '同意' : '撤回'}`
}

const failedText = (fault: Error): string =>
  fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，刚才的没记上`
