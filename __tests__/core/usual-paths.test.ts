import { describe, expect, test } from '@jest/globals';
import { meantFor, usualManifest, usualPolicy } from '../../src/core/usual-paths.ts';

const others = [
  '.github/workflows/permissions.yml',
  '.github/workflows/permissions-policy.yml',
  'README.md',
  usualManifest,
];

describe('a file is surely meant for the policy', () => {
  test.each([
    ['with the other ending', '.github/permissions-policy.yaml'],
    ['with a misspelt ending', '.github/permissions-policy.yl'],
    ['in other letters', '.github/Permissions-Policy.yml'],
    ['with an ending in other letters', '.github/permissions-policy.YML'],
    ['in a folder in other letters', '.GitHub/permissions-policy.yml'],
    ['in the root', 'permissions-policy.yml'],
    ['in the root, with the other ending', 'permissions-policy.yaml'],
    ['in the singular', '.github/permission-policy.yml'],
    ['with a letter that is missing', '.github/permissions-polcy.yml'],
    ['with a letter too many', '.github/permisssions-policy.yml'],
    ['with another letter', '.github/permissions-polisy.yml'],
    ['with two letters swapped', '.github/permissoins-policy.yml'],
    ['with another separator', '.github/permissions_policy.yml'],
    ['without a separator, in the singular', '.github/PermissionPolicy.yaml'],
  ])('%s', (_, path) => {
    expect(meantFor(usualPolicy, [...others, path])).toBe(path);
  });
});

describe('a file is surely meant for the manifest', () => {
  test.each([
    '.github/permissions.yaml',
    '.github/permission.yml',
    'permissions.yml',
    '.github/Permissions.yml',
    'premissions.yaml',
  ])('%s', (path) => {
    expect(meantFor(usualManifest, ['.github/permissions-policy.yml', '.github/workflows/permissions.yml', path])).toBe(
      path,
    );
  });
});

describe('no file is meant for the policy', () => {
  test.each([
    ['where there is none', []],
    ['of the folder of workflows', ['.github/workflows/permissions-policy.yml']],
    ['of another folder', ['docs/permissions-policy.yml', 'a/.github/permissions-policy.yml']],
    ['of another kind', ['.github/permissions-policy.md', '.github/permissions-policy.yml.bak', 'permissions-policy']],
    ['that is the manifest, or like it', ['.github/permissions.yml', '.github/permissions.yaml']],
    ['with a name of its own', ['.github/policy.yml', '.github/permissions-policies.yml', '.github/labels.yml']],
    ['with the very path', [usualPolicy]],
  ])('%s', (_, paths) => {
    expect(meantFor(usualPolicy, paths)).toBeUndefined();
  });
});

test('of several files the first by name is taken, whatever their order', () => {
  const paths = ['permissions-policy.yml', '.github/permissions-policy.yaml', '.github/permission-policy.yml'];
  expect(meantFor(usualPolicy, paths)).toBe('.github/permission-policy.yml');
  expect(meantFor(usualPolicy, paths.toReversed())).toBe('.github/permission-policy.yml');
});
