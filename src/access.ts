import { ActionError } from './core/errors.ts';
import type { Inputs, TenantAccess } from './inputs.ts';

/** @param who the run that goes nowhere without a tenant: "An apply". @throws ActionError credentials-missing */
export function requireAccess({ access }: Inputs, who: string): TenantAccess {
  if (access) return access;
  const hint =
    'Set `auth0-domain`, `auth0-client-id` and `auth0-client-secret` (or `auth0-private-key`, or `auth0-token`) from the secrets of the environment.';
  throw new ActionError('credentials-missing', `${who} needs credentials for the tenant.`, hint);
}
