/** The working loop: core and render, each property with a twentieth of its runs. */
import base from './jest.config.js';

export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/{core,render}/**/*.test.ts'],
  // How large, how hostile and how well-formed a text may get is looked at a thousand times, or at its limit.
  testPathIgnorePatterns: ['-size', 'inert', 'ownership', 'sarif', 'audit/html'],
  maxWorkers: '100%',
  globals: { shareOfRuns: 0.05 },
};
