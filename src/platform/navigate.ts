import Taro, { useRouter } from '@tarojs/taro'
import { useMemo } from 'react'
import { type LinkTarget, readEntry } from '@/rules/link'
import { type RouteName, type RouteParams, type TabName, routes } from './routes'

/** WeChat opens no page beyond its tenth. */
const maxDepth = 10

type ParamsArgument<N extends RouteName> =
  Record<string, never> extends RouteParams<N> ? [params?: RouteParams<N>] : [params: RouteParams<N>]

/** `urlOf('station', {id})` -> `/pages/station/detail/index?id=…` */
export function urlOf<N extends RouteName>(name: N, ...[params]: ParamsArgument<N>): string {
  const query = Object.entries((params ?? {}) as Record<string, string | undefined>)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')
  return `/${routes[name].path}${query && `?${query}`}`
}

const ignore = () => undefined

/** Opens a screen over this one; a tab is switched to. In a stack that is full it takes this one's place. */
export function go<N extends RouteName>(name: N, ...params: ParamsArgument<N>): void {
  const url = urlOf(name, ...params)
  if (isTab(name)) switchTab(name)
  else if (Taro.getCurrentPages().length >= maxDepth) Taro.redirectTo({ url }).catch(ignore)
  else Taro.navigateTo({ url }).catch(ignore)
}

/** Opens a screen in the place of this one, so that back does not return here. */
export function replaceWith<N extends RouteName>(name: N, ...params: ParamsArgument<N>): void {
  if (isTab(name)) switchTab(name)
  else Taro.redirectTo({ url: urlOf(name, ...params) }).catch(ignore)
}

export function switchTab(name: TabName): void {
  Taro.switchTab({ url: `/${routes[name].path}` }).catch(ignore)
}

/** Whether back has somewhere to go to. */
const canGoBack = (): boolean => Taro.getCurrentPages().length > 1

/** To the screen before; from one that was opened by a link or a scan, to the first tab. */
export function back(): void {
  if (canGoBack()) Taro.navigateBack().catch(ignore)
  else switchTab('stations')
}

/**
 * This screen's parameters; one that is missing from the link is ''. A code or a plain link that WeChat opened the screen
 * with says which station or campaign it is.
 */
export function useParams<N extends RouteName>(name: N): RouteParams<N> {
  const opened = useRouter().params as Record<string, string | undefined>
  const entry = readEntry(opened)
  const given = entry?.kind === name ? { ...opened, id: entry.id } : opened
  const read: Record<string, string | undefined> = {}
  for (const param of routes[name].params) {
    const optional = param.endsWith('?')
    const key = optional ? param.slice(0, -1) : param
    read[key] = decode(given[key]) ?? (optional ? undefined : '')
  }
  return read as RouteParams<N>
}

/** What the code or plain link leads to that this page was opened with, wherever WeChat was told to open it. */
export function useEntry(): LinkTarget | undefined {
  const { params } = useRouter()
  return useMemo(() => readEntry(params as Record<string, string | undefined>), [params])
}

function isTab(name: RouteName): name is TabName {
  return 'tab' in routes[name]
}

/** Neither platform decodes parameters; a stray % in a hand-made link must not end the screen. */
function decode(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return value
  }
}
