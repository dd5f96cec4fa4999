/**
 * What must be true of every run, in rules of its own: nothing in here is taken from what it judges. Each rule answers
 * with the sentences that say what is wrong.
 *
 * "Known" is what counts as ours beside the manifest at hand: what was declared by the newest recorded apply that
 * succeeded, and what those that were recorded since sent that was not there before. Of the applies those count whose
 * commits main came from, or that the very push replaced. Where GitHub does not tell of applies, it is what was declared by
 * the commit which the push replaced.
 */
import type { Permission } from '../../src/core/permission.ts';
import { type Content, filesOf, type MemoryRepository, readable } from './repository.ts';
import type { Job, Ran, World } from './runs.ts';
import { type GitHubPart, nameInUse } from './steps.ts';
import { hasLanded, type Write } from './tenant.ts';

/** What counts when a run begins. */
export interface PullRequestState {
  readonly known: ReadonlySet<string>;
  /** The same, with what nobody can know. */
  readonly maybeKnown: ReadonlySet<string>;
  /** How many applies were recorded before, and how many that succeeded. */
  readonly recorded: number;
  readonly succeeded: number;
  /** One of the pull requests has the label that lifts the guard. */
  readonly labelled: boolean;
  /** Names that comments of merged pull requests showed as removed. */
  readonly shown: ReadonlySet<string>;
  /** What the tenant held, by API. */
  readonly held: ReadonlyMap<string, readonly Permission[]>;
}

/** A run, when it has ended. */
interface Evidence extends PullRequestState {
  readonly world: World;
  readonly job: Job;
  readonly ran: Ran;
}

export function violations(evidence: Evidence): string[] {
  const { ran, job } = evidence;
  return [
    ...ran.writes.flatMap((write) => wrongInWrite(write, evidence)),
    ...(job.mode === 'apply' ? wrongRecord(evidence) : wrongInReadOnly(evidence)),
    ...(ran.writes.some(({ fate }) => fate === 'killed') ? [] : wrongInReport(evidence)),
  ];
}

type Surety = 'surely' | 'maybe';

/** API and name of what is known as ours. */
export function knownTo({ repository }: World, { event, commit, trouble }: Job, how: Surety): ReadonlySet<string> {
  const replaced = event.kind === 'push' ? event.before : commit;
  if (trouble.gitHub?.includes('deployments')) return declaredAt(repository, replaced);
  return rememberedBy(repository, how, event.kind === 'push' ? event.before : undefined);
}

/** What the newest recorded apply that succeeded declared, and what those since then sent that was not there. */
export function rememberedBy(repository: MemoryRepository, how: Surety, replaced?: string): ReadonlySet<string> {
  const past = repository.line(repository.main.sha);
  const isKnown = (sha: string) => past.includes(sha) || (sha === replaced && repository.find(sha) !== undefined);
  const newest = new Map(repository.applies.map((one) => [one.run, one]));
  const ours = [...newest.values()].filter(({ commit }) => isKnown(commit));
  const last = ours.findLastIndex(({ state }) => state === 'success');
  const since = ours.slice(last + 1).flatMap(({ commit, sent = [], doubtful = [] }) => {
    const declared = declaredAt(repository, commit);
    return [...sent, ...(how === 'maybe' ? doubtful : [])].filter((one) => declared.has(one));
  });
  return new Set([...(last === -1 ? [] : declaredAt(repository, ours[last]?.commit)), ...since]);
}

function declaredAt(repository: MemoryRepository, sha: string | undefined): ReadonlySet<string> {
  const declared = readable(sha === undefined ? undefined : repository.find(sha));
  return new Set([...declared].flatMap(([api, names]) => [...names.keys()].map((name) => `${api} ${name}`)));
}

/** What a run says, if it lives to say something. */
function wrongInReport(evidence: Evidence): string[] {
  return [...(evidence.job.mode === 'apply' ? wrongInApply(evidence) : []), ...wrongInResult(evidence)];
}

/** Invariants 1 to 3: whose a permission is, and that everybody else's goes back as it came. */
function wrongInWrite(write: Write, evidence: Evidence): string[] {
  const { identifier, before, sent, late } = write;
  const declared = readable(evidence.job.content).get(identifier) ?? new Map<string, string>();
  const removed = before.filter(({ name }) => !sent.some((one) => one.name === name));
  const added = sent.filter(({ name }) => !before.some((one) => one.name === name));
  const kept = before.filter((permission) => !removed.includes(permission));
  return [
    ...removed.flatMap(({ name }) => wrongRemoval(identifier, name, evidence)),
    ...unlikeDeclared(added, declared, 'was added other than declared'),
    ...wrongOrder(kept, sent, declared),
    ...(late ? ['a write began after the run was cancelled'] : []),
    ...(same(before, sent) ? ['a write changes nothing'] : []),
  ];
}

