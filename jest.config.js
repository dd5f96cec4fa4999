/** Tests are TypeScript modules run as ESM by SWC; nothing is type-checked here, `npm run types` does that. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // One after the other: end-to-end tests start processes and wait for real retries, which a busy machine would mistake.
  maxWorkers: 1,
  // A guard against hanging, not a measure: end-to-end tests wait for real retries.
  testTimeout: 60_000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }] },
};
