/** Tests are TypeScript modules run as ESM by SWC; nothing is type-checked here, `npm run types` does that. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // End-to-end tests wait for processes and for real retries more than they compute.
  maxWorkers: 2,
  // A guard against hanging, not a measure: end-to-end tests wait for real retries.
  testTimeout: 60_000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }] },
};
