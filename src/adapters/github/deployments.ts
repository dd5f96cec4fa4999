/** What was applied, as deployments. */
import * as z from 'zod/mini';
import { early } from '../../core/early.ts';
import { readAdded } from '../../core/ownership.ts';
import type { Attempt, Deployments, DeploymentTarget, NewAttempt, OtherManifest, Outcome } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import { githubFailure, reasonOf, refusedBy } from './failure.ts';
import { account, isSelf, ownLogin } from './identity.ts';

/** Ours among all deployments; those that GitHub makes for a job with `environment:` have the task `deploy`. */
const task = 'auth0-permissions';

/** Source: GitHub REST API, deployments. */
const pageSize = 100;

/** So far back an apply that succeeded is looked for, those of other manifests between. */
const mostPages = 50;

/** Source: GitHub REST API, deployments: `description` is cut there. */
const longestDescription = 140;

const payloadShape = z.object({
  version: z.literal(1),
  tenant: z.string(),
  manifest: z.array(z.string()),
  /** Names the run and its attempt. */
  run: z.exactOptional(z.string()),
  /** The number of a record of the same run that is no longer true. */
  replaces: z.exactOptional(z.int()),
  /** See core/ownership.ts. */
  added: z.exactOptional(z.string()),
});

const deployment = z.object({
  id: z.int(),
  sha: z.string().check(z.minLength(1)),
  creator: z.nullish(account),
  payload: z.optional(z.unknown()),
});
const status = z.object({ state: z.string().check(z.minLength(1)), creator: z.nullish(account) });

interface Page {
  readonly recorded: readonly Recorded[];
  readonly isLast: boolean;
}

interface Recorded extends z.output<typeof payloadShape> {
  readonly id: number;
  readonly sha: string;
}

/** Whose applies are remembered. */
export interface Recorder {
  readonly target: DeploymentTarget;
  /** The paths and globs of its manifest. */
  readonly manifest: readonly string[];
  /** Names the run and its attempt. */
  readonly run: string;
}

/**
 * What was applied to a tenant, as deployments of the repository: there is no other memory. Two jobs that apply
 * different manifests to one tenant each remember their own.
 */
export class GitHubDeployments implements Deployments {
  private readonly repository: Repository;
  private readonly recorder: Recorder;
  private readonly pages = new Map<number, Promise<Page>>();

  constructor(repository: Repository, recorder: Recorder) {
    this.repository = repository;
    this.recorder = recorder;
  }

  lookAhead(): void {
    early(this.page(1));
  }

  /** Mostly the newest has succeeded; where it has not, some before it are asked about at once. */
  async *attempts(foreseen: (commit: string) => void = () => undefined): AsyncGenerator<Attempt> {
    try {
      for await (const some of grouped(this.trueRecords())) {
        for (const { sha } of some) foreseen(sha);
        const asked = some.map((one) => ({ ...one, succeeded: early(this.hasSucceeded(one.id)) }));
        for (const { sha, succeeded, added = '' } of asked)
          yield { commit: sha, succeeded: await succeeded, added: readAdded(added) };
      }
    } catch (thrown) {
      throw githubFailure('reading the deployments', thrown);
    }
  }

  /** Without those that another one of the same run replaced: they are no longer true. What another run says of them is not. */
  private async *trueRecords(): AsyncGenerator<Recorded> {
    const replaced = new Set<string>();
    const key = (id: number | undefined, { run, sha }: Recorded) => JSON.stringify([id, run, sha]);
    for await (const one of this.recorded('ours')) {
      replaced.add(key(one.replaces, one));
      if (!replaced.has(key(one.id, one))) yield one;
    }
  }

  async others(): Promise<OtherManifest[]> {
    const newest = new Map<string, OtherManifest>();
    try {
      for await (const { sha: commit, manifest } of this.recorded('others')) {
        const key = JSON.stringify(manifest);
        if (!newest.has(key)) newest.set(key, { manifest, commit });
      }
    } catch (thrown) {
      throw githubFailure('reading the deployments', thrown);
    }
    return [...newest.values()];
  }

  /** The newest first. */
  private async *recorded(whose: 'ours' | 'others'): AsyncGenerator<Recorded> {
    for (let number = 1; number <= mostPages; number += 1) {
      const { recorded, isLast } = await this.page(number);
      yield* recorded.filter((one) => this.isOwn(one) === (whose === 'ours'));
      if (isLast) return;
    }
  }

  private isOwn = ({ manifest }: Recorded): boolean => {
    return JSON.stringify(manifest) === JSON.stringify(this.recorder.manifest);
  };

