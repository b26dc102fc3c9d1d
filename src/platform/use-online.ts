import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

const subscribe = (told: () => void) => onlineManager.subscribe(told)
const read = () => onlineManager.isOnline()

/** Whether the phone says it has a network; a call that fails is the better proof that it has none. */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, read)
