import Taro from '@tarojs/taro'

/** Opens the phone's dialler with this number in it; the call is up to the user, who may also turn it down. */
export function dial(phoneNumber: string): void {
  Promise.resolve(Taro.makePhoneCall({ phoneNumber })).catch(() => undefined)
}
