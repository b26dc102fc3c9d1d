/** What the API's own side reads of an endpoint; the client calls by method and path, and checks the reply. */
const serversOnly = new Set(['summary', 'auth', 'params', 'query', 'body', 'success', 'refusals'])

/** Leaves out of the mini-program what only the server reads of src/contract: packages are small there. */
module.exports = () => ({
  visitor: {
    CallExpression(path, { filename = '' }) {
      if (!/[\\/]src[\\/]contract[\\/]/.test(filename)) return
      const { node } = path
      // Names of shapes in OpenAPI.
      if (node.callee.property?.name === 'register') path.replaceWith(node.callee.object)
      // Shapes do nothing but be there, so what no package names can go.
      if (!path.getFunctionParent()) path.addComment('leading', '#__PURE__')
      if (node.callee.name !== 'endpoint') return
      const [described] = node.arguments
      if (described?.type !== 'ObjectExpression') return
      described.properties = described.properties.filter(({ key }) => !serversOnly.has(key?.name))
    },
  },
})
