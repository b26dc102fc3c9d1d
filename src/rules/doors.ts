import type { OpenState, Station } from '@/contract'
import { isOpen } from './opening-hours'

/** Whether a station's door opens by the phone now: it can, and these are hours when one gets in by scanning. */
export const doorOpens = ({ smartDoor }: Pick<Station, 'smartDoor'>, state: OpenState): boolean =>
  smartDoor === true && isOpen(state) && 'access' in state && state.access === 'qr'
