import * as z from 'zod/mini'
import { point, purpose, stationId, timestamp } from './shapes'

/** What a phone may have to refuse by itself, in the server's words; it takes along no others. */
export const phoneRefusals = {
  internal: { status: 500, detail: '服务器出错了，请稍后再试' },
  'outcome-unknown': { status: 503, detail: '网络断了一下，还不知道成没成。再点一次，不会重复' },
  unavailable: { status: 503, detail: '服务器暂时连不上，请稍后再试' },
  'phone-refused': { status: 422, detail: '没有拿到手机号，请再点一次' },
  'purchase-off': { status: 409, detail: '现在还不能在线参加' },
  'code-malformed': { status: 422, detail: '这不是暖新的券码' },
  'code-truncated': { status: 422, detail: '这个码没扫全，再扫一次' },
  'grant-forged': { status: 422, detail: '这个码不是暖新发的，不能用' },
  'code-stale': { status: 409, detail: '这个码过时了，请对方打开券，等新码' },
  'code-future': { status: 409, detail: '对方手机的时间快了，请他打开“自动设置时间”再出示' },
  'voucher-elsewhere': { status: 409, detail: '这张券要到别的驿站用' },
  'voucher-expired': { status: 409, detail: '这张券过期了' },
  'voucher-just-used': { status: 409, detail: '这张券刚用过一次，过一会儿才能再用' },
} as const satisfies Record<string, { status: number; detail: string }>

/**
 * Every refusal the API knows: its HTTP status and the sentence shown when the verb has nothing more exact to say.
 * 400 malformed, 401 no session, 403 by role, 404 absent, 409 by state, 413 too large, 422 by content, 429 too often.
 */
