import Taro from '@tarojs/taro'
import type { Files } from './files.shared'

/** WeChat keeps these until the mini-program is removed; 200 MB in all. */
const pathOf = (name: string) => `${Taro.env.USER_DATA_PATH}/${name}.json`

export const files = {
  read: (name) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().readFile({
        filePath: pathOf(name),
        encoding: 'utf8',
        success: ({ data }) => resolve(data as string),
        fail: () => resolve(undefined),
      })
    }),
  write: (name, text) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().writeFile({
        filePath: pathOf(name),
        data: text,
        encoding: 'utf8',
        success: () => resolve(true),
        fail: () => resolve(false),
      })
    }),
  remove: (name) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().unlink({
        filePath: pathOf(name),
        success: () => resolve(),
        fail: () => resolve(),
      })
    }),
} satisfies Files
