export interface Haptics {
  /** A short buzz for something done, a longer one for something refused. Phones without a motor stay still. */
  buzz(kind: 'done' | 'refused'): void
}
