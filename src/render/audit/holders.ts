/** The holders of an audit in the words that reach has everywhere. */
import type { AuditDocument, AuditedApi, AuditHolder, Held } from '../../core/audit/document.ts';
import type { GrantHolder, Reach, RoleHolder } from '../../core/reach/reach.ts';
import { effectlessPhrases, losingPhrases, type Naming, type Phrase } from '../../core/reach/words.ts';

export type GrantedHolder = Extract<AuditHolder, { as: unknown }>;
export type RoleOfAudit = Extract<AuditHolder, { kind: 'role' }>;

/** All of them, those without effect last. */
export function holderPhrases(
  holders: readonly AuditHolder[],
  api: Pick<AuditedApi, 'rbac'>,
  naming: Naming = 'some',
): Phrase[] {
  const reach = reachOfHolders(holders, api);
  return [...losingPhrases(reach, naming), ...effectlessPhrases(reach, naming)];
}

function reachOfHolders(holders: readonly AuditHolder[], { rbac }: Pick<AuditedApi, 'rbac'>): Reach {
  return {
    grants: holders.flatMap((one) => (isGranted(one) ? grantHolder(one, rbac) : [])),
    roles: holders.flatMap((one): RoleHolder[] => (one.kind === 'role' ? [one] : [])),
    everyone: holders.some(({ kind }) => kind === 'every-user') ? ['first-party-users'] : [],
    unread: [],
  };
}

export function isGranted(holder: AuditHolder): holder is GrantedHolder {
  return holder.kind === 'application' || holder.kind === 'third-party-applications';
}

function grantHolder(holder: GrantedHolder, rbac: boolean): GrantHolder {
  const { as, all, effective } = holder;
  const application = holder.kind === 'application' ? { id: holder.id, name: holder.name } : null;
  return { application, as, all, lists: !all, effective, byRole: needsRole(holder, rbac) };
}

/** Whether roles decide which of its users have what the grant holds. */
export function needsRole({ as }: GrantedHolder, rbac: boolean): boolean {
  return as === 'its-users' && rbac;
}

/** Kinds of holders that could not be read, so that who has none of the others may be held all the same. */
export type UnreadHolders = 'grants' | 'roles';

export function unreadHolders({ notRead }: AuditDocument): UnreadHolders[] {
  return (['grants', 'roles'] as const).filter((kind) => notRead.some(({ what }) => what === kind));
}

export interface HeldTogether {
  readonly api: string;
  readonly who: readonly Phrase[];
  readonly permissions: readonly string[];
}

/** What one holder gained or lost of one API is one entry. In the order of the document. */
export function heldTogether(held: readonly Held[], { apis }: AuditDocument): HeldTogether[] {
  const withRbac = new Set(apis.filter(({ rbac }) => rbac).map(({ identifier }) => identifier));
  const groups = Map.groupBy(held, ({ api, holder }) => JSON.stringify([api, holder]));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { api, holder } = first;
    const permissions = [first, ...others].map(({ permission }) => permission);
    return [{ api, who: holderPhrases([holder], { rbac: withRbac.has(api) }), permissions }];
  });
}