function wrongRemoval(
  api: string,
  name: string,
  { world, job, maybeKnown, held, shown, labelled }: Evidence,
): string[] {
  const { policy } = job.content;
  const isGuarded = (policy === 'none' || policy === 'strict') && !labelled;
  const reasons = {
    'was never declared on main': !world.repository.everDeclared.has(`${api} ${name}`),
    'is declared': readable(job.content).get(api)?.has(name),
    'was not known as ours': !maybeKnown.has(`${api} ${name}`),
    'was not there when it was planned': !held.get(api)?.some((one) => one.name === name),
    'is in use': isGuarded && name === nameInUse,
    'was shown by no comment': policy === 'require' && !shown.has(name),
  };
  return Object.entries(reasons).flatMap(([reason, holds]) => (holds ? [`${name} ${reason} and was removed`] : []));
}

/** What stays stands in its order before what is added, and changes only to what the manifest says of it. */
function wrongOrder(kept: readonly Permission[], sent: readonly Permission[], declared: ReadonlyMap<string, string>) {
  const expected = kept.map(({ name, description }) => {
    const wanted = declared.get(name) ?? description;
    return { name, description: (wanted ?? '') === (description ?? '') ? description : wanted };
  });
  return same(expected, sent.slice(0, expected.length)) ? [] : [`kept ${show(expected)} and sent ${show(sent)}`];
}

function unlikeDeclared(permissions: readonly Permission[], declared: ReadonlyMap<string, string>, what: string) {
  const unlike = permissions.filter(({ name, description = '' }) => declared.get(name) !== description);
  return unlike.map(({ name }) => `${name} ${what}`);
}

function same(a: readonly Permission[], b: readonly Permission[]): boolean {
  return show(a) === show(b);
}

/** A missing description is told from an empty one. */
function show(list: readonly Permission[]): string {
  return JSON.stringify(list.map(({ name, description }) => [name, description ?? null]));
}

/** Invariant 4. */
function wrongInReadOnly({ ran, job: { mode } }: Evidence): string[] {
  return ran.writerOpened || ran.writes.length > 0 ? [`a ${mode} can write`] : [];
}

const succeeding: readonly string[] = ['unchanged', 'changes', 'applied'];
const nothingWritten: readonly string[] = ['unchanged', 'blocked', 'invalid'];

/** Invariants 4 and 5 of an apply. */
function wrongInApply(evidence: Evidence): string[] {
  const { ran, job, world } = evidence;
  const { result = '' } = ran.outputs;
  const landed = ran.writes.filter(({ fate }) => hasLanded(fate));
  const isOld = ran.writes.length > 0 && !isCurrent(job.content, world.repository.main);
  const isUnverified = ran.writes.some(({ fate }) => fate === 'garbled') && succeeding.includes(result);
  const isSilent = landed.length > 0 && nothingWritten.includes(result);
  return [
    ...(isOld ? ['a run wrote what main no longer holds'] : []),
    ...(isUnverified ? ['the tenant answered with another list than was sent, and the run succeeded'] : []),
    ...(isSilent ? [`the result is ${result} and something was written`] : []),
    ...(succeeding.includes(result) ? wrongOnTenant(evidence) : []),
    ...wrongAmount(evidence, landed),
    ...wrongCounts(evidence, landed),
  ];
}

