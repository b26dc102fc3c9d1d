import { useState } from 'react'
import type { Consent, Purpose, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline, type QueryView, staleText } from '@/platform/query-view'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { dateText, momentText } from '@/rules/wording'
import {
  Actions,
  Button,
  ErrorState,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Sheet,
  SkeletonList,
  type IconName,
} from '@/ui'
import { LoggedOut } from './logged-out'
import type { Session } from './session'
import type { ConsentControl, Consents } from './use-consents'

interface ConsentsProps {
  session: Session
  me: QueryView<Worker>
  consents: QueryView<Consents>
  word: ConsentControl
  /** When the caller's cover ends, epoch ms; undefined where he has none. */
  coveredUntil: number | undefined
  /** Epoch ms, for how old things are. */
  now: number
  onLogin: () => void
}

const purposes = Object.keys(consentTexts) as Purpose[]

const icons: Record<Purpose, IconName> = { identity: 'me' }

/** What a withdrawal does, at once. */
const effects: Record<Purpose, (props: ConsentsProps) => string> = {
  identity: ({ me, coveredUntil }) => {
    if (!me.data?.verified) return '以后不再收你的身份信息。'
    return coveredUntil === undefined
      ? '你马上变回没实名：姓名、身份证号当场删掉。再要用的时候，得重新填。'
      : `你有保障，出事要核对是你，所以身份信息留到保障期过（${dateText(coveredUntil - 1)}），到时就删。别的事马上不再用。`
  },
}

/** What I agreed to, purpose by purpose; each can be read in full, given and taken back. */
export function ConsentList(props: ConsentsProps) {
  const { session, onLogin } = props
  return (
    <Screen title="同意和撤回" back notice={<StaleNotice {...props} />}>
      {session.state === 'member' ? (
        // Another person's sheet must not stay open.
        <Known key={session.worker?.id} {...props} />
      ) : (
        <LoggedOut session={session} note="登录后能看同意过什么、能撤回" onLogin={onLogin} />
      )}
      {session.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function StaleNotice({ session, consents, now }: ConsentsProps) {
  const { fault, data, refresh } = consents
  if (session.state !== 'member' || !fault || !data) return null
  return (
    <Notice
      kind={isOffline(fault) ? 'offline' : 'warn'}
      action={{ text: '重试', onTap: () => void refresh() }}
    >
      {staleText(fault, consents, now)}
    </Notice>
  )
}

function Known(props: ConsentsProps) {
  const { consents, word } = props
  const [open, setOpen] = useState<Purpose>()
  const { data, fault, refresh } = consents
  if (!data) {
    return fault ? (
      <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
    ) : (
      <SkeletonList rows={purposes.length + 1} />
    )
  }
  return (
    <>
      {word.said && (
        <Notice kind="info" icon="check">
          {word.said.given ? '同意了，随时能撤回' : '撤回了，已经生效'}
        </Notice>
      )}
      {word.fault && <Notice kind="warn">{failedText(word.fault)}</Notice>}
      <Para>一件事一个同意。不同意，别的照样用。</Para>
      <List>
        {purposes.map((purpose) => (
          <ListRow
            key={purpose}
            icon={icons[purpose]}
            title={consentTexts[purpose].title}
            note={noteOf(purpose, data[purpose])}
            value={stateWord(data[purpose])}
            onTap={() => setOpen(purpose)}
          />
        ))}
      </List>
      {open && (
        <ConsentSheet {...props} purpose={open} consent={data[open]} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}

const stateWord = (consent: Consent | undefined): string =>
  !consent ? '没问过' : consent.given ? '同意了' : '撤回了'

function noteOf(purpose: Purpose, consent: Consent | undefined): string {
  if (!consent) return '用到的时候会先问你'
  return `${momentText(Date.parse(consent.at))}${isOlder(purpose, consent) ? ' · 说明改过了' : ''}`
}

const isOlder = (purpose: Purpose, { textHash }: Consent): boolean => textHash !== consentHash(purpose)

interface ConsentSheetProps extends ConsentsProps {
  purpose: Purpose
  consent: Consent | undefined
  onClose: () => void
}

function ConsentSheet(props: ConsentSheetProps) {
  const { purpose, consent, word, onClose } = props
  const { title, text, version } = consentTexts[purpose]
  const say = (given: boolean) => {
    onClose()
    word.say({ purpose, given })
  }
  const older = consent !== undefined && isOlder(purpose, consent)
  return (
    <Sheet title={title} onClose={onClose}>
      <Para>{text}</Para>
      <Para tone="quiet">
        {consent
          ? `${momentText(Date.parse(consent.at))} ${stateWord(consent)}，说明是 ${consent.version} 版${
              older ? `；这里是 ${version} 版` : ''
            }`
          : `还没问过你。说明是 ${version} 版`}
      </Para>
      {consent?.given && <Para tone="strong">{`撤回会怎样：${effects[purpose](props)}`}</Para>}
      <Actions>
        {consent?.given ? (
          <>
            {older && <Button text="按新的说明同意" onTap={() => say(true)} />}
            <Button kind="danger" text="撤回同意" onTap={() => say(false)} />
          </>
        ) : (
          <Button text="同意" onTap={() => say(true)} />
        )}
        <Button kind="quiet" size="mid" text="先不" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}

const failedText = (fault: Error): string =>
  fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，刚才的没记上`