export const refusals = {
  ...phoneRefusals,
  'malformed-json': { status: 400, detail: '请求内容读不懂，请重试' },
  'invalid-input': { status: 400, detail: '有一项填得不对' },
  'key-missing': { status: 400, detail: '请求缺少防重复标识，请重试' },
  'session-required': { status: 401, detail: '请先登录' },
  'session-ended-elsewhere': { status: 401, detail: '你在别的手机上让这台退出了，要用请重新登录' },
  'session-ended-by-recovery': {
    status: 401,
    detail: '这个账号在驿站核对后换到了新手机，这台退出了。不是你办的，马上到驿站找工作人员',
  },
  'role-required': { status: 403, detail: '你的身份不能做这件事' },
  'station-not-yours': { status: 403, detail: '你不是这个驿站的工作人员' },
  'route-unknown': { status: 404, detail: '没有这个地址' },
  'not-found': { status: 404, detail: '没有找到' },
  'too-large': { status: 413, detail: '内容太大了' },
  'key-reused': { status: 422, detail: '同一个防重复标识用在了不同的请求上' },
  'too-many': { status: 429, detail: '点得太快了，歇一下再试' },

  'login-refused': { status: 422, detail: '登录没有成功，请重试' },
  'phone-code-wrong': { status: 422, detail: '验证码不对，请核对。错 5 次要重新要一个' },
  'phone-code-expired': { status: 409, detail: '验证码过期了，请重新要一个' },
  'phone-code-used': { status: 409, detail: '这个验证码用过了，请重新要一个' },
  'phone-invalid': { status: 422, detail: '手机号不对，请检查' },
  'phone-in-use': { status: 409, detail: '这个手机号已在别的账号上，请用它登录' },

  'invitation-refused': { status: 422, detail: '没有这个邀请码，请核对，或请管理员再发一个' },
  'invitation-used': { status: 409, detail: '这个邀请码用过了，请管理员再发一个' },
  'invitation-expired': { status: 409, detail: '这个邀请码过期了，请管理员再发一个' },
  'already-staff': { status: 409, detail: '你已经是了，不用再填' },
  'station-unknown': { status: 422, detail: '没有这个驿站' },

  'station-code-unknown': { status: 404, detail: '没有这个编号的驿站，请核对门上的编号' },
  'door-none': { status: 409, detail: '这个驿站的门不能用手机开' },
  'door-not-now': { status: 409, detail: '现在不能扫码开门' },
  'door-silent': { status: 503, detail: '门没有回应，请再试一次，或打驿站的电话' },
  'door-unknown': { status: 422, detail: '没有这扇门' },
  'signature-refused': { status: 422, detail: '签名不对或过期了' },

  'campaign-not-open': { status: 409, detail: '还没开始' },
  'campaign-ended': { status: 409, detail: '已经结束了' },
  'not-eligible': { status: 409, detail: '这份福利不是发给你这个工种的' },
  'membership-required': { status: 409, detail: '这份是给工会会员的，先加入工会再来领' },
  'already-claimed': { status: 409, detail: '你已经领过了' },
  'sold-out-here': { status: 409, detail: '这个站的领完了' },
  'sold-out': { status: 409, detail: '都领完了' },
  'sold-out-today': { status: 409, detail: '今天的领完了，明天再来' },
  'already-entered': { status: 409, detail: '你已经报名了，等开奖' },
  'region-elsewhere': { status: 409, detail: '这份福利是给别的地区的' },
  'registered-late': { status: 409, detail: '这份福利是给早些时候登记的人的' },
  'variant-required': { status: 422, detail: '请选一个规格' },
  'variant-unknown': { status: 422, detail: '没有这个规格' },
  'presence-required': { status: 409, detail: '要到驿站扫工作人员手机或屏幕上的码，才能领' },
  'presence-stale': { status: 409, detail: '这个码过时了，请扫现在显示的码' },
  'presence-elsewhere': { status: 409, detail: '这是别的驿站的码，请扫你选的驿站的码' },
  slowed: { status: 429, detail: '现在领得太急，请稍等。到驿站扫工作人员的码，马上能领' },
  'randomness-malformed': { status: 422, detail: '号码不对，请照公布的号码填' },
  'randomness-early': { status: 409, detail: '号码还没公布' },
  'randomness-differs': { status: 409, detail: '和另一个人填的不一样，请两人都核对' },
  'draw-done': { status: 409, detail: '已经开过奖了' },
  'station-required': { status: 422, detail: '请选一个驿站' },
  'station-not-in-campaign': { status: 422, detail: '这个驿站不发这份福利' },

  'code-unknown': { status: 422, detail: '没有这张券' },
  'code-forged': { status: 422, detail: '这个码核对不上，可能是假的或改过的，请对方打开自己的券，等新码' },
  'clock-wrong': { status: 409, detail: '这台手机的时间不对，打开“自动设置时间”再上传' },
  'digits-online': { status: 422, detail: '数字码要有网才能核销，请有网时再输' },
  'scan-late': { status: 409, detail: '这次扫码过了 7 天才上传，不能再算' },
  'person-unknown': {
    status: 404,
    detail: '没有找到，核对姓名和后四位。没实名的人、别的驿站的券，这里查不到',
  },
  'hand-cap': { status: 409, detail: '今天手工核销的名额用完了，请他充点电再扫码' },
  'stock-short': { status: 409, detail: '这里没有这么多，再点一遍' },
  'handover-own': { status: 403, detail: '交接要由另一个人来接' },
  'handover-taken': { status: 409, detail: '已经有人接了' },
  'undo-late': { status: 409, detail: '过了 60 秒，不能撤销了' },
  'code-reissued': { status: 409, detail: '这个码作废了，对方换过新码，请他打开券，等新码' },
  'voucher-not-yet': { status: 409, detail: '这张券还没到能用的时候' },
  'digits-guessed': { status: 429, detail: '数字输错太多次，先扫码，过 10 分钟再输' },
  'station-fast': { status: 429, detail: '这个站核销得太快，歇一下再来' },
  'voucher-redeemed': { status: 409, detail: '这张券已经用过了' },
  'voucher-withdrawn': { status: 409, detail: '这张券已经退回或作废' },
  'voucher-begun': { status: 409, detail: '这张券已经用过，不能退了' },
  'voucher-unbound': { status: 409, detail: '这张券哪个驿站都能用，不用改' },
  'missing-resolved': { status: 409, detail: '这件事已经处理过了' },

  'consent-required': { status: 409, detail: '要先看过说明并同意' },
  'consent-outdated': { status: 422, detail: '说明有更新，请重新看一遍' },
  'id-number-form': { status: 422, detail: '身份证号是 18 位，最后一位可能是 X' },
  'id-number-region': { status: 422, detail: '身份证号开头的地区不对' },
  'id-number-birth-date': { status: 422, detail: '身份证号里的出生日期没有这一天' },
  'id-number-future': { status: 422, detail: '身份证号里的出生日期还没到' },
  'id-number-check-digit': { status: 422, detail: '身份证号有一位打错了' },
  'name-invalid': { status: 422, detail: '姓名不对，请检查' },
  'identity-in-use': { status: 409, detail: '这个身份已在别的账号实名。换过手机的，到驿站找工作人员核对' },
  'already-verified': { status: 409, detail: '你已经实名了' },
  'recovery-refused': { status: 409, detail: '没有找到你的账号，请核对姓名和身份证号' },
  'recovery-unknown': { status: 422, detail: '找回码不对、用过了或过期了' },
  'verification-required': { status: 409, detail: '请先实名' },

  'union-unknown': { status: 422, detail: '没有这个工会，请重新选一个' },
  'union-takes-others': { status: 422, detail: '这个工会不收这样申请的，请换一个' },
  'application-open': { status: 409, detail: '你已经有一份入会申请在办' },
  'already-union-member': { status: 409, detail: '你已经是工会会员了' },
  'application-decided': { status: 409, detail: '这份申请已经有结果了' },
  'application-own': { status: 403, detail: '自己的申请要由别人来办' },

  'occupation-confirmed': { status: 409, detail: '你的工种已由名册确认，要改请到驿站' },
  'occupation-recent': { status: 409, detail: '工种 30 天能改一次' },

  'plan-closed': { status: 409, detail: '这项互助现在不能参加' },
  'age-out-of-range': { status: 409, detail: '年龄不在参加范围内' },
  'already-covered': { status: 409, detail: '你已经在保障期里了' },
  'quote-expired': { status: 409, detail: '价格单过期了，请重新看一下价格' },
  'quote-outdated': { status: 409, detail: '价格有变化，请重新看一下价格' },
  'plan-occupation': { status: 409, detail: '这项互助不是给你这个工种的' },
  'policy-claimed': { status: 409, detail: '这份保障报过案，没办完或已经给付的不能退出' },
  'cooling-over': { status: 409, detail: '过了可以退出的日子' },
  'certificate-malformed': { status: 422, detail: '凭证码是 16 位数字和字母，请核对' },
  'certificate-unknown': { status: 404, detail: '没有这张凭证，请核对凭证码' },
  'order-expired': { status: 409, detail: '订单过期了，请重新参加' },
  'order-paid': { status: 409, detail: '已经付过了' },
  'pay-in-wechat': { status: 409, detail: '请在微信小程序里登录后付款' },
  'payment-unavailable': { status: 503, detail: '微信支付暂时没有回应，请再点一次，不会重复付' },
  'payment-differs': { status: 409, detail: '付的钱和订单对不上' },

  'photo-empty': { status: 422, detail: '这张照片是空的，请重拍一张' },
  'not-a-photo': { status: 422, detail: '这不是照片。请拍照，或从相册里选' },
  'photo-unreadable': { status: 422, detail: '这张照片打不开，可能坏了，请重拍一张' },
  'photo-heic': {
    status: 422,
    detail: '苹果的 HEIC 照片这里打不开。截个图再选，或在相机设置里选“兼容性最佳”重拍',
  },
  'photo-too-large': { status: 413, detail: '这张照片超过 10 MB，请重拍一张或选小一点的' },
  'photo-too-many-pixels': { status: 422, detail: '这张照片的像素太大，请用手机相机重拍一张' },
  'photos-unsent-full': { status: 409, detail: '没报上去的照片已经有 60 张，先报上去或删掉几张' },
  'photo-unknown': { status: 422, detail: '有一张照片找不到了，请重新传' },
  'photo-sent': { status: 409, detail: '这张照片已经交上去了' },
  'claim-photos-full': { status: 409, detail: '这一份的照片已经有 120 张，放不下了' },

  'kind-not-covered': { status: 422, detail: '这份保障不管这一项' },
  'event-future': { status: 422, detail: '出事的时间还没到，请检查' },
  'event-before-cover': { status: 409, detail: '出事时保障还没开始' },
  'event-after-cover': { status: 409, detail: '出事时保障已经结束' },
  'event-in-waiting-days': { status: 409, detail: '还在等待期里，这一项不付' },
  'event-claimed': { status: 409, detail: '这件事已经报过了，接着办那一份就行' },
  'late-reason-required': { status: 422, detail: '过了报案的日子也能报，请写一下为什么晚了' },
  'bill-future': { status: 422, detail: '收费单的日期还没到，请检查' },
  'bill-date': { status: 422, detail: '收费单的日期不对，请检查' },
  'bill-amount': { status: 422, detail: '收费单的金额不对，请照单子填' },
  'stay-dates': { status: 422, detail: '住院的日期不对，请检查' },
  'stay-open': { status: 422, detail: '还没有出院日期' },
  'diagnosis-date': { status: 422, detail: '确诊的日期不对，请检查' },
  'grade-required': { status: 422, detail: '请填伤残等级，或选身故' },
  'text-refused': { status: 422, detail: '这段话微信不让发，请换个说法' },
  'papers-missing': { status: 422, detail: '还没有加照片，先拍了再交' },
  'claim-closed': { status: 409, detail: '这一份已经办完了，不能再加' },
  'claim-decided': { status: 409, detail: '这一份已经有结果了，不能撤回' },
  'objection-not-now': { status: 409, detail: '这一份没有可以申诉的结果' },
  'objection-late': { status: 409, detail: '过了申诉的日子。还有话说，请打 12351' },
  'objection-made': { status: 409, detail: '这一份已经申诉过一次了。还有话说，请打 12351' },
  'family-code-refused': { status: 422, detail: '没有这个码，或者作废、过期了，请核对' },
  'family-code-used': { status: 409, detail: '这个码已经报过一次了' },
  'family-code-own': { status: 409, detail: '这是你自己的保障，直接报就行，不用码' },
  'family-codes-full': { status: 409, detail: '已经有 3 个码能用，先作废一个' },

  'card-number': { status: 422, detail: '银行卡号不对，请照卡上的数字核对' },
  'bank-name': { status: 422, detail: '请写是哪家银行' },
  'wechat-payout-off': { status: 409, detail: '现在不能打到微信，请填银行卡' },
  'payout-not-waiting': { status: 409, detail: '现在没有等你收的钱' },
  'collect-in-wechat': { status: 409, detail: '你没有用微信登录，请在微信小程序里收，或者填银行卡' },
  'payout-preparing': { status: 503, detail: '微信正在办这笔钱，过一会儿再点，不会重复打' },
  'payout-came-back': { status: 409, detail: '微信没能打给你，可以换成银行卡' },
  'payout-unavailable': { status: 503, detail: '微信暂时没有回应，请再点一次，不会重复打' },

  'own-case': { status: 403, detail: '自己的事要由别人来办' },
  'relative-case': { status: 403, detail: '这是你经手报的案或给的码，要由别人来办' },
  'same-reviewer': { status: 403, detail: '要由另一个人来办' },
  'case-taken': { status: 409, detail: '有人正在办这一份' },
  'case-moved': { status: 409, detail: '这一份刚有变化，请刷新再看' },
  'case-closed': { status: 409, detail: '这一份已经办完，材料不能再看' },
  'reason-required': { status: 422, detail: '请写为什么要看' },
  'clause-required': { status: 422, detail: '请写按哪一条' },
  'reasons-required': { status: 422, detail: '请写清楚理由，让人看得明白' },
  'benefit-nothing': { status: 422, detail: '照这些填下来是 0 元，不能通过；该拒的请写明按哪一条' },
  'benefit-changed': { status: 409, detail: '别的案子用掉了一部分额度，金额变了，请退回重算' },
  'identity-untold': { status: 409, detail: '他还没有实名。要付钱时会请他先实名；现在要核对，打电话问他' },
  'identity-gone': { status: 409, detail: '这个人的姓名和证件号已经删掉了' },
  'policy-unknown': { status: 404, detail: '没有找到，请核对凭证号和姓名' },
  'batch-empty': { status: 409, detail: '现在没有要打到银行卡的钱' },
  'results-malformed': { status: 422, detail: '结果文件读不懂，请用这一批的原文件填' },
  'results-differ': { status: 409, detail: '结果和我们记的不一样，一行也没有记' },
  'payout-not-failed': { status: 409, detail: '这一笔没有退回来' },
} as const satisfies Record<string, { status: number; detail: string }>

