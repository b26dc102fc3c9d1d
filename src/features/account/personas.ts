import type { Persona } from '@/contract'
import type { IconName } from '@/ui'

interface PersonaWords {
  persona: Persona
  name: string
  icon: IconName
}

/** Who can be tried in a demo: those who are served, and those who serve. */
export const workerPersonas: readonly PersonaWords[] = [
  { persona: 'rider', name: '骑手', icon: 'meal' },
  { persona: 'courier', name: '快递员', icon: 'bag' },
  { persona: 'driver', name: '网约车司机', icon: 'pin' },
  { persona: 'trucker', name: '货车司机', icon: 'park' },
]
export const staffPersonas: readonly PersonaWords[] = [
  { persona: 'clerk', name: '驿站员', icon: 'desk' },
  { persona: 'reviewer', name: '审核员', icon: 'check' },
  { persona: 'reviewer2', name: '另一位审核员', icon: 'check' },
  { persona: 'admin', name: '管理员', icon: 'list' },
]
