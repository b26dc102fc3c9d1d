import { UnsupportedPathError, type Result, type Router } from 'hono/router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { TrieRouter } from 'hono/router/trie-router'

/**
 * Hono's quickest router refuses a parameter beside fixed names (`/stations/{id}` beside `/stations/nearest`), upon which
 * Hono falls back to one ten times slower for every route. Here only those that were refused go there, and whatever
 * nobody answers. What is added for all methods stands before all routes.
 */
export class EndpointRouter<T> implements Router<T> {
  name = 'EndpointRouter'
  private readonly routes: [method: string, path: string, handler: T][] = []
  private readonly slow = new TrieRouter<T>()
  private quick: RegExpRouter<T> | undefined
  private before = 0

  add(method: string, path: string, handler: T): void {
    this.slow.add(method, path, handler)
    if (method === 'ALL') this.before++
    this.routes.push([method, path, handler])
  }

  match(method: string, path: string): Result<T> {
    const found = (this.quick ??= this.build()).match(method, path)
    return found[0].length > this.before ? found : this.slow.match(method, path)
  }

  private build(): RegExpRouter<T> {
    const quick = new RegExpRouter<T>()
    // Fixed names first: of two that cannot stand beside each other the parameter is to be refused, which would take both.
    for (const [method, path, handler] of this.routes.sort((a, b) => compare(orderOf(a), orderOf(b)))) {
      try {
        quick.add(method, path, handler)
      } catch (error) {
        if (!(error instanceof UnsupportedPathError)) throw error
      }
    }
    return quick
  }
}

/** A tilde comes behind all letters. */
const orderOf = ([method, path]: [string, string, unknown]): string =>
  method === 'ALL' ? '' : path.replaceAll(':', '~')

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
