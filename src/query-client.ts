import {
  MutationCache,
  QueryCache,
  QueryClient,
  type DehydratedState,
  type Query,
  dehydrate,
  focusManager,
  hydrate,
  onlineManager,
} from '@tanstack/react-query'
import { NetworkFault, isOnline, now, onAppHide, onAppShow, onNetworkChange, storage } from '@/platform'
import { Refusal } from '@/platform/call'

/** Replies older than this are not shown again. */
const keepMs = 7 * 24 * 3_600_000
/** Pause between a reply and its being written down, so that a burst is written once. */
const writeAfterMs = 1_000
const storageKey = 'replies'
/** Replies to calls that another contract described would have other shapes. */
const contract = process.env.TARO_APP_CONTRACT

interface Kept {
  contract: string | undefined
  state: DehydratedState
}

/**
 * What the API answered, kept from one start of the app to the next. Screens show `data` before they look at `error`:
 * a refetch that fails leaves the older reply in place. A query whose reply must not be written down says
 * `meta: {keep: false}`.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIAm }),
  mutationCache: new MutationCache({ onError: askWhoIAm }),
  defaultOptions: {
    queries: {
      // Phones misjudge their own network: the first try always goes out.
      networkMode: 'offlineFirst',
      staleTime: 30_000,
      gcTime: keepMs,
      retry: (failures, fault) => fault instanceof NetworkFault && fault.kind !== 'aborted' && failures < 2,
      retryDelay: (failures) => 500 * 2 ** failures,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** A role or a station was taken from whoever uses this phone: his screens are to know it as soon as he is refused. */
function askWhoIAm(fault: Error): void {
  if (!(fault instanceof Refusal)) return
  if (fault.code === 'role-required' || fault.code === 'station-not-yours') {
    void queryClient.invalidateQueries({ queryKey: ['me'], exact: true })
  }
}

/** Reads back what was kept and ties the client to the phone's network and foreground. Call once, before rendering. */
export function startQueries(): void {
  restore()
  focusManager.setEventListener((setFocused) => {
    const stops = [onAppShow(() => setFocused(true)), onAppHide(() => setFocused(false))]
    return () => stops.forEach((stop) => stop())
  })
  onlineManager.setEventListener((setOnline) => {
    let told = false
    const stop = onNetworkChange((online) => {
      told = true
      setOnline(online)
    })
    // Answered late, it would go before what has changed meanwhile.
    void isOnline().then((online) => {
      if (!told) setOnline(online)
    })
    return stop
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  queryClient.getQueryCache().subscribe(({ type }) => {
    if (timer || (type !== 'updated' && type !== 'removed')) return
    timer = setTimeout(() => {
      timer = undefined
      write()
    }, writeAfterMs)
  })
}

/** Replies that are the same whoever asks. */
const isPublic = ({ queryKey: [topic] }: Query): boolean => topic === 'stations' || topic === 'health'

/** Forgets what was told to one person, in memory and on the phone, and asks anew for what is on screen. */
export function forgetPersonalReplies(): void {
  const personal = { predicate: (query: Query) => !isPublic(query) }
  for (const query of queryClient.getQueryCache().findAll(personal)) query.reset()
  write()
  // Once the screens know who is there now: what only a member may ask for would be refused to a stranger.
  setTimeout(() => void queryClient.refetchQueries({ type: 'active', ...personal }, { cancelRefetch: false }))
}

function restore(): void {
  try {
    const text = storage.get(storageKey)
    if (!text) return
    const kept = JSON.parse(text) as Kept
    if (kept.contract !== contract) return
    // Shown at once and asked for anew, however young: that something has changed since may not have been written down.
    const queries = kept.state.queries
      .filter(({ state }) => state.dataUpdatedAt > now() - keepMs)
      .map((query) => ({ ...query, state: { ...query.state, isInvalidated: true } }))
    hydrate(queryClient, { mutations: [], queries })
  } catch {
    // Damaged: the app starts as if it were new, and the next reply overwrites it.
    storage.remove(storageKey)
  }
}

function write(): void {
  const { queries } = dehydrate(queryClient, {
    // The default keeps only 'success', and one failed refetch would erase what could still be shown.
    shouldDehydrateQuery: ({ state, meta }) => state.data !== undefined && meta?.keep !== false,
    shouldDehydrateMutation: () => false,
  })
  queries.sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  // Over the limit of one key the older half goes, until the rest fits.
  for (let count = queries.length; ; count = Math.floor(count / 2)) {
    const kept: Kept = { contract, state: { mutations: [], queries: queries.slice(0, count) } }
    if (storage.set(storageKey, JSON.stringify(kept)) || count === 0) return
  }
}