  private page(number: number): Promise<Page> {
    const asked = this.pages.get(number) ?? this.readPage(number);
    this.pages.set(number, asked);
    return asked;
  }

  /** Anybody who may write can make a deployment of our task: only those of the token's own login count. */
  private async readPage(page: number): Promise<Page> {
    const { ask, owner, repo } = this.repository;
    const { target } = this.recorder;
    const options = { owner, repo, task, environment: target.environment, per_page: pageSize, page };
    const list = () => ask((request) => request('GET /repos/{owner}/{repo}/deployments', options), z.array(deployment));
    const login = early(ownLogin(this.repository));
    const found = page === 1 ? await askedTwice(list) : await list().catch(notShown);
    if (found.length === 0) return { recorded: [], isLast: true };
    const own = await login;
    const recorded = found.flatMap(({ id, sha, creator, payload }) => {
      const about = creator && isSelf(creator, own) ? payloadShape.safeParse(readPayload(payload)).data : undefined;
      return about?.tenant === target.tenant ? [{ ...about, id, sha }] : [];
    });
    return { recorded, isLast: found.length < pageSize };
  }

  /** GitHub adds `inactive` to what succeeded once a newer one does, so every status counts, but only our own. */
  private async hasSucceeded(id: number): Promise<boolean> {
    const { ask, owner, repo } = this.repository;
    const options = { owner, repo, deployment_id: id, per_page: 100 };
    const list = () =>
      ask(
        (request) => request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', options),
        z.array(status),
      );
    const statuses = await askedTwice(list).catch(notShown);
    const own = await ownLogin(this.repository);
    return statuses.some(({ state, creator }) => state === 'success' && creator && isSelf(creator, own));
  }

  async begin({ commit, added, replaces }: NewAttempt): Promise<number> {
    const { owner, repo, createOnce } = this.repository;
    const { target, manifest, run } = this.recorder;
    const created = {
      ...{ owner, repo, task, ref: commit, environment: target.environment },
      payload: {
        ...{ version: 1, tenant: target.tenant, manifest, run },
        ...(added !== '' && { added }),
        ...(replaces !== undefined && { replaces }),
      },
      auto_merge: false,
      required_contexts: [],
    };
    try {
      const made = await createOnce(
        (request) => request('POST /repos/{owner}/{repo}/deployments', created),
        z.extend(deployment, { sha: z.literal(commit) }),
        () => this.find(added),
      );
      return made.id;
    } catch (thrown) {
      throw githubFailure('recording the deployment', thrown);
    }
  }

  /** What this run recorded last of this manifest, where it says the same: another job of the run may apply another one. */
  private async find(added: string): Promise<Recorded | undefined> {
    const { recorded } = await this.readPage(1);
    const newest = recorded.filter(this.isOwn).find(({ run }) => run === this.recorder.run);
    return (newest?.added ?? '') === added ? newest : undefined;
  }

  async finish(record: number, { state, description, runUrl }: Outcome): Promise<void> {
    const { ask, owner, repo } = this.repository;
    const cut =
      description.length > longestDescription ? `${description.slice(0, longestDescription - 1)}…` : description;
    const options = { owner, repo, deployment_id: record, state, description: cut, log_url: runUrl };
    const created = { ...options, environment: this.recorder.target.environment };
    try {
      await ask(
        (request) => request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', created),
        z.extend(status, { state: z.literal(state) }),
      );
    } catch (thrown) {
      throw githubFailure('recording how the deployment ended', thrown);
    }
  }
}

/** The first alone, and then so many at a time. */
async function* grouped<Item>(items: AsyncIterable<Item>, size = 4): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  let isFirst = true;
  for await (const item of items) {
    group.push(item);
    if (!isFirst && group.length < size) continue;
    yield group;
    [group, isFirst] = [[], false];
  }
  if (group.length > 0) yield group;
}

/**
 * An empty list or a refusal is asked for once more: taken for true by mistake it would have everything forgotten that was
 * applied.
 */
async function askedTwice<Item>(list: () => Promise<Item[]>): Promise<Item[]> {
  const first = await list().catch(noneIfRefused);
  return first.length > 0 ? first : await list();
}

function noneIfRefused(thrown: unknown): [] {
  if (!refusedBy(thrown)) throw thrown;
  return [];
}

/** Whoever may see the newest deployments may see the rest: what is not shown then is no right that lacks. */
function notShown(thrown: unknown): never {
  const refused = refusedBy(thrown);
  throw refused ? new Error(`it shows a part of them only: ${reasonOf(refused)}`) : thrown;
}

/** GitHub gives a payload back as it was sent, or as text. */
function readPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined; // of another origin; not ours, so not an error
  }
}
