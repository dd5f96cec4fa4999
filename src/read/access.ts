/** The credentials that an apply, a drift run or an import can’t do without. */
import { ActionError } from '../core/errors.ts';
import type { TenantAccess } from '../inputs/inputs.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * The way to the tenant, for what makes no sense without one.
 * @param what that is, at the beginning of a sentence.
 * @throws ActionError credentials-missing
 */
export function requireAccess({ inputs }: Pick<Ports, 'inputs'>, what: string): TenantAccess {
  if (inputs.access) return inputs.access;
  const hint =
    'Set `auth0-domain`, `auth0-client-id` and `auth0-client-secret` (or `auth0-private-key`, or `auth0-token`) from the secrets of the environment.';
  throw new ActionError('credentials-missing', `${what} needs credentials for the tenant.`, hint);
}
