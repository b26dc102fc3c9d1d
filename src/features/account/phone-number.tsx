import { useMutation } from '@tanstack/react-query'
import { type Worker, phoneRefusals } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { Actions, Card, Notice, Para } from '@/ui'
import { bindPhone } from './api'
import { PhoneButton } from './phone-button'
import { workerHeard } from './session'

const failed = new Refusal({ code: 'phone-refused', ...phoneRefusals['phone-refused'] })

/** The number one can log in with outside WeChat; nobody has to give one. */
export function PhoneNumber({ worker: { maskedPhone } }: { worker: Worker }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (code: string | undefined) => {
      if (code === undefined) throw failed
      return (await bindPhone(code)).worker
    },
    onSuccess: workerHeard,
  })
  return (
    <>
      <Card title={maskedPhone ?? '没有绑定'}>
        <Para inset tone="quiet">
          {maskedPhone
            ? '不用微信的时候，用它也能登录'
            : PhoneButton
              ? '绑不绑都行。绑了，不用微信也能登录'
              : '在微信里打开，可以绑定'}
        </Para>
        {PhoneButton && (
          <Actions>
            <PhoneButton
              text={isPending ? '正在绑定' : maskedPhone ? '换成微信里的手机号' : '绑定手机号'}
              quiet={maskedPhone !== undefined}
              onCode={mutate}
              onFailed={() => mutate(undefined)}
            />
          </Actions>
        )}
      </Card>
      {error && (
        <Notice kind="warn">{error instanceof Refusal ? error.detail : faultText(error).note}</Notice>
      )}
    </>
  )
}
