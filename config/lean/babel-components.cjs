/** Every component has these. */
const always = ['View', 'Text', 'Image', 'ScrollView', 'Block', 'Slot', 'SlotView', 'NativeSlot', 'Script']
const tables =
  /[\\/]@tarojs[\\/](shared[\\/]dist[\\/]components|plugin-platform-weapp[\\/]dist[\\/]runtime)\.js$/

/**
 * Taro's runtime takes along the attributes of each component WeChat has, to give them short names. Empties the tables of
 * those that nothing draws. They stay in the list: a component's place in it is its number in the templates.
 * @param {{used: string[]}} options the components that are drawn.
 */
module.exports = ({ types: t }, { used }) => {
  const kept = new Set([...always, ...used])
  return {
    visitor: {
      Program(program, { filename = '' }) {
        if (!tables.test(filename)) return
        for (const path of program.get('body')) {
          if (!path.isVariableDeclaration()) continue
          const [{ id, init }] = path.node.declarations
          if (id.name === 'internalComponents' || id.name === 'components') {
            for (const it of init.properties) {
              if (kept.has(it.key.name)) continue
              it.shorthand = false
              it.value = t.objectExpression([])
            }
          } else if (t.isCallExpression(init)) {
            // A table that nothing names any more can go.
            t.addComment(init, 'leading', '#__PURE__')
          }
        }
      },
    },
  }
}
