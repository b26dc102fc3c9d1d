const { usedComponents } = require('./lean/used-components.cjs')

// Kept out of the top level: config/index.ts hands it to babel-loader.
module.exports = {
  babelrc: false,
  presets: [[require.resolve('babel-preset-taro'), { framework: 'react', ts: true, compiler: 'webpack5' }]],
  plugins:
    process.env.TARO_ENV === 'weapp'
      ? [
          require.resolve('./babel-contract.cjs'),
          [require.resolve('./lean/babel-components.cjs'), { used: usedComponents() }],
        ]
      : [],
  // What else would be guarded against costs code and time and does not happen here. A private field becomes a hidden
  // property: as an entry of a WeakMap, each look at one is three calls.
  assumptions: {
    ignoreFunctionLength: true,
    noDocumentAll: true,
    objectRestNoSymbols: true,
    privateFieldsAsProperties: true,
  },
}
