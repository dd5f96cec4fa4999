/** What was applied last, or else is taken for it: the commit that a manifest is compared with. */
import type { Names, PreviousManifest } from '../core/comparing.ts';
import { early } from '../core/early.ts';
import { ActionError, toActionError, withoutRight } from '../core/errors.ts';
import type { Attempt, Deployments } from '../ports/github.ts';
import type { GitHubPorts } from '../ports/ports.ts';
import type { Run } from '../ports/run.ts';
import { type Elsewhere, findMoved, type Moved, nothingMoved } from './moved.ts';

/** What a manifest is compared with. */
export interface Since extends Pick<PreviousManifest, 'isApplied' | 'remembered'> {
  /** Finds what other manifests declare that are applied to the same tenant and environment; now, unless said where. */
  readonly moved: (dropped: Names, where?: Elsewhere) => Promise<Moved>;
  readonly notices: readonly string[];
  /** A commit or branch; undefined where there is none. */
  readonly commit: string | undefined;
  /** `vouched` where GitHub remembers an apply of it and it is one of the branch's. */
  readonly origin: 'vouched' | 'assumed';
  /** Applies since then that did not succeed. */
  readonly attempts: readonly Attempt[];
  /** What this push replaced, where that is another commit. */
  readonly replaced?: string;
}

/** What is known without asking what was applied last. */
export function sinceCommit(commit: string | undefined): Since {
  const unasked = { attempts: [], moved: async () => nothingMoved, remembered: true, notices: [] };
  return { ...unasked, commit, origin: 'assumed', isApplied: true };
}

/**
 * What was applied last, and tried since, as far as GitHub remembers it and the commits belong to the branch; a removal
 * whose apply failed is then not forgotten by the next one, nor an addition that a failed apply made.
 * @param now where other manifests are looked for; its tip is that of the branch, or of the base of a pull request.
 * @param otherwise what to compare with where nothing is remembered.
 */
export async function sinceLastApply(
  ports: GitHubPorts,
  now: Elsewhere,
  otherwise: string | undefined,
): Promise<Since> {
  try {
    const deployments = await ports.openDeployments();
    const attempts = await vouchedAttempts(ports, deployments, now.tip);
    const others = () => deployments.others();
    return sinceAttempts(attempts, otherwise, (dropped, where = now) =>
      findMoved(ports, dropped, { ...where, others }),
    );
  } catch (thrown) {
    const notices = [forgottenNotice(withoutRight(thrown))];
    return { ...sinceCommit(otherwise), remembered: false, notices };
  }
}

function sinceAttempts(attempts: readonly Attempt[], otherwise: string | undefined, moved: Since['moved']): Since {
  const applied = attempts.find(({ succeeded }) => succeeded);
  const known = { attempts: attempts.filter(({ succeeded }) => !succeeded), moved };
  if (!applied) return { ...sinceCommit(otherwise), ...known, isApplied: false, notices: [firstNotice] };
  const replaced = otherwise === undefined || otherwise === applied.commit ? {} : { replaced: otherwise };
  return { ...sinceCommit(applied.commit), ...known, ...replaced, origin: 'vouched' };
}

/**
 * Attempts of this branch, the newest first, up to the last one that succeeded. Anybody who can push a branch can have a
 * workflow of it record a deployment, so a commit that this branch was never at says nothing, merged or not. What a push
 * replaced, by force even, the branch was at.
 */
async function vouchedAttempts(ports: GitHubPorts, deployments: Deployments, tip: string): Promise<Attempt[]> {
  const history = await ports.openHistory();
  const { event } = ports.run;
  const found: Attempt[] = [];
  const foreseen = (commit: string) => void early(history.between(commit, tip));
  for await (const attempt of deployments.attempts(foreseen)) {
    const { relation, wasTip } = await history.between(attempt.commit, tip).catch(asFault);
    const isReplaced = event.kind === 'push' && event.before === attempt.commit && relation !== 'unknown';
    const isPast = relation === 'ahead' && wasTip !== false;
    if (!isPast && !isReplaced) continue;
    found.push(attempt);
    if (attempt.succeeded) break;
  }
  return found;
}

/** Whoever may read the branch may compare its commits, so a refusal is no right that lacks. */
function asFault(thrown: unknown): never {
  const { code, message, hint } = toActionError(thrown);
  throw new ActionError(code, message, hint, { cause: thrown });
}

function forgottenNotice({ message, hint }: ActionError): string {
  return `Earlier applies are not known, so what one of them left to remove is forgotten. ${message} ${hint}`;
}

/** In words for whoever just begins: nothing is wrong. */
const firstNotice =
  'No earlier apply of this manifest is recorded, so nothing is removed: what the tenant holds beyond the manifest stays as ' +
  'it is. Applies are recorded where their job has `permissions: deployments: write`.';

/** What a plan compares with: what the change is against. On demand on the default branch all that differs is drift. */
export function comparedCommit(run: Run): string | undefined {
  const { event, branch, commit } = run;
  if (event.kind === 'pull-request' || event.kind === 'pull-request-target') return event.base;
  if (event.kind === 'on-demand' && event.defaultBranch !== branch) return event.defaultBranch ?? commit;
  return replacedCommit(run);
}

/**
 * What an apply compares with, and so what it may remove: what this very push replaced, undefined for a branch that
 * is new. Without a push nothing was replaced, and nothing is removed.
 */
export function replacedCommit({ event, commit }: Run): string | undefined {
  return event.kind === 'push' ? event.before : commit;
}
