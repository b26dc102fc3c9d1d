import { Button } from '@tarojs/components'
import type { PhoneButtonComponent } from './phone-button.shared'

/** WeChat gives a number to nothing but a button of its own. */
export const PhoneButton: PhoneButtonComponent | undefined = ({ text, quiet, onCode, onFailed }) => (
  <Button
    className={`btn btn-own ${quiet ? 'btn-quiet btn-mid' : 'btn-primary'}`}
    hoverClass="tap-on"
    openType="getPhoneNumber"
    onGetPhoneNumber={({ detail: { code, errMsg } }) => {
      if (code) onCode(code)
      else if (!/deny|cancel/.test(errMsg)) onFailed()
    }}
  >
    {text}
  </Button>
)
