/**
 * What the libraries we bundle, and we, use of newer JavaScript than iOS before 15.4 and Chrome before 93 have. Without it
 * the app does not even start there. Imported before all else.
 */
Object.hasOwn ??= (object, key) => Object.prototype.hasOwnProperty.call(object, key)

// Not by assignment: it must not turn up where somebody enumerates an array.
if (!Array.prototype.at) {
  Object.defineProperty(Array.prototype, 'at', {
    configurable: true,
    writable: true,
    value<T>(this: T[], index: number): T | undefined {
      const whole = Math.trunc(index) || 0
      return this[whole < 0 ? this.length + whole : whole]
    },
  })
}
