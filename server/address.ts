import net from 'node:net'

/**
 * From where a request came: the peer of the connection, or, behind so many proxies of ours, what the outermost of them
 * wrote into X-Forwarded-For. Whatever stands left of that anybody may have written. Of IPv6 the /64, which is what one
 * customer gets.
 */
export function addressOf(
  peer: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string | undefined {
  const chain = [...(proxies > 0 && forwarded ? forwarded.split(',') : []), peer ?? '']
  const claimed = chain[Math.max(0, chain.length - 1 - proxies)]
  return networkOf(claimed ?? '') ?? networkOf(peer ?? '')
}

function networkOf(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
  if (net.isIPv4(bare)) return bare
  if (!net.isIPv6(bare)) return undefined
  // Written out by URL in the one shortest form.
  const [left = '', right] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  if (bare === '::1') return bare
  const head = left.split(':').filter(Boolean)
  const tail = right?.split(':').filter(Boolean) ?? []
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
  return `${groups.slice(0, 4).join(':')}::/64`
}
