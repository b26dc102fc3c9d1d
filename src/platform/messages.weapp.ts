import Taro from '@tarojs/taro'
import type { Messages } from './messages.shared'

export const messages: Messages = {
  async askMessages(templateIds) {
    // Whoever has switched messages off altogether is not asked, and the call fails.
    const answer: unknown = await Taro.requestSubscribeMessage({
      tmplIds: [...templateIds],
    } as Taro.requestSubscribeMessage.Option).catch(() => ({}))
    const answered = answer as Record<string, unknown>
    return templateIds.filter((id) => answered[id] === 'accept')
  },
}
