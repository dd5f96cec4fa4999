/** What made the workflow run, from its payload. */
import * as z from 'zod/mini';
import { ActionError } from '../../core/errors.ts';
import type { Event } from '../../ports/run.ts';

const sha = z.string().check(z.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const commit = z.object({ sha });

/** Of the payloads only what is used; the rest is untrusted text that nobody needs. */
const pullRequestPayload = z.object({
  pull_request: z.object({ number: z.int().check(z.positive()), base: commit, head: commit }),
});
const pushPayload = z.object({ before: sha });
const mergeGroupPayload = z.object({ merge_group: z.object({ base_sha: sha }) });
const repositoryPayload = z.object({ repository: z.object({ default_branch: z.string().check(z.minLength(1)) }) });

/**
 * Reads an event of the runner.
 * @throws ActionError input-invalid where the payload isn't what GitHub sends for the event.
 */
export function readEvent(name: string, payload: unknown): Event {
  if (name === 'pull_request') {
    const { pull_request: pull } = expectShape(pullRequestPayload, payload, name);
    return { kind: 'pull-request', number: pull.number, base: pull.base.sha, head: pull.head.sha };
  }
  if (name === 'pull_request_target') {
    const { pull_request: pull } = expectShape(pullRequestPayload, payload, name);
    return { kind: 'pull-request-target', number: pull.number, base: pull.base.sha, head: pull.head.sha };
  }
  if (name === 'push') {
    const { before } = expectShape(pushPayload, payload, name);
    return { kind: 'push', before: /^0+$/.test(before) ? undefined : before };
  }
  if (name === 'merge_group') {
    const { merge_group: group } = expectShape(mergeGroupPayload, payload, name);
    return { kind: 'merge-group', base: group.base_sha };
  }
  if (name === 'workflow_dispatch' || name === 'schedule') {
    return { kind: 'on-demand', defaultBranch: repositoryPayload.safeParse(payload).data?.repository.default_branch };
  }
  return { kind: 'other', name };
}

function expectShape<Shape>(schema: z.ZodMiniType<Shape>, payload: unknown, name: string): Shape {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  const message = `The payload of the event ${name} (GITHUB_EVENT_PATH) is not what GitHub sends: ${where}.`;
  throw new ActionError('input-invalid', message, 'Run the action on GitHub, or give it a payload of that event.');
}
