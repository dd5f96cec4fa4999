/** Which policy counts, and what a pull request makes of it. */
import { Allowance } from '../core/allowance.ts';
import type { FileSet, SourceFile } from '../core/document.ts';
import { ActionError } from '../core/errors.ts';
import { defaultPolicy, type Exception, lockedOnly, type Policy } from '../core/policy.ts';
import { exceptionText, type PolicyChange, policyChanges } from '../core/policy-changes.ts';
import type { Problem } from '../core/problem.ts';
import { shortCommit } from '../core/report.ts';
import type { CentralPolicy, OwnPolicy } from '../inputs/inputs.ts';
import type { Ports } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';
import type { ReadManifest } from './manifest.ts';

/** The policy of a run, and what its pull request would make of it. */
export interface PolicyInForce {
  /** What the manifest is judged by. */
  readonly policy: Policy;
  /** The policy's file as it is named to people: a path, or `owner/repo/path@ref`. */
  readonly file: string;
  /** Of the policy's files themselves. */
  readonly problems: readonly Problem[];
  /** What counts once this run's commit is merged; the same policy where that changes nothing of it. */
  readonly next: Policy;
  /** The exceptions to judge: those of the next policy, but for new ones, whose permission may still come. */
  readonly exceptions: readonly Exception[];
  /** What a pull request changes of the policy. */
  readonly changes: readonly PolicyChange[];
  readonly notices: readonly string[];
  /** The change brings manifest and policy where neither was before. */
  readonly isFirst?: true;
  /** Set where there is no policy to judge by; only what no policy can change is judged then. */
  readonly failure?: ActionError;
}

/**
 * Reads the policy. A change is judged by the policy of what it would be merged into, so that it can't weaken the rules
 * it is judged by; what it makes of the policy is told apart.
 * @throws ActionError policy-invalid where a policy that was asked for is missing, github-unavailable
 */
export async function readPolicyInForce(ports: Ports, { files, amount }: ToJudge): Promise<PolicyInForce> {
  const { policy: input } = ports.inputs;
  const source = { ...ports, amount };
  return input.kind === 'central' ? await readCentral(source, input) : await readOwn(source, files, input);
}

type ToJudge = Pick<ReadManifest, 'files' | 'amount'>;

/** Where policies come from, and how much they are to judge. */
type Source = Ports & Pick<ReadManifest, 'amount'>;

async function readCentral(ports: Source, input: CentralPolicy): Promise<PolicyInForce> {
  const file = await ports.files.centralPolicy(input).catch(onlyMissing);
  if (file instanceof ActionError) return ungoverned(input.name, file);
  return governedBy(await load(ports, file), file.path);
}

/** Without a policy there is still a plan to show. */
function onlyMissing(thrown: unknown): ActionError {
  if (thrown instanceof ActionError && thrown.code === 'policy-invalid') return thrown;
  throw thrown;
}

async function readOwn(ports: Source, files: FileSet, input: OwnPolicy): Promise<PolicyInForce> {
  const base = baseOf(ports.run);
  const before = base === undefined ? files : await readBase(ports, base, files);
  if (input.named && !before.policy && !files.policy) return ungoverned(input.path, missing(input.path));
  const failure = files.policyInstead === undefined ? undefined : misnamed(input.path, files.policyInstead);
  if (failure && !before.policy) return ungoverned(input.path, failure);
  if (isSame(before.policy, files.policy)) return governedBy(await load(ports, files.policy), input.path);
  const presence = { removed: input.named && !files.policy, added: before.policy === undefined };
  const [theirs, ours] = await Promise.all([load(ports, before.policy), load(ports, files.policy)]);
  const isFirst = isUngoverned(before);
  if (isFirst && ours.policy) return firstPolicy(ours.policy, input.path);
  const judged = judgeChange({ before: theirs, after: ours, path: input.path, isFirst, ...presence });
  return failure ? { ...judged, failure } : judged;
}

/** What a change would be merged into; undefined where the run is for no change. */
export function baseOf({ event }: Run): string | undefined {
  return 'base' in event ? event.base : undefined;
}

async function readBase({ files }: Ports, base: string, known: FileSet): Promise<FileSet> {
  const found = await files.at(base, known);
  if (found) return found;
  const message = `GitHub does not show ${shortCommit(base)}, whose policy this change is judged by.`;
  const hint = 'Give the job `permissions: contents: read`, or update the branch.';
  throw new ActionError('github-unavailable', message, hint);
}

/** Nothing that could be weakened: no manifest at any path of the input, and no policy. */
function isUngoverned({ manifest, policy }: FileSet): boolean {
  return manifest.length === 0 && !policy;
}

function isSame(a: SourceFile | undefined, b: SourceFile | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && Buffer.from(a.bytes).equals(b.bytes));
}

interface Loaded {
  /** Undefined where the file is broken; the default policy where there is none. */
  readonly policy?: Policy;
  readonly problems: readonly Problem[];
}

