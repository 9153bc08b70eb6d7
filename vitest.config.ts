import { defineConfig } from 'vitest/config';

/**
 * One project of plain Node tests. The conformance suites (other engines, Java and Python needed) and the benchmarks
 * have commands of their own, so that `npm test` needs nothing but Node.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/conformance/**', 'test/bench/**', 'node_modules/**'],
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
