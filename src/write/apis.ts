/** Reads, plans again, writes and verifies, API by API. */
import pMap from 'p-map';
import { ActionError, toActionError } from '../core/errors.ts';
import type { DeclaredApi } from '../core/manifest.ts';
import type { ApiOutcome } from '../core/outcome.ts';
import { additionsOf } from '../core/ownership.ts';
import type { Permission } from '../core/permission.ts';
import {
  type ApiPlan,
  mergedList,
  planApi,
  sameList,
  type TenantApi,
  unseenRemovals,
  type Wanted,
} from '../core/plan.ts';
import { apiNotFound } from '../core/result.ts';
import { listSome } from '../core/spelling.ts';
import type { TenantWriter, WriteAnswer } from '../ports/tenant.ts';
import { type Gate, isSoon } from './gate.ts';
import { Lane } from './lane.ts';
import type { Recorder } from './record.ts';

/** APIs written at the same time. */
const concurrency = 4;

/** How often a write whose fate is unknown is read back and, where it did not land, repeated. */
const mostWrites = 4;

/** One API with changes: what was planned, and what to plan from again right before the write. */
export interface Target {
  readonly wanted: Wanted;
  readonly planned: ApiPlan;
  /** Names that the tenant held when it was planned, and that the plan keeps. */
  readonly kept: readonly string[];
}

/**
 * Makes the tenant follow the plan, API by API; one that fails does not stop the others.
 * @returns the outcomes in the order of the targets.
 */
export async function applyTargets(
  targets: readonly Target[],
  writer: Writer,
  { settled, ...conduct }: Conduct,
): Promise<ApiOutcome[]> {
  const lane = new Lane();
  const settle = async (target: Target) => {
    const outcome = await applyTarget(target, writer, { ...conduct, lane });
    settled(outcome);
    return outcome;
  };
  // Whatever keeps the gate shut is told without the reads that are still on their way.
  const [outcomes] = await Promise.all([pMap(targets, settle, { concurrency }), conduct.gate.opened]);
  return outcomes;
}

/** What of a tenant an API is written by. */
type Writer = Pick<TenantWriter, 'api' | 'replace' | 'pause'>;

export interface Conduct {
  /** Is told each outcome as soon as it is there. */
  readonly settled: (outcome: ApiOutcome) => void;
  /** Stops every write that has not begun. */
  readonly cancelled: AbortSignal;
  /** Knows what an API is about to get before it gets it. */
  readonly recorder: Pick<Recorder, 'renew'>;
  /** Nothing is written before it is open. */
  readonly gate: Gate;
  /** Rejects where nothing may be written anymore: what was seen before a wait is old. */
  readonly look: () => Promise<void>;
}

interface Traffic extends Omit<Conduct, 'settled'> {
  readonly lane: Lane;
}

async function applyTarget(target: Target, writer: Writer, traffic: Traffic): Promise<ApiOutcome> {
  const sent: ApiPlan[] = [];
  try {
    const outcome = await converge(target, writer, { ...traffic, sent });
    return { ...outcome, api: withImpactOf(outcome.api, target.planned) };
  } catch (thrown) {
    await traffic.gate.opened; // what keeps everything from being written is no failure of this API
    const failed = { status: 'not-applied', api: target.planned, error: toActionError(thrown) } as const;
    return sent.length > 0 ? { ...failed, sent: true } : failed;
  }
}

/**
 * Reads, plans again, writes and verifies, until the tenant holds what the manifest says. Auth0 has no lock and no
 * version, so every write is computed from a read right before it; a write whose answer was lost is settled by the
 * next read, which finds it done or does it again.
 */
async function converge(target: Target, writer: Writer, course: Course): Promise<ApiOutcome> {
  const { sent, lane } = course;
  for (let lost = '', seen: Turn['seen'] = 'just now'; ; ) {
    const turn = await lane.run(() => takeTurn(target, writer, { ...course, lost, seen }));
    if (!('answer' in turn)) return turn;
    const { api, list, answer } = turn;
    seen = answer.kind === 'throttled' ? 'before a wait' : 'just now';
    if (answer.kind === 'throttled') lane.crowd();
    if (answer.kind === 'throttled' || answer.kind === 'not-sent') continue;
    sent.push(api);
    if (answer.kind === 'written') {
      requireSame(api, list, answer.permissions);
      return applied(api, sent);
    }
    lost = answer.why;
    await writer.pause(sent.length, lost);
  }
}

interface Course extends Traffic {
  /** Takes what each write was to change, so that it is known even when the course ends by an error. */
  readonly sent: ApiPlan[];
}

interface Turn extends Course {
  readonly lost: string;
  /** When the branch was looked at. */
  readonly seen: 'just now' | 'before a wait';
}

