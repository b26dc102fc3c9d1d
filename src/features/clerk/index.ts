export { ClerkDesk } from './clerk-desk'
