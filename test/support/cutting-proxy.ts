import net from 'node:net'

/** A TCP proxy before PostgreSQL that can cut a conversation at a chosen word, as a failing network would. */
export interface CuttingProxy {
  /** The given URL, led through the proxy. */
  readonly url: string
  /**
   * Arms one cut, at the next message to the server that holds `word`: `before` the server gets it, or `after` the server
   * answered and before that answer arrives.
   */
  cutAt(word: string, when: 'before' | 'after'): void
  /** Cuts every connection; `refuse` also turns new ones away until it is called again with false. */
  cutAll(refuse?: boolean): void
  /** Connections now open. */
  readonly open: number
  close(): Promise<void>
}

/** @param url must not ask for TLS, since the proxy reads along. */
export async function createCuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url)
  const pairs = new Set<[net.Socket, net.Socket]>()
  let cut: { word: string; when: 'before' | 'after' } | undefined
  let refusing = false

  const server = net.createServer((near) => {
    if (refusing) return void near.destroy()
    const far = net.connect(Number(target.port || 5432), target.hostname)
    const pair: [net.Socket, net.Socket] = [near, far]
    pairs.add(pair)
    let swallowing = false
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.on('data', (chunk) => {
      if (cut && chunk.includes(cut.word)) {
        const { when } = cut
        cut = undefined
        if (when === 'before') return end()
        swallowing = true
      }
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (swallowing) end()
      else near.write(chunk)
    })
    for (const socket of pair) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as net.AddressInfo).port)

  const cutAll = (refuse = false) => {
    refusing = refuse
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    url: through.href,
    cutAt: (word, when) => void (cut = { word, when }),
    cutAll,
    get open() {
      return pairs.size
    },
    async close() {
      cutAll(true)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
