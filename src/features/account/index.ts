export { ConsentList } from './consents'
export { Devices } from './devices'
export { GuestWelcome } from './guest-welcome'
export { Leave } from './leave'
export { Login } from './login'
export { logout } from './logout'
export { Mine } from './mine'
export { MyData } from './my-data'
export { OccupationPage } from './occupation'
export { usePreferences } from './preferences'
export { PrivacyDoor } from './privacy-door'
export { Privacy } from './privacy'
export { Recover } from './recover'
export {
  type Session,
  isMember,
  onPersonChange,
  sessionExpired,
  sessionToken,
  sessionWorkerId,
  useSession,
  workerHeard,
} from './session'
export { useAgreeToLocation } from './use-agree-to-location'
export { useConsentNow, useConsentWord, useConsents } from './use-consents'
export { useDevices } from './use-devices'
export { useLeaving } from './use-leaving'
export { useLogin } from './use-login'
export { useMe } from './use-me'
export { useMyData } from './use-my-data'
export { useOccupation } from './use-occupation'
export { Verify } from './verify'
export { useRecovery } from './use-recovery'
export { VerificationForm } from './verification-form'
