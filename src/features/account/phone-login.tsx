import { useEffect, useState } from 'react'
import { Refusal, serverNow } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { Actions, Button, Field, Notice } from '@/ui'
import type { PhoneLoginControl } from './use-phone-login'

/** A phone number, the code that is sent to it, and in. Goes into a Screen. */
export function PhoneLogin({ control }: { control: PhoneLoginControl }) {
  const { errors, fault } = control
  return (
    <>
      <Field
        label="手机号"
        kind="phone"
        value={control.phone}
        placeholder="11 位"
        // With spaces or +86 it is still a number.
        maxLength={17}
        error={errors.phone}
        disabled={control.busy}
        onChange={(phone) => control.change({ phone })}
        onDone={control.sent ? undefined : control.send}
      />
      <Actions>
        <SendButton
          // Counts down anew for each code.
          key={control.resendAt}
          control={control}
        />
      </Actions>
      <Field
        label="验证码"
        kind="digits"
        value={control.code}
        placeholder="短信里的 6 位数字"
        maxLength={6}
        helper={control.sent ? '发到你手机上了，5 分钟内有效' : undefined}
        error={errors.code}
        disabled={control.busy}
        onChange={(code) => control.change({ code })}
        onDone={control.submit}
      />
      {fault && (
        <Notice kind="warn">{fault instanceof Refusal ? fault.detail : faultText(fault).note}</Notice>
      )}
      <Actions>
        <Button text="登录" busy={control.busy} onTap={control.submit} />
      </Actions>
    </>
  )
}

/** On its own, so that the seconds draw nothing but it. */
function SendButton({ control: { sent, resendAt, sending, send } }: { control: PhoneLoginControl }) {
  const left = useSecondsTo(resendAt)
  return (
    <Button
      kind="ghost"
      size="mid"
      text={left > 0 ? `${waitText(left)}后能再发` : sent ? '再发一次' : '发验证码'}
      busy={sending}
      disabled={left > 0}
      onTap={send}
    />
  )
}

/** Whole seconds until then, 0 once it is past; epoch ms by the server's clock. */
function useSecondsTo(instant: number): number {
  const [left, setLeft] = useState(() => secondsTo(instant))
  useEffect(() => {
    if (secondsTo(instant) === 0) return
    const timer = setInterval(() => {
      const seconds = secondsTo(instant)
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }, 1_000)
    return () => clearInterval(timer)
  }, [instant])
  return left
}

const secondsTo = (instant: number): number => Math.max(0, Math.ceil((instant - serverNow()) / 1_000))

const waitText = (seconds: number): string =>
  seconds < 100 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
