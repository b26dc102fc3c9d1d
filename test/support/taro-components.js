/** What src uses of Taro's components, as the H5 build has them; the whole set would load Swiper and web components. */
export { default as Image } from '@tarojs/components-react/dist/components/image/index.js'
export { default as ScrollView } from '@tarojs/components-react/dist/components/scroll-view/index.js'
export { default as Text } from '@tarojs/components-react/dist/components/text/index.js'
export { default as View } from '@tarojs/components-react/dist/components/view/index.js'
