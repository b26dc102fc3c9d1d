import type { ClaimKind, ClaimState, PhotoPurpose } from '@/contract'

const kinds: Record<ClaimKind, string> = {
  'accident-treatment': '受伤看病',
  'hospital-days': '受伤住院',
  'death-disability': '伤残或身故',
  'serious-illness': '查出重病',
}

/** What happened, in two to five characters. */
export const claimKindName = (kind: ClaimKind): string => kinds[kind]

const states: Record<ClaimState, string> = {
  submitted: '已收到',
  reviewing: '正在核对',
  papers: '等你补材料',
  proposed: '第二个人复核',
  approved: '通过了，等打款',
  paid: '已到账',
  refused: '没有通过',
  withdrawn: '已撤回',
}

/** A state in the member's words. */
export const claimStateName = (state: ClaimState): string => states[state]

const purposes: Record<PhotoPurpose, string> = {
  injury: '受伤的地方',
  diagnosis: '病历或诊断',
  bill: '医院收费单',
  scene: '事故现场',
  'hospital-stay': '出入院记录',
  disability: '伤残评定书',
  death: '死亡证明',
  other: '别的材料',
}

/** What a photo shows. */
export const photoPurposeName = (purpose: PhotoPurpose): string => purposes[purpose]

/** What is to be photographed for a kind, the most needed first; `must` is what no decision can be made without. */
export function papersFor(kind: ClaimKind): readonly { purpose: PhotoPurpose; must: boolean }[] {
  const must = (purpose: PhotoPurpose) => ({ purpose, must: true })
  const may = (purpose: PhotoPurpose) => ({ purpose, must: false })
  switch (kind) {
    case 'accident-treatment':
      return [may('injury'), must('diagnosis'), must('bill'), may('scene')]
    case 'hospital-days':
      return [must('hospital-stay'), must('diagnosis'), must('bill'), may('scene')]
    case 'death-disability':
      return [must('disability'), may('death'), must('diagnosis'), may('scene')]
    case 'serious-illness':
      return [must('diagnosis'), may('hospital-stay'), may('other')]
  }
}
