/**
 * Headers that close what browsers leave open. There is no Access-Control-* among them and none anywhere: pages of other
 * origins cannot read a reply. (WeChat's own requests know no origins.)
 */
const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Heeded over TLS only.
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
}

/** For the API, whose replies are never shown as pages. */
export const apiHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
}

/**
 * For H5. Scripts come from its own files alone. Taro writes some of its styles into the page, so those are let; that a
 * style could carry nothing out is seen to by the other sources, which all are our own, but for the map's tiles where the
 * build names them (TARO_APP_TILES). Photos of claims come by calls with a token, and are shown out of the page's memory.
 */
export const siteHeaders = (tiles: string | undefined): Readonly<Record<string, string>> => ({
  ...everywhere,
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", originOf(tiles)].join(' ').trim(),
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
})

/** `https://{s}.tiles.example/{z}/{x}/{y}.png` -> `https://*.tiles.example` */
function originOf(tiles = ''): string {
  const [origin = ''] = /^https?:\/\/[^/\s;,']+/.exec(tiles) ?? []
  return origin.replace('{s}', '*')
}
