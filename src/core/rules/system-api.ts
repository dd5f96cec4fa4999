/** The rule system-api: The API is not one of Auth0’s own. */
import type { DeclaredApi } from '../manifest.ts';
import type { Finding, Rule } from './rule.ts';

/**
 * The APIs that belong to Auth0: Management API, My Account API, My Organization API.
 * Source: Auth0 docs, "My Account API", "My Organization API"; the Management API refuses a change of its scopes.
 */
const systemPaths = ['/api/v2', '/me', '/my-org'];

export const systemApi: Rule = {
  id: 'system-api',
  severity: 'error',
  summary: 'The API is not one of Auth0’s own.',
  check: (api, { tenant }) => (isSystemIdentifier(api.identifier, tenant) ? [systemFinding(api)] : []),
};

export function systemFinding({ identifier, place }: DeclaredApi): Finding {
  const message = `${identifier} is an API of Auth0 itself; its permissions can't be managed.`;
  return { place, message, hint: 'Remove it from the manifest.' };
}

/** Whether the identifier names an API of Auth0's own, on `tenant` or on any tenant's canonical domain. */
export function isSystemIdentifier(identifier: string, tenant: string): boolean {
  if (identifier === 'urn:auth0:express-configure') return true; // Okta OIN Express Configuration API
  const url = URL.parse(identifier);
  if (url?.protocol !== 'https:') return false;
  const auth0 = url.hostname.endsWith('.auth0.com') || url.host === tenant.toLowerCase();
  return auth0 && systemPaths.includes(url.pathname.replace(/\/$/, ''));
}