function isCurrent(content: Content, main: Content): boolean {
  const [ours, theirs] = [content, main].map((one) => filesOf(one));
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

/** The policy `strict` lets one removal pass. */
function wrongAmount({ job, labelled }: Evidence, landed: readonly Write[]): string[] {
  const { removals } = counted(landed);
  return job.content.policy === 'strict' && !labelled && removals > 1
    ? [`the guard let ${removals} removals pass`]
    : [];
}

/**
 * Every apply that succeeds is remembered as such, and no other; one that did not know what was applied before must not
 * pass for one that made up for it. What writes is remembered in any case.
 */
function wrongRecord({ ran, job, world, recorded, succeeded }: Evidence): string[] {
  const { applies } = world.repository;
  const fails = (part: GitHubPart) => job.trouble.gitHub?.includes(part) === true;
  const isLost = fails('deployments') || fails('begin') || fails('finish');
  const expected = succeeding.includes(ran.outputs.result ?? '') && !isLost ? 1 : 0;
  const found = applies.filter(({ state }) => state === 'success').length - succeeded;
  const isUnseen = ran.writes.length > 0 && applies.length === recorded && !fails('begin');
  return [
    ...(found === expected ? [] : [`${found} successes were recorded of a run that is ${ran.outputs.result}`]),
    ...(isUnseen ? ['a run that wrote is not remembered'] : []),
  ];
}

/** A run that says it succeeded left every declared API with what is declared, and with nothing known that is not. */
function wrongOnTenant({ world, job, known }: Evidence): string[] {
  return [...readable(job.content)].flatMap(([identifier, declared]) => {
    const held = world.tenant.permissions(identifier);
    if (!held) return [`${identifier} is not there, and the run succeeded`];
    const lacking = [...declared.keys()].filter((name) => !held.some((one) => one.name === name));
    const declaredHeld = held.filter(({ name }) => declared.has(name));
    const left = held.filter(({ name }) => !declared.has(name) && known.has(`${identifier} ${name}`));
    return [
      ...lacking.map((name) => `${name} is lacking`),
      ...unlikeDeclared(declaredHeld, declared, 'has another description than is declared'),
      ...left.map(({ name }) => `${name} was ours and stayed`),
    ];
  });
}

const countedKinds = ['additions', 'updates', 'removals'] as const;

interface Changed {
  readonly output: (typeof countedKinds)[number];
  readonly name: string;
}

function changesBetween(before: readonly Permission[], after: readonly Permission[]): Changed[] {
  const then = new Map(before.map((one) => [one.name, one.description]));
  const now = new Set(after.map(({ name }) => name));
  return [
    ...after.filter(({ name }) => !then.has(name)).map(({ name }) => ({ output: 'additions', name }) as const),
    ...after
      .filter(({ name, description }) => then.has(name) && then.get(name) !== description)
      .map(({ name }) => ({ output: 'updates', name }) as const),
    ...before.filter(({ name }) => !now.has(name)).map(({ name }) => ({ output: 'removals', name }) as const),
  ];
}

/**
 * The counts are those of what landed. Where an answer was lost or garbled, what landed may be more than could be
 * confirmed, unless the run succeeded.
 */
function wrongCounts({ ran, job }: Evidence, landed: readonly Write[]): string[] {
  const { outputs, writes } = ran;
  const doubtful = new Set(writes.filter(({ fate }) => isDoubtful(fate)).map(({ identifier }) => identifier));
  const most = counted(landed);
  if (doubtful.size > 0 && job.trouble.meanwhile) return outputs.result === 'applied' ? tooFew(outputs, most) : [];
  const isSure = doubtful.size === 0 || outputs.result === 'applied';
  const least = isSure ? most : counted(landed.filter(({ identifier }) => !doubtful.has(identifier)));
  return countedKinds.flatMap((kind) => {
    const shown = Number(outputs[kind] ?? '0');
    return least[kind] <= shown && shown <= most[kind] ? [] : [`${kind}: ${shown} of ${most[kind]} are shown`];
  });
}

/**
 * Who else edits meanwhile may have done what was sent and lost, or have made another change of it, which nobody can
 * tell apart; but what was done once is not left out.
 */
function tooFew(outputs: Ran['outputs'], { names }: Counted): string[] {
  const shown = countedKinds.reduce((sum, kind) => sum + Number(outputs[kind] ?? '0'), 0);
  return shown >= names ? [] : [`${shown} changes of ${names} are shown`];
}

function isDoubtful(fate: Write['fate']): boolean {
  return fate === 'landed' || fate === 'lost' || fate === 'garbled';
}

interface Counted extends Record<Changed['output'], number> {
  /** Of permissions that were changed, in whatever way. */
  readonly names: number;
}

function counted(writes: readonly Write[]): Counted {
  const changes = writes.flatMap(({ identifier, before, sent }) =>
    changesBetween(before, sent).map(({ output, name }) => ({ output, permission: `${identifier} ${name}` })),
  );
  const distinct = (some: typeof changes) => new Set(some.map(({ permission }) => permission)).size;
  const count = (kind: Changed['output']) => distinct(changes.filter(({ output }) => output === kind));
  const [additions, updates, removals] = [count('additions'), count('updates'), count('removals')];
  return { additions, updates, removals, names: distinct(changes) };
}

/** The result, the step's end and the reason say the same, and the reason is never a mistake of our own. */
function wrongInResult({ ran: { outputs, failed }, job }: Evidence): string[] {
  const { result = '', 'failure-reason': reason = '' } = outputs;
  const [isGood, isTold] = [succeeding.includes(result), failed.length > 0];
  return [
    ...(isTold === !isGood && (reason === '') === isGood ? [] : [`${result} with ${reason}: ${failed}`]),
    ...(new Set(failed).size === failed.length ? [] : [`told twice: ${failed}`]),
    ...(reason === 'internal' ? [`internal: ${failed}`] : []),
    ...(result === 'changes' && job.mode === 'apply' ? ['an apply ends as changes'] : []),
    ...(result === 'partial' && outputs.changed !== 'true' ? ['partial, and nothing changed'] : []),
    ...(result === 'failed' && job.mode === 'apply' && outputs.changed === 'true' ? ['failed, and changed'] : []),
  ];
}
