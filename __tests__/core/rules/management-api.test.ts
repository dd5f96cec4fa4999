/** Permissions as people really write them: the 132 that Auth0 gave its own Management API, as recorded. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { checkManifest } from '../../../src/core/rules/check.ts';
import { apiOf, contextOf, declared, manifestOf, namingOf } from '../declared.ts';

const recorded = new URL('../../fixtures/management-api-scopes.json', import.meta.url);
const schema = z.object({ scopes: z.array(z.object({ value: z.string(), description: z.string() })) });
const { scopes } = schema.parse(JSON.parse(readFileSync(recorded, 'utf8')));
const manifest = manifestOf(apiOf(scopes.map(({ value, description }, line) => declared(value, description, line))));

/** Descriptions that say more than the name, or something else; the other 110 repeat it, as "Read Users" does. */
const telling = [
  'read:logs_users', // Read logs relating to users
  'read:anomaly_blocks', // Read Anomaly Detection Blocks
  'delete:anomaly_blocks', // Delete Anomaly Detection Blocks
  'read:grants', // Read User Grants
  'delete:grants', // Delete User Grants
  'read:guardian_factors', // Read Guardian factors configuration
  'create:guardian_enrollment_tickets', // Create enrollment tickets for Guardian
  'delete:passwords_checking_job', // Deletes password checking job and all its resources
  'read:custom_domains', // Read custom domains configurations
  'delete:custom_domains', // Delete custom domains configurations
  'create:custom_domains', // Configure new custom domains
  'update:custom_domains', // Update custom domain configurations
  'read:mfa_policies', // Read Multifactor Authentication policies
  'update:mfa_policies', // Update Multifactor Authentication policies
  'read:prompts', // Read prompts settings
  'update:prompts', // Update prompts settings
  'read:branding', // Read branding settings
  'update:branding', // Update branding settings
  'delete:branding', // Delete branding settings
  'read:limits', // Read entity limits
  'update:limits', // Update entity limits
  'delete:role_members', // Update role members
];

/** What is found, without similar-name, which has its own test. */
function found(context = contextOf()) {
  return checkManifest(manifest, context).problems.filter(({ rule }) => rule !== 'similar-name');
}

test('the default policy refuses none, and warns of what says nothing', () => {
  const counts = Map.groupBy(found(), ({ rule, severity }) => `${severity}: ${rule}`);
  expect([...counts].map(([rule, problems]) => [rule, problems.length])).toEqual([
    ['warning: description-quality', 110],
  ]);
  expect(scopes).toHaveLength(132);
});

test('the default policy warns of every description that repeats the name, and of no other', () => {
  const quiet = scopes.map(({ value }) => value).filter((name) => !telling.includes(name));
  expect(found().map(({ message }) => message)).toEqual(
    quiet.map((name) => `The description of \`${name}\` says no more than its name.`),
  );
});

test('a policy that lists the four actions refuses the one permission with another', () => {
  const naming = namingOf('action:resource', 'create', 'read', 'update', 'delete');
  const refused = found(contextOf({ naming })).filter(({ severity }) => severity === 'error');
  expect(refused.map(({ rule, message }) => [rule, message])).toEqual([
    ['allowed-action', '`blacklist` of `blacklist:tokens` is not an allowed action.'],
  ]);
});

test('every other convention suggests a name for each, all of them different', () => {
  for (const convention of ['resource:action', 'resource.action', 'Resource.Action'] as const) {
    const hints = found(contextOf({ naming: namingOf(convention, 'create', 'read', 'update', 'delete', 'blacklist') }))
      .filter(({ rule }) => rule === 'naming-convention')
      .map(({ hint }) => hint);
    expect(new Set(hints).size).toBe(132);
    expect(hints.filter((hint) => !hint?.startsWith('Did you mean `'))).toEqual([]);
  }
});
