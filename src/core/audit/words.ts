/** An audit's holders in the words that reach has for them. */
import { anyFirstParty, holdingPhrases, phraseText } from '../reach/words.ts';
import type { AuditHolder } from './document.ts';

interface Telling {
  readonly registration?: boolean | undefined;
  /** Whether RBAC decides, where it is said who gets something; what was granted to whom it doesn't change. */
  readonly rbac?: boolean;
}

/** "`Backoffice` itself", "role `Support` (12 users)". Names stand between backticks, whatever is in them. */
export function whoText(holder: AuditHolder, { registration, rbac = false }: Telling): string {
  if (holder.kind === 'every-user') return anyFirstParty;
  const held = { everyone: [], unread: [], ...(registration !== undefined && { registration }) };
  const reach =
    holder.kind === 'role'
      ? { ...held, grants: [], roles: [{ ...holder, effective: true }] }
      : { ...held, grants: [asGranted(holder, rbac)], roles: [] };
  return holdingPhrases(reach)
    .map((phrase) => phraseText(phrase, (name) => `\`${name}\``))
    .join(', ');
}

type Granted = Exclude<AuditHolder, { kind: 'role' | 'every-user' }>;

/** That its grant allows all is for the sentence around it to say. */
function asGranted(holder: Granted, rbac: boolean) {
  const application = holder.kind === 'application' ? { id: holder.id, name: holder.name } : null;
  return {
    application,
    as: holder.as,
    all: false,
    lists: true,
    effective: true,
    byRole: rbac && holder.as === 'its-users',
  };
}
