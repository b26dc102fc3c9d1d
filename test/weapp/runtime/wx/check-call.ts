import { type Shape, type Signature, type Signatures, readSignatures } from './signatures'

let signatures: Signatures | undefined

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/**
 * What is wrong with a call of WeChat's API, by its types: an unknown option, one of another kind, a value that is not among
 * those allowed, one that is missing. Undefined where nothing is.
 */
export function faultOfCall(api: string, args: readonly unknown[]): string | undefined {
  signatures ??= readSignatures()
  const ways = signatures[api]
  if (!ways) return `wx.${api} is not in WeChat's API`
  const faults = ways.map((way) => faultOfWay(way, args))
  return faults.includes(undefined) ? undefined : `wx.${api}: ${faults[0]}`
}

function faultOfWay(way: Signature, args: readonly unknown[]): string | undefined {
  for (const [i, parameter] of way.entries()) {
    const value = args[i]
    if (value === undefined) {
      if (!parameter.optional) return `argument ${i + 1} is missing`
      continue
    }
    const fault = faultOf(parameter, value, '')
    if (fault) return fault
  }
  return undefined
}

function faultOf({ kinds, values, keys, items }: Shape, value: unknown, place: string): string | undefined {
  const kind = kindOf(value)
  const where = place || 'the argument'
  if (kinds.length > 0 && !kinds.includes(kind)) return `${where} is ${kind}, not ${kinds.join(' or ')}`
  if (values && !values.includes(value as string))
    return `${where} is ${JSON.stringify(value)}, not one of ${values.join(', ')}`
  if (kind === 'array' && items) {
    for (const [i, item] of (value as unknown[]).entries()) {
      const fault = faultOf(items, item, `${place}[${i}]`)
      if (fault) return fault
    }
  }
  if (kind !== 'object' || !keys) return undefined
  const given = value as Record<string, unknown>
  const at = (key: string) => (place ? `${place}.${key}` : key)
  for (const key of Object.keys(given)) if (!(key in keys)) return `there is no option ${at(key)}`
  for (const [key, shape] of Object.entries(keys)) {
    if (given[key] === undefined) {
      if (!shape.optional) return `${at(key)} is missing`
      continue
    }
    const fault = faultOf(shape, given[key], at(key))
    if (fault) return fault
  }
  return undefined
}
