import type { Rule } from './rule.ts';

/** Names Auth0 keeps for OpenID Connect and itself. Source: Auth0 docs, "Add API Permissions", Reserved names. */
const reservedNames = new Set([
  'address',
  'created_at',
  'email',
  'email_verified',
  'family_name',
  'given_name',
  'identities',
  'name',
  'nickname',
  'offline_access',
  'openid',
  'phone',
  'picture',
  'profile',
]);

export const reservedName: Rule = {
  id: 'reserved-name',
  severity: 'error',
  check: ({ permissions }) =>
    permissions
      .filter(({ name }) => isReserved(name))
      .map(({ name, place }) => ({
        place,
        message: `\`${name}\` is reserved by Auth0.`,
        hint: `Say what it allows, such as \`read:${name}\`.`,
      })),
};

export function isReserved(name: string): boolean {
  return reservedNames.has(name);
}
