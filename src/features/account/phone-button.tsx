import type { PhoneButtonComponent } from './phone-button.shared'

/** Nobody but WeChat vouches for a number. */
export const PhoneButton: PhoneButtonComponent | undefined = undefined