export type RefusalCode = keyof typeof refusals

/** What can be wrong with an ID number, each with its own sentence. */
export const idNumberRefusals = [
  'id-number-form',
  'id-number-region',
  'id-number-birth-date',
  'id-number-future',
  'id-number-check-digit',
] as const satisfies readonly RefusalCode[]

/** How a call is refused whose session is not, or no longer, alive: whoever made it is logged out. */
export const sessionRefusals = [
  'session-required',
  'session-ended-elsewhere',
  'session-ended-by-recovery',
] as const satisfies readonly RefusalCode[]

/** What any endpoint may answer; merged into each of them. */
export const commonRefusals = [
  'malformed-json',
  'invalid-input',
  'too-large',
  'too-many',
  'internal',
  'outcome-unknown',
  'unavailable',
] as const satisfies readonly RefusalCode[]

/** Any code: phones hear those of an API that is newer than they are, and show its words. */
export const refusalCode = z
  .string()
  .register(z.globalRegistry, { enum: Object.keys(refusals) }) as unknown as z.ZodMiniType<
  RefusalCode,
  RefusalCode
>

/** Where it would work instead, or where it was done. */
export const place = z.object({
  stationId,
  name: z.string(),
  point: z.optional(point),
  left: z.optional(z.int()),
  distanceM: z.optional(z.int()),
})
export type Place = z.output<typeof place>

/** RFC 9457 problem details. `detail` is plain Chinese, to be shown as it is. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: refusalCode,
    detail: z.string(),
    /** The input field that is wrong, as a dotted path. */
    field: z.optional(z.string()),
    /** When it would work. */
    retryAt: z.optional(timestamp),
    /** When the thing that stands in the way happened. */
    at: z.optional(timestamp),
    where: z.optional(z.array(place)),
    /** The caller's own voucher, order or policy that stands in the way. */
    heldId: z.optional(z.string()),
    /** What consent is missing for. */
    purpose: z.optional(purpose),
  })
  .register(z.globalRegistry, { id: 'Problem' })
export type Problem = z.output<typeof problem>
