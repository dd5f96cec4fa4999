/** The rule reserved-name: A name is reserved neither by Auth0 nor by the policy. */
import type { Policy } from '../policy.ts';
import { sayMore } from './forms.ts';
import type { Rule } from './rule.ts';

/** Names Auth0 keeps for OpenID Connect and itself. Source: Auth0 docs, "Add API Permissions", Reserved names. */
export const auth0Names: ReadonlySet<string> = new Set([
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
  summary: 'A name is reserved neither by Auth0 nor by the policy.',
  check: ({ permissions }, { policy }) =>
    permissions
      .filter(({ name }) => isReserved(name, policy))
      .map(({ name, place }) => ({
        place,
        permission: name,
        message: `\`${name}\` is reserved by ${auth0Names.has(name) ? 'Auth0' : 'the policy'}.`,
        hint: auth0Names.has(name) ? sayMore(name, policy.naming) : 'Choose another name.',
      })),
};

/** By Auth0, whatever the policy says. */
export function isAuth0Name(name: string): boolean {
  return auth0Names.has(name);
}

/** By Auth0 or by the policy. */
export function isReserved(name: string, { reserved }: Policy): boolean {
  return auth0Names.has(name) || reserved.has(name);
}
