import type { Station } from '@/contract'
import { openMap } from '@/platform'

/** Opens the phone's map on a station, to be guided there. */
export const goTo = ({ point, name, address }: Station): void => openMap({ ...point, name, address })
