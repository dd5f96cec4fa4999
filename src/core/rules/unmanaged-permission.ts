/** The rule unmanaged-permission: Under `unmanaged: forbid` the tenant holds nothing that the manifest does not declare. */
import type { DeclaredApi } from '../manifest.ts';
import type { Permission } from '../permission.ts';
import type { Finding, RuleInfo } from './rule.ts';

/** Holds only where the policy says `unmanaged: forbid`. */
export const unmanagedPermission: RuleInfo = {
  id: 'unmanaged-permission',
  severity: 'error',
  summary: 'Under `unmanaged: forbid` the tenant holds nothing that the manifest does not declare.',
};

/** More names than this are counted instead. */
const mostNames = 5;

export function unmanagedFinding({ identifier, place }: DeclaredApi, unmanaged: readonly Permission[]): Finding {
  const names = unmanaged.slice(0, mostNames).map(({ name }) => `\`${name}\``);
  const more = unmanaged.length > mostNames ? ` and ${unmanaged.length - mostNames} more` : '';
  const message = `${identifier} holds what the manifest does not declare: ${names.join(', ')}${more}.`;
  return { place, message, hint: 'Declare it, or remove it in Auth0: the policy forbids unmanaged permissions.' };
}
