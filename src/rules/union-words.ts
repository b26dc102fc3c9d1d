import type { UnionRefusal } from '@/contract'

interface Said {
  why: string
  advice: string
}

const refusals: Record<UnionRefusal, Said> = {
  'other-area': { why: '你不在这个工会的范围里', advice: '选户籍地或常驻地所在的区、街道，再申请一次' },
  'employer-union': { why: '你的单位有工会', advice: '向单位工会申请，会员福利一样有' },
  'member-elsewhere': { why: '你已经是别的工会的会员', advice: '先在那边办会员关系转出，再来申请' },
  'not-reached': { why: '工会没有联系上你', advice: '绑定现在用的手机号，再申请一次' },
  other: { why: '这次没有通过', advice: '看工会写给你的话，弄清楚了可以再申请' },
}

/** Why a union does not take somebody, and what he can do, in his words. */
export const unionRefusalWords = (reason: UnionRefusal): Said => refusals[reason]
