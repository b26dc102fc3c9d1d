/** Answers a request of the mini-program as a server would; rejects where no answer can come. */
export type Server = (request: Request) => Promise<Response>

/** One request, as it went. Times are `performance.now()`. */
export interface Exchange {
  url: string
  method: string
  begunAt: number
  endedAt?: number
  /** Undefined where no answer came. */
  status?: number
  bytes?: number
}

type Listener = (online: boolean) => void

/** The phone's connection. */
export class Network {
  readonly exchanges: Exchange[] = []
  private connected = true
  private readonly listeners = new Set<Listener>()
  private readonly cuts = new Set<() => void>()

  constructor(readonly server: Server) {}

  get online(): boolean {
    return this.connected
  }

  /** Turns it on or off; what is under way when it goes off fails. */
  set online(online: boolean) {
    if (online === this.connected) return
    this.connected = online
    if (!online) for (const cut of [...this.cuts]) cut()
    for (const listener of this.listeners) listener(online)
  }

  listen(listener: Listener): void {
    this.listeners.add(listener)
  }

  /** Calls `cut` when the connection goes; returns how to stop that. */
  onCut(cut: () => void): () => void {
    this.cuts.add(cut)
    return () => void this.cuts.delete(cut)
  }
}

/** A server that is the app itself, wherever the build thinks that it lives. */
export const serverOf =
  (app: { fetch(request: Request): Response | Promise<Response> }): Server =>
  async (request) =>
    app.fetch(request)

/** A server that listens somewhere on this machine, wherever the build thinks that it lives. */
export const serverAt =
  (origin: string): Server =>
  async (request) => {
    const { pathname, search } = new URL(request.url)
    return fetch(new Request(new URL(pathname + search, origin), request))
  }
