import type { DraftPhoto } from './drafts'

/** One photo's state in words. */
export function photoText(
  photo: DraftPhoto,
  done: number | undefined,
  online: boolean,
): { text: string; state: 'done' | 'busy' | 'wrong' | 'kept' } {
  if (photo.refusal !== null) return { text: photo.refusal, state: 'wrong' }
  if (photo.uploadId !== null) return { text: '已传', state: 'done' }
  if (done !== undefined) return { text: `正在传 ${Math.round(done * 100)}%`, state: 'busy' }
  return { text: online ? '存好了，马上传' : '存好了，等信号', state: 'kept' }
}