async function load({ parse, amount }: Source, file: SourceFile | undefined): Promise<Loaded> {
  if (!file) return { policy: defaultPolicy, problems: [] };
  const tokens = new Allowance(mostTokens);
  const { document, problems } = parse(file, tokens);
  if (tokens.isExceeded) return { problems: [tooLarge(file)] };
  if (!document) return { problems };
  const { readPolicy } = await import('../core/policy-reading.ts');
  return await readPolicy(document, amount);
}

/** Ten thousand exceptions, the most there may be, have 200,000. */
const mostTokens = 400_000;

function tooLarge({ path }: SourceFile): Problem {
  const message = `The policy has over ${mostTokens / 1000},000 words, marks and line breaks.`;
  return { rule: 'syntax', severity: 'error', message, hint: 'Shorten it.', file: path, line: 1, column: 1 };
}

function governedBy({ policy, problems }: Loaded, file: string): PolicyInForce {
  const judged = { file, problems, changes: [], notices: [] };
  if (policy) return { ...judged, policy, next: policy, exceptions: policy.exceptions };
  return { ...ungoverned(file, broken(file)), problems };
}

/** Without a policy there is still a plan to show, and what no policy can change to judge. */
function ungoverned(file: string, failure: ActionError): PolicyInForce {
  const policy = lockedOnly;
  return { policy, next: policy, file, problems: [], exceptions: [], changes: [], notices: [unjudgedNotice], failure };
}

/** What it says otherwise than the default policy is told all the same: somebody has to look at it once. */
function firstPolicy(policy: Policy, file: string): PolicyInForce {
  const { exceptions } = policy;
  const changes = policyChanges(defaultPolicy, policy);
  return { policy, next: policy, file, problems: [], exceptions, changes, notices: [], isFirst: true };
}

/** Where the policy that counts is broken, a change that mends it may pass: it is judged by what it makes of it. */
function judgeChange({ before, after, path, removed, added, isFirst }: Change): PolicyInForce {
  const own = { file: path, problems: removed ? [removedProblem(path)] : after.problems, notices: [] };
  const next = after.policy ?? before.policy;
  if (!next) return { ...ungoverned(path, broken(path)), problems: own.problems };
  if (!before.policy)
    return { ...own, policy: next, next, exceptions: next.exceptions, changes: [], notices: [mendedNotice] };
  const exceptions = keptExceptions(before.policy, after.policy);
  const changes = after.policy ? policyChanges(before.policy, after.policy) : [];
  const notices = added ? [addedNotice(path, isFirst)] : [];
  return { ...own, policy: before.policy, next, exceptions, changes, notices };
}

/** Those of the new policy that the one before had, too, be it with another day or reason. */
function keptExceptions(before: Policy, after: Policy | undefined): Exception[] {
  const known = new Set(before.exceptions.map(exceptionText));
  return after?.exceptions.filter((one) => known.has(exceptionText(one))) ?? [];
}

interface Change {
  readonly before: Loaded;
  readonly after: Loaded;
  readonly path: string;
  /** The change takes away a policy that the input names. */
  readonly removed: boolean;
  /** There was no policy at the path before. */
  readonly added: boolean;
  /** Nor was there a manifest: it would count at once, could it be read. */
  readonly isFirst: boolean;
}

const unjudgedNotice = 'The policy can’t be read, so the manifest is judged only by what no policy can change.';

function addedNotice(path: string, isFirst: boolean): string {
  if (isFirst) return `${brokenFirst} Once the errors of ${path} are corrected, it counts at once.`;
  const why = `There is no policy at ${path} before this change, so the manifest is judged by the default policy.`;
  return `${why} Merge the policy first, on its own, for it to count.`;
}

const brokenFirst = 'The first policy can’t be read, so the manifest is judged by the default policy.';

const mendedNotice =
  'The policy before this change can’t be read, so the manifest is judged by the policy of the change itself.';

function removedProblem(file: string): Problem {
  const hint = 'Keep the file, or set the input `policy` to where it went.';
  return { rule: 'schema', severity: 'error', message: 'The policy is missing.', hint, file, line: 1, column: 1 };
}

function broken(file: string): ActionError {
  const message = `The policy ${file} can't be read.`;
  return new ActionError('policy-invalid', message, 'Each problem is shown at its line; correct them.');
}

/** To pass it over would be to judge by other rules than somebody wrote, without a word. */
function misnamed(path: string, instead: string): ActionError {
  const message = `There is no policy at \`${path}\`, but \`${instead}\` is there.`;
  return new ActionError('policy-invalid', message, 'Rename it, or set the input `policy` to it.');
}

function missing(path: string): ActionError {
  const hint = 'Create it, or correct the input `policy` (a path from the repository’s root, or owner/repo/path@ref).';
  return new ActionError('policy-invalid', `There is no policy at \`${path}\`.`, hint);
}
