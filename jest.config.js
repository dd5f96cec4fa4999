/** Tests are TypeScript modules run as ESM by SWC; nothing is type-checked here, `npm run types` does that. */
export default {
  testEnvironment: '<rootDir>/jest.environment.js',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Whatever the machine has: tests wait for a third of their time, so three keep two cores busy, and more at once would get
  // in each other's way.
  maxWorkers: 3,
  // Those tests of a file that say that they may run at once.
  maxConcurrency: 2,
  // A guard against hanging, not a measure: end-to-end tests wait for real retries.
  testTimeout: 60_000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }] },
};
