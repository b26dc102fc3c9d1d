/** In place of Taro's parser of HTML, which is taken along with the whole of its runtime: nothing of ours is set as HTML. */
export function setInnerHTML(): never {
  throw new Error('the mini-program reads no HTML')
}
