export interface Network {
  /** Whether the phone says it has a network. It may be wrong either way: a call that fails is the proof. */
  isOnline(): Promise<boolean>
  /** Tells when the phone gains or loses its network; returns how to stop. */
  onNetworkChange(listener: (online: boolean) => void): () => void
}
