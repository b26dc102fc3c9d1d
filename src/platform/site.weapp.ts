import type { Site } from './site.shared'

export const home: Site = { site: process.env.TARO_APP_SITE ?? '' }
