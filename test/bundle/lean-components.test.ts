import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { transformSync } from '@babel/core'
import { usedComponents } from '../../config/lean/used-components.cjs'

type Table = Record<string, Record<string, string>>

/** Taro's table of components and their attributes, through the plugin or as it is. */
function tableOf(lean: boolean): Table {
  const filename = require.resolve('@tarojs/shared/dist/components.js')
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    configFile: false,
    babelrc: false,
    plugins: lean
      ? [[require.resolve('../../config/lean/babel-components.cjs'), { used: usedComponents() }]]
      : [],
  })!
  const script = (code ?? '').replace(/^import .*$/gm, '').replace(/^export \{[^}]*\};?$/m, '')
  return vm.runInNewContext(`(() => { ${script}; return internalComponents })()`) as Table
}

it('keeps the attributes of what is drawn, and every component’s place, which is its number in the templates', () => {
  const [whole, lean] = [tableOf(false), tableOf(true)]
  expect(Object.keys(lean)).toEqual(Object.keys(whole))
  expect(usedComponents()).toEqual(
    expect.arrayContaining(['Button', 'Image', 'Input', 'Map', 'Picker', 'View']),
  )
  for (const name of usedComponents()) expect(lean[name]).toEqual(whole[name])
  expect(lean.Video).toEqual({})
  expect(JSON.stringify(lean).length).toBeLessThan(JSON.stringify(whole).length / 1.5)
})
