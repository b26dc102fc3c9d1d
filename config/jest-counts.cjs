/** Ends a run with one line of what counts, below jest's own summary. */
module.exports = class Counts {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
    // A file that does not even load has no test to count, and must not pass for none.
    const unloaded = testResults.filter(
      ({ failureMessage, testResults: tests }) => failureMessage && tests.length === 0,
    )
    const failed = numFailedTests + unloaded.length
    const skipped = numPendingTests + numTodoTests
    process.once('exit', () => {
      process.stdout.write(
        `${numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
      )
    })
  }
}
