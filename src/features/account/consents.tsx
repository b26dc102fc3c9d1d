import { useState } from 'react'
import type { Consent, Purpose } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, type QueryView, staleNotice } from '@/platform/query-view'
import { fullDateText, momentText } from '@/rules/wording'
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
  consents: QueryView<Consents>
  word: ConsentControl
  /** When the caller's cover ends, epoch ms; undefined where he has none. */
  coveredUntil: number | undefined
  /** Epoch ms, for how old things are. */
  now: number
  onLogin: () => void
}

const icons: Record<Purpose, IconName> = {
  identity: 'me',
  location: 'pin',
  health: 'medicine',
  bank: 'coin',
  messages: 'phone',
}
const purposes = Object.keys(icons) as Purpose[]

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
  const { fault, data } = consents
  if (session.state !== 'member' || !fault || !data) return null
  return <Notice {...staleNotice(fault, consents, now)} />
}

function Known(props: ConsentsProps) {
  const { consents, word } = props
  const [open, setOpen] = useState<Purpose>()
  const { data, fault, refresh } = consents
  const shown = open && data?.[open]
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
        {purposes.map((purpose) => {
          const consent = data[purpose]
          return (
            consent && (
              <ListRow
                key={purpose}
                icon={icons[purpose]}
                title={consent.title}
                note={noteOf(consent)}
                value={stateWords[consent.state]}
                onTap={() => setOpen(purpose)}
              />
            )
          )
        })}
      </List>
      {shown && <ConsentSheet {...props} consent={shown} onClose={() => setOpen(undefined)} />}
    </>
  )
}

const stateWords: Record<Consent['state'], string> = {
  never: '没问过',
  given: '同意了',
  withdrawn: '撤回了',
  outdated: '要重看',
}

function noteOf({ at, state, keptUntil }: Consent): string {
  if (at === null) return '用到的时候会先问你'
  if (keptUntil) return `有保障，留到 ${fullDateText(Date.parse(keptUntil) - 1)}再删`
  return `${momentText(Date.parse(at))}${state === 'outdated' ? ' · 说明改过了' : ''}`
}

function ConsentSheet({
  consent,
  coveredUntil,
  word,
  onClose,
}: ConsentsProps & { consent: Consent; onClose: () => void }) {
  const { purpose, title, text, version, withdrawal, state, at } = consent
  const say = (given: boolean) => {
    onClose()
    word.say({ consent, given })
  }
  const agreed = state === 'given' || state === 'outdated'
  return (
    <Sheet title={title} onClose={onClose}>
      <Para>{text}</Para>
      <Para tone="quiet">
        {at === null
          ? `还没问过你 · 说明 ${version} 版`
          : `${momentText(Date.parse(at))} ${agreed ? '同意' : '撤回'} · 说明 ${version} 版`}
      </Para>
      {state === 'outdated' && <Para tone="warn">说明改过了，你同意的是旧的，要重新看一遍。</Para>}
      {agreed && <Para tone="strong">{`撤回会怎样：${withdrawal}`}</Para>}
      {agreed && purpose === 'identity' && coveredUntil !== undefined && (
        <Para tone="warn">
          {`你现在有保障，姓名和身份证号要留到 ${fullDateText(coveredUntil - 1)}，过了就删。`}
        </Para>
      )}
      <Actions>
        {state !== 'given' && <Button text="同意" onTap={() => say(true)} />}
        {agreed && <Button kind="danger" text="撤回同意" onTap={() => say(false)} />}
        <Button kind="quiet" size="mid" text="先不" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}

const failedText = (fault: Error): string =>
  fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，刚才的没记上`
