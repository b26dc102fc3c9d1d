import type { Invitation, StaffMember } from '@/contract'

export const roleNames: Record<Invitation['role'], string> = { clerk: '驿站员', reviewer: '审核员' }

/** What each may do once he is in. */
export const roleNotes: Record<Invitation['role'], string> = {
  clerk: '在自己的驿站核销券、核对身份',
  reviewer: '审核互助申请，不分驿站',
}

/** 驿站员 · 建设大街骑手驿站、工人北里社区工会驿站 */
export function aboutText({ role, stations }: Pick<Invitation, 'role' | 'stations'>): string {
  return [roleNames[role], stationsText(stations)].filter(Boolean).join(' · ')
}

/** 驿站员 · 审核员 · 建设大街骑手驿站 */
export function staffText({ roles, stations }: StaffMember): string {
  const named = (['clerk', 'reviewer'] as const).filter((it) => roles.includes(it)).map((it) => roleNames[it])
  return [...named, stationsText(stations)].filter(Boolean).join(' · ')
}

/** The first two by name. */
function stationsText(stations: StaffMember['stations']): string {
  const names = stations.slice(0, 2).map(({ name }) => name)
  return `${names.join('、')}${stations.length > 2 ? ` 等 ${stations.length} 个驿站` : ''}`
}
