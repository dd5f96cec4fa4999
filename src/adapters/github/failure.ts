/** GitHub's errors as ours, with the permission that lacks. */
import * as z from 'zod/mini';
import { ActionError } from '../../core/errors.ts';
import { RateLimited } from './rate-limit.ts';
import { Elsewhere } from './redirects.ts';

/** An answer that says no. A request without an answer has a status in the Octokit's errors, too: 500. */
const refusedSchema = z.object({
  message: z.string(),
  status: z.number(),
  response: z.object({
    headers: z.record(z.string(), z.unknown()),
    /** Null where it is no answer of GitHub's own, but a proxy's page. */
    data: z.catch(z.nullable(z.object({ message: z.string() })), null),
  }),
});

export type Refused = z.infer<typeof refusedSchema>;

export function refusedBy(thrown: unknown): Refused | undefined {
  return refusedSchema.safeParse(thrown).data;
}

/** The HTTP status of a failed call, undefined where there was no answer. */
export function statusOf(thrown: unknown): number | undefined {
  return refusedBy(thrown)?.status;
}

/** 404 and 422 are GitHub's answers to a commit it does not have, 409 to a repository without any. */
export function unknownCommit(thrown: unknown): undefined {
  if (![404, 409, 422].includes(statusOf(thrown) ?? 0)) throw thrown;
}

/** Says which call failed and what the token lacks. */
export function githubFailure(doing: string, thrown: unknown): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const refused = refusedBy(thrown);
  const why = refused ? reasonOf(refused) : oneLine(thrown instanceof Error ? thrown.message : String(thrown));
  const hint = hintFor(thrown, refused);
  const isRefused = refused?.status === 403 || refused?.status === 404;
  return new ActionError('github-unavailable', `GitHub: ${doing} failed: ${why}.`, hint, {
    cause: thrown,
    refused: isRefused,
  });
}

/** GitHub's own words, with what the Octokit adds to them of the fields that are wrong, and the status. */
export function reasonOf({ status, message, response: { data } }: Refused): string {
  return data ? `${oneLine(message.replace(/ - https:\S+$/, ''))} (status ${status})` : `status ${status}`;
}

const longestReason = 300;

/** Without the line that the Octokit puts before GraphQL's own. Who answers may repeat what was sent: the token, too. */
export function oneLine(text: string): string {
  const [line = ''] = text.replace(/^Request failed due to following response errors:\n - /, '').split(/[\r\n]/, 1);
  const safe = line.replace(/\b(gh[a-z]|github_pat)_\w+/g, '***').replace(/\.$/, '');
  return safe.length > longestReason ? `${safe.slice(0, longestReason)}…` : safe;
}

function hintFor(thrown: unknown, refused: Refused | undefined): string {
  if (thrown instanceof RateLimited) return 'Run again after that; that is safe.';
  if (thrown instanceof Elsewhere) return 'See what answers in GitHub’s place, such as a proxy of your network.';
  if (refused?.status === 401) return 'Check the input `github-token`.';
  if (refused?.status === 403 || refused?.status === 404) {
    const lacking = lackingPermissions(refused.response.headers['x-accepted-github-permissions']);
    const usual = '`permissions: contents: read` and, to comment, `pull-requests: write`';
    return `Give the job ${lacking ?? usual}.`;
  }
  return 'See whether GitHub is up (githubstatus.com), then run again; that is safe.';
}

/**
 * From `issues=write; pull_requests=write,contents=read`: sets of permissions, one of which would do. A job has
 * `metadata` always, and where a permission isn't what lacks, the header says so in other words.
 * Source: GitHub's docs, troubleshooting the REST API, "Insufficient permissions".
 */
function lackingPermissions(header: unknown): string | undefined {
  const sets = String(header ?? '')
    .split(';')
    .map((set) => [...set.matchAll(/\b(?!metadata)([a-z_]+)=(read|write)\b/g)]);
  const fitting = sets.filter((set) => set.length > 0);
  const documented = fitting.find((set) => set.every(([, name = '']) => documentedPermissions.has(name)));
  const chosen = documented ?? fitting[0];
  const words = chosen?.map(([, name = '', level]) => `${name.replaceAll('_', '-')}: ${level}`);
  return words && `\`permissions: ${words.join('` and `')}\``.replace(...toComment);
}

/** Whoever grants the least would be asked for the rest by the next run: what reads pull requests mostly comments then. */
const toComment = ['pull-requests: read`', 'pull-requests: write` (`read` does with `comment: never`)'] as const;

/** Those that the README asks for; of several that would do, they say more than `issues: write`. */
const documentedPermissions = new Set(['contents', 'pull_requests', 'deployments']);
