// Kept out of the top level: config/index.ts hands it to babel-loader.
module.exports = {
  babelrc: false,
  presets: [[require.resolve('babel-preset-taro'), { framework: 'react', ts: true, compiler: 'webpack5' }]],
}
