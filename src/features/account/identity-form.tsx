import { isSessionLost } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { consentTexts } from '@/rules/consent-texts'
import { Actions, Button, Card, Check, Field, Notice, Para } from '@/ui'
import type { IdentityFormControl } from './use-identity-form'

interface IdentityFormProps {
  form: IdentityFormControl
  /** What sends it. */
  submit: string
  /** The session is gone; what was typed stays. */
  onLogin: () => void
  /** To the account that this person has already. */
  onRecover?: () => void
}

const { title, text } = consentTexts.identity

/** What the ID number is for, in full; a tick; name and number. Goes into a Screen. */
export function IdentityForm({ form, submit, onLogin, onRecover }: IdentityFormProps) {
  const { errors, fault } = form
  return (
    <>
      <Card title={title}>
        <Para inset>{text}</Para>
        <Check
          label="我看过了，同意"
          on={form.agreed}
          error={errors.consent}
          disabled={form.busy}
          onChange={(agreed) => form.change({ agreed })}
        />
      </Card>
      <Field
        label="姓名"
        value={form.name}
        placeholder="身份证上的姓名"
        maxLength={64}
        error={errors.name}
        disabled={form.busy}
        onChange={(name) => form.change({ name })}
        onBlur={() => form.leave('name')}
      />
      <Field
        label="身份证号"
        kind="id"
        value={form.idNumber}
        placeholder="18 位"
        maxLength={22}
        helper="加密保存，不显示全号"
        error={errors.idNumber}
        disabled={form.busy}
        onChange={(idNumber) => form.change({ idNumber })}
        onBlur={() => form.leave('idNumber')}
        onDone={form.submit}
      />
      {form.inUse && onRecover && (
        <Notice kind="info" action={{ text: '找回账号', onTap: onRecover }}>
          换了手机？以前的账号能找回来
        </Notice>
      )}
      {fault && <FaultNotice fault={fault} onLogin={onLogin} />}
      <Actions>
        <Button text={submit} busy={form.busy} onTap={form.submit} />
      </Actions>
    </>
  )
}

function FaultNotice({ fault, onLogin }: { fault: Error; onLogin: () => void }) {
  if (isSessionLost(fault)) {
    return (
      <Notice kind="warn" action={{ text: '去登录', onTap: onLogin }}>
        登录过期了，登录后接着填
      </Notice>
    )
  }
  return <Notice kind="warn">{`${faultText(fault).note}，填的都还在`}</Notice>
}
