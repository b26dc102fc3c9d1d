import { verify as ed25519 } from '@stablelib/ed25519'
import { useQuery } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { base64url, stationId, uuid } from '@/contract'
import { codeNow } from '@/platform/code-clock'
import { persisted } from '@/platform/persisted'
import { fromBase64url } from '@/rules/encoding'
import type { Verify } from '@/rules/grant'
import type { OfflineDesk } from '@/rules/offline-scan'
import { fetchGrantKeys, fetchStock } from './api'

/** What a clerk's phone needs to judge scans without signal. What cannot be read is left out, the rest stays. */
const usePack = persisted(
  'desk-pack',
  z.object({
    keys: z.array(z.catch(z.nullable(z.object({ id: z.int(), publicKey: base64url })), null)),
    stations: z.array(
      z.catch(
        z.nullable(
          z.object({
            id: stationId,
            campaigns: z.array(
              z.object({ id: uuid, title: z.string(), items: z.string(), uses: z.optional(z.int()) }),
            ),
          }),
        ),
        null,
      ),
    ),
  }),
  { keys: [], stations: [] },
)

const verify: Verify = (signature, payload, publicKey) => {
  try {
    return ed25519(publicKey, payload, signature)
  } catch {
    // A key or a signature of a wrong length.
    return false
  }
}

/** Keeps the keys and what the station hands out on the phone, as long as there is signal. True once it has them. */
export function useDeskPack(station: string): boolean {
  useQuery({
    queryKey: ['desk-pack', station],
    queryFn: async ({ signal }) => {
      const [{ keys }, { stock }] = await Promise.all([
        fetchGrantKeys(signal),
        fetchStock(station, undefined, signal),
      ])
      const campaigns = stock.map(({ campaignId, title, items, uses }) => ({
        id: campaignId,
        title,
        ...(uses && { uses }),
        items: items.map((it) => (it.quantity === 1 ? it.name : `${it.name} × ${it.quantity}`)).join('、'),
      }))
      const others = usePack.getState().stations.filter((it) => it && it.id !== station)
      usePack.setState({ keys, stations: [...others, { id: station, campaigns }] })
      return true
    },
    staleTime: 5 * 60_000,
    meta: { keep: false },
  })
  return usePack((it) => it.keys.length > 0 && it.stations.some((kept) => kept?.id === station))
}

/** What a scan at a station is judged by, without signal. */
export function offlineDesk(station: string): OfflineDesk {
  const { keys, stations } = usePack.getState()
  const known = stations.find((it) => it?.id === station)
  return {
    stationId: station,
    keys: new Map(
      keys.flatMap((it) => {
        const key = it && fromBase64url(it.publicKey)
        return it && key?.length === 32 ? [[it.id, key] as const] : []
      }),
    ),
    ...(known && { campaignIds: new Set(known.campaigns.map(({ id }) => id)) }),
    now: codeNow(),
    verify,
  }
}

/** What is handed out for a campaign at a station, as far as the phone knows. */
export const handedOut = (
  station: string,
  campaignId: string,
): { title: string; items: string; uses?: number } | undefined =>
  usePack
    .getState()
    .stations.find((it) => it?.id === station)
    ?.campaigns.find(({ id }) => id === campaignId)
