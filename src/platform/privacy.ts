import type { Privacy } from './privacy.shared'

/** A browser asks by itself. */
export const privacy: Privacy = {
  onPrivacyAsked: () => undefined,
  openPrivacyTerms: () => undefined,
}
