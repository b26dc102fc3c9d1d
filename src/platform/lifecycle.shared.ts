export interface Lifecycle {
  /** The app came to the front; returns how to stop. */
  onAppShow(listener: () => void): () => void
  /** The app left the front; returns how to stop. */
  onAppHide(listener: () => void): () => void
}
