import type { AgreeButtonComponent } from './agree-button.shared'
import { Button } from './button'

/** Agrees to the platform's privacy terms. */
export const AgreeButton: AgreeButtonComponent = ({ text, onAgree }) => <Button text={text} onTap={onAgree} />
