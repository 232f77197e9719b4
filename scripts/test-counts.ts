interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts the tests of a vitest JSON report. A file that failed outside its tests (it could not be loaded, a hook threw)
 * counts as one failure, and so does a run that ended badly although every test passed (an unhandled error).
 *
 * @param report the JSON text
 * @param succeeded whether the process that wrote it ended with code 0
 * @throws SyntaxError when the text is not JSON
 */
export function countTests(report: string, succeeded: boolean): { passed: number; failed: number } {
  const { testResults } = JSON.parse(report) as Report;
  let passed = 0;
  let failed = 0;
  for (const file of testResults) {
    const failures = file.assertionResults.filter((test) => test.status === 'failed').length;
    passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    failed += failures === 0 && file.status === 'failed' ? 1 : failures;
  }
  return { passed, failed: failed === 0 && !succeeded ? 1 : failed };
}
