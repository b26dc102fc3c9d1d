/** What a device is called in the list of devices: enough to know one's own again, and no more. */
export function deviceOf(userAgent: string | undefined): string {
  if (!userAgent) return '认不出的设备'
  const kind = kinds.find(([told]) => told.test(userAgent))?.[1] ?? '设备'
  return `${kind} · ${userAgent.includes('MicroMessenger') ? '微信' : '浏览器'}`
}

/** HarmonyOS calls itself Android as well, so it comes first. */
const kinds: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙手机'],
  [/iPhone|iPad|iPod/, '苹果手机'],
  [/Android/, '安卓手机'],
  [/Windows|Macintosh|Linux|CrOS/, '电脑'],
]
