import type { Lifecycle } from './lifecycle.shared'

function onVisibility(state: DocumentVisibilityState, listener: () => void): () => void {
  const check = () => {
    if (document.visibilityState === state) listener()
  }
  document.addEventListener('visibilitychange', check)
  return () => document.removeEventListener('visibilitychange', check)
}

export const lifecycle = {
  onAppShow: (listener) => onVisibility('visible', listener),
  onAppHide: (listener) => onVisibility('hidden', listener),
} satisfies Lifecycle
