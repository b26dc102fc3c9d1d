import type { Order, Refund } from '@/contract'
import { clockText, dateText, yuan } from '@/rules/wording'

/** 48 元在退，一般 1 到 3 天到账; `number`: whom to ring where it failed. */
export function refundText({ amountFen, doneAt, state }: Refund, number: string): string {
  const sum = `${yuan(amountFen)} 元`
  switch (state) {
    case 'due':
    case 'asked':
      return `${sum}正在原路退回，一般 1 到 3 天到`
    case 'done':
      return doneAt === null ? `${sum}退好了` : `${sum}退好了，${dateText(Date.parse(doneAt))}`
    case 'failed':
      return `${sum}没退成，打 ${number}，我们查`
  }
}

/** An order in two lines of a list. */
export function orderLines(order: Order, number: string): { title: string; note: string } {
  const { ownFen, payBy, refund, state, title } = order
  if (refund) return { title: `${title}的退款`, note: refundText(refund, number) }
  const sum = `${yuan(ownFen)} 元`
  if (state === 'awaiting-payment')
    return {
      title: `${title}，还没付好`,
      note: `${sum} · 留到 ${clockText(Date.parse(payBy))} · 查结果或接着付`,
    }
  return { title: `${title}，订单过期了`, note: `${sum} · 正在跟微信核对有没有扣钱` }
}
