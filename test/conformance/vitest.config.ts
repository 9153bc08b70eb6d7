import { defineConfig } from 'vitest/config';

/** The suites that need Java and Python. Each file starts its own engines, so few files run at a time. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/conformance/**/*.test.ts'],
    passWithNoTests: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
