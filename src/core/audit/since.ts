/** What changed since an earlier audit: who gained what, who lost what, and what is found now and was not then. */
import { compareText } from '../problem.ts';
import type { AuditDocument, AuditedPermission, AuditHolder, Finding, Held, Since } from './document.ts';
import { compareHolders, holderKey } from './holders.ts';

/**
 * What one of the two could not read is in neither list. An API that only this audit is about is new to it, with all who
 * hold anything of it; what an API that only the earlier one was about gave is lost where the tenant has it no more.
 * @param present identifiers that the tenant has.
 */
export function since(now: AuditDocument, before: AuditDocument, present: ReadonlySet<string>): Since {
  const shared = comparing(now, before);
  const audited = new Set(now.apis.map(({ identifier }) => identifier));
  const isLeft = (api: string | null) => api === null || audited.has(api) || !present.has(api);
  const [then, today] = [heldIn(before, shared), heldIn(now, shared)];
  const found = { before: before.findings.filter((one) => isComparable(one, shared)), now: now.findings };
  const known = { before: new Set(before.findings.map(findingKey)), now: new Set(now.findings.map(findingKey)) };
  return {
    created: before.created,
    fingerprint: before.fingerprint,
    gained: without(today.effective, then.counting),
    lost: without(then.effective, today.counting).filter(({ api }) => isLeft(api)),
    findings: {
      new: found.now.filter((one) => isComparable(one, shared) && !known.before.has(findingKey(one))),
      gone: found.before.filter((one) => isLeft(one.api) && !known.now.has(findingKey(one))),
    },
  };
}

type Part = AuditDocument['notRead'][number]['what'];

/** What neither of the two lacks. */
type Shared = (part: Part) => boolean;

function comparing(...documents: readonly AuditDocument[]): Shared {
  const lacking = new Set(documents.flatMap(({ notRead }) => notRead.map(({ what }) => what)));
  return (part) => !lacking.has(part);
}

interface HeldIn {
  readonly effective: readonly (Held & { readonly key: string })[];
  /** Who holds what already in this one, and so neither gains nor loses it. */
  readonly counting: ReadonlySet<string>;
}

/**
 * What the API does not have nobody gets, whoever lists it. Where grants were not read, a role is taken for one with an effect, since it may well have one: it is compared by what
 * it holds then, and not by what that is worth.
 */
function heldIn({ apis }: AuditDocument, shared: Shared): HeldIn {
  const all = apis.flatMap(({ identifier: api, permissions }) =>
    permissions
      .filter(isOnTenant)
      .flatMap(({ permission, holders }) =>
        holders
          .filter((holder) => isRead(holder, shared))
          .map((holder) => ({ api, permission, holder, key: JSON.stringify([api, permission, holderKey(holder)]) })),
      ),
  );
  const effective = all.filter(({ holder }) => holder.effective);
  const counting = all.filter(({ holder }) => holder.effective || (holder.kind === 'role' && !shared('grants')));
  return { effective, counting: new Set(counting.map(({ key }) => key)) };
}

function isOnTenant({ status }: AuditedPermission): boolean {
  return status === 'declared' || status === 'unmanaged';
}

function isRead({ kind }: AuditHolder, shared: Shared): boolean {
  if (kind === 'every-user') return true;
  return shared(kind === 'role' ? 'roles' : 'grants');
}

function without(held: HeldIn['effective'], known: ReadonlySet<string>): Held[] {
  return held
    .filter(({ key }) => !known.has(key))
    .map(({ key: _, ...one }) => one)
    .sort(
      (a, b) =>
        compareText(a.api, b.api) || compareText(a.permission, b.permission) || compareHolders(a.holder, b.holder),
    );
}

/** What it says may differ: a number of users, a name, a reason. */
function findingKey({ id, api, permission, holder }: Finding): string {
  return JSON.stringify([id, api, permission, holder && holderKey(holder)]);
}

/**
 * Whether both would have found it. That `access` could not be checked is a finding of its own; what it rules out depends on
 * who an application is, and of a role on whether a grant gives it an effect.
 */
function isComparable({ id, holder }: Finding, shared: Shared): boolean {
  if (id === 'granted-to-nobody') return shared('grants') && shared('roles');
  if (!holder) return true;
  if (!isRead(holder, shared)) return false;
  if (id !== 'access-expectation' || holder.kind === 'every-user') return true;
  return shared(holder.kind === 'role' ? 'grants' : 'applications');
}
