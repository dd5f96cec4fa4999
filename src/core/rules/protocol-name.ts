/** The rule protocol-name: A name has no other meaning in OAuth or OpenID Connect. */
import { sayMore } from './forms.ts';
import type { Rule } from './rule.ts';

/**
 * Names with a meaning in OAuth or OpenID Connect beyond those that Auth0 reserves. Sources: OpenID Connect Core 1.0,
 * section 5.1 (the standard claims); Auth0 docs, "Online Refresh Tokens" (online_access); OpenID Connect Native SSO 1.0
 * (device_sso); UMA 2.0 Federated Authorization (uma_protection).
 */
const protocolNames = new Set([
  'birthdate',
  'device_sso',
  'gender',
  'locale',
  'middle_name',
  'online_access',
  'phone_number',
  'phone_number_verified',
  'preferred_username',
  'sub',
  'uma_protection',
  'updated_at',
  'website',
  'zoneinfo',
]);

export const protocolName: Rule = {
  id: 'protocol-name',
  severity: 'warning',
  summary: 'A name has no other meaning in OAuth or OpenID Connect.',
  check: ({ permissions }, { policy: { naming } }) =>
    permissions
      .filter(({ name }) => isProtocolName(name))
      .map(({ name, place }) => ({
        place,
        permission: name,
        message: `\`${name}\` has a meaning of its own in OAuth and OpenID Connect.`,
        hint: sayMore(name, naming),
      })),
};

export function isProtocolName(name: string): boolean {
  return protocolNames.has(name.toLowerCase());
}
