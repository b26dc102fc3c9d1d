import { hooks } from '@tarojs/shared'

/** What Taro sends of a node to the view. */
interface Sent {
  nn?: string
  sid?: string
  uid?: string
  cn?: Sent[]
}

interface TaroNode {
  nodeName: string
  childNodes: TaroNode[]
  props?: Record<string, unknown>
  isAnyEventBinded?(): boolean
}

/**
 * JSX under `compileMode` becomes a template of its own at build time, which knows each node by its place. Of the nodes
 * below its root it needs no names, and ids only where there are events to tell apart, or in a loop as keys. Such JSX holds
 * nothing but Taro's own components: another one would need its name.
 */
function strip({ cn = [] }: Sent, { nodeName, childNodes }: TaroNode): void {
  const loop = nodeName === 'block'
  const drawn = childNodes.filter((it) => it.nodeName !== 'comment')
  cn.forEach((sent, i) => {
    const node = drawn[i]
    if (!node) return
    delete sent.nn
    delete sent.uid
    if (!loop && !node.isAnyEventBinded?.()) delete sent.sid
    if (sent.cn?.length === 0) delete sent.cn
    strip(sent, node)
  })
}

hooks.tap('modifyHydrateData', (data: Sent, node: TaroNode) => {
  if (node.props?.compileMode !== undefined) strip(data, node)
})
