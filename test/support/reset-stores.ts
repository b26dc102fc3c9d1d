import { resetAll } from '@/platform/persisted'

// Each test finds the phone as if the app had never been opened.
afterEach(resetAll)