interface Sent {
  readonly api: ApiPlan;
  readonly list: readonly Permission[];
  /** `not-sent` where something else took so long that what was read is old. */
  readonly answer: WriteAnswer | { readonly kind: 'not-sent' };
}

/**
 * One read and, where the tenant does not hold yet what it should, the write right behind it. The gate may open meanwhile;
 * what was read before a wait for it is old.
 */
async function takeTurn(
  target: Target,
  writer: Writer,
  { sent, cancelled, recorder, gate, look, lost, seen }: Turn,
): Promise<ApiOutcome | Sent> {
  if (cancelled.aborted && sent.length === 0) throw stoppedByCancel(target.planned);
  const { api, list, id } = await readAgain(target, writer);
  const notSent = { api, list, answer: { kind: 'not-sent' } } as const;
  if (!(await gate.passSoon())) return notSent;
  const isFirst = sent.length === 0; // what is there after a write may be of that write
  if (isFirst && (await recorder.renew(api.identifier, additionsOf([api]).get(api.identifier) ?? []))) return notSent;
  if (api.changes.length === 0) return isFirst ? { status: 'unchanged', api } : applied(api, sent);
  if (sent.length === mostWrites) throw givenUp(target.planned, lost);
  if (cancelled.aborted) throw stoppedByCancel(target.planned);
  if (seen === 'before a wait' && !(await isSoon(look()))) return notSent;
  return { api, list, answer: await writer.replace(id, list) };
}

/** Who is touched was found out when it was planned. */
function withImpactOf(api: ApiPlan, planned: ApiPlan): ApiPlan {
  const impacts = new Map(planned.changes.map(({ permission, impact }) => [permission, impact]));
  const changes = api.changes.map((change) => {
    const impact = impacts.get(change.permission);
    return impact ? { ...change, impact } : change;
  });
  return { ...api, changes };
}

function stoppedByCancel({ identifier }: ApiPlan): ActionError {
  const message = `The run was cancelled before ${identifier} was written.`;
  return new ActionError(
    'apply-incomplete',
    message,
    'Run again; that is safe, and what was applied is not applied twice.',
  );
}

/** All that the writes changed together: which of them landed no longer matters when the tenant holds it. */
function applied(api: ApiPlan, sent: readonly ApiPlan[]): ApiOutcome {
  const changes = new Map(sent.flatMap((one) => one.changes).map((change) => [change.permission, change]));
  return { status: 'applied', api: { ...api, changes: [...changes.values()] } };
}

function givenUp({ identifier }: ApiPlan, lost: string): ActionError {
  return new ActionError(
    'auth0-unavailable',
    `${identifier} was sent ${mostWrites} times and does not hold the change: ${lost}.`,
    'Run again; that is safe, and what was applied is not applied twice.',
  );
}

async function readAgain(target: Target, writer: Writer): Promise<{ api: ApiPlan; list: Permission[]; id: string }> {
  const { wanted, planned } = target;
  const held = await readWhole(target, writer);
  if (held.system || held.identifier !== planned.identifier) throw anotherApi(planned);
  const api = planApi(wanted, held);
  const unseen = unseenRemovals(api, planned);
  if (unseen.length > 0) throw stale(planned, unseen);
  return { api, list: mergedList(held.permissions, api.changes), id: held.id };
}

/** What a read lacks, the write behind it takes away: that something is gone which was there a moment ago has to be said twice. */
async function readWhole({ planned, kept }: Target, writer: Writer): Promise<TenantApi> {
  const read = () => writer.api(planned.id ?? planned.identifier);
  const first = await read();
  const names = new Set(first.permissions.map(({ name }) => name));
  return kept.every((name) => names.has(name)) ? first : await read();
}

function requireSame(api: ApiPlan, sent: readonly Permission[], held: readonly Permission[]): void {
  if (sameList(sent, held)) return;
  throw new ActionError(
    'verify-failed',
    `${api.identifier}: Auth0 answered with another list than was sent (${held.length} permissions for ${sent.length}).`,
    'Look at the API in the dashboard, then run again; the next plan shows what differs.',
  );
}

function anotherApi({ identifier }: ApiPlan): ActionError {
  const message = `${identifier} is not the API it was when it was planned.`;
  return new ActionError('plan-stale', message, 'Run again to plan anew.');
}

function stale({ identifier }: ApiPlan, unseen: readonly string[]): ActionError {
  const message = `${identifier} changed on the tenant, and would now lose ${listSome(unseen)}, which the plan did not say.`;
  return new ActionError('plan-stale', message, 'Run again to plan anew.');
}

/** The outcome of an API that the tenant does not have. */
export function missingOutcome({ identifier, name }: DeclaredApi): ApiOutcome {
  const api: ApiPlan = { identifier, id: null, name: name ?? null, changes: [], unmanaged: [], admission: null };
  return { status: 'not-applied', api, error: apiNotFound([identifier]) };
}
