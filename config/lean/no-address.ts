/**
 * In place of Taro's imitations of a browser's location and history, which follow each page: a mini-program has routes, and
 * nothing of ours or of our packages asks for an address.
 */
class NoAddress {
  trigger(): void {}
}

export { NoAddress as History, NoAddress as Location }
