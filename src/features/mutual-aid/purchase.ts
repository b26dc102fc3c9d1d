/** False in a build that may not sell: plans and policies are shown, joining is not offered. */
export const purchaseOn = process.env.TARO_APP_PURCHASE !== 'off'
