import { Button } from '@tarojs/components'
import type { AgreeButtonComponent } from './agree-button.shared'

/** Agrees to the privacy terms: WeChat takes it from nothing but a button of its own. */
export const AgreeButton: AgreeButtonComponent = ({ id, text, onAgree }) => (
  <Button
    id={id}
    className="btn btn-primary btn-own"
    hoverClass="tap-on"
    openType="agreePrivacyAuthorization"
    onAgreePrivacyAuthorization={onAgree}
  >
    {text}
  </Button>
)
