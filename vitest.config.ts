import { defineConfig } from 'vitest/config';

/**
 * One project of plain Node tests. The conformance suites (other engines, Java and Python needed) and the benchmarks
 * have commands of their own, so that `npm test` needs nothing but Node.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/conformance/**', 'test/bench/**', 'node_modules/**'],
    // node:sqlite says on every start that it is experimental; the pinned Node makes that a known quantity.
    // Synthesizing a stack takes seconds where other work is going on; what hangs is still found.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts', 'lambdas/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        'lib/workflow/**': { 100: true },
        'lib/compiler/**': { 100: true },
        'lib/engine/**': { 100: true },
      },
    },
  },
});
