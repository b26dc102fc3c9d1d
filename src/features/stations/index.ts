export { StationDetail } from './station-detail'
export { StationsHome, useStationsHome } from './stations-home'
export { forgetPosition, useFreshPosition, usePlace } from './use-place'
export { useStation } from './use-station'
