/**
 * What can be read below `root`, each piece of text on a line of its own. It stands alone, since a browser gets it as
 * its source.
 */
export function visibleText(root: Element): string {
  const lines: string[] = []
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent?.trim()
    const holder = node.parentElement
    if (!text || !holder || holder.closest('script, style, [hidden]')) continue
    // jsdom lays nothing out and has no checkVisibility.
    if ('checkVisibility' in holder && !holder.checkVisibility({ visibilityProperty: true })) continue
    lines.push(text)
  }
  return lines.join('\n')
}
