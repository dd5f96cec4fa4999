/** What was applied, as deployments. */
import * as z from 'zod/mini';
import { early } from '../../core/early.ts';
import { readAdded } from '../../core/ownership.ts';
import type { Attempt, Deployments, NewAttempt, OtherManifest, Outcome } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import {
  askedTwice,
  DeploymentRecords,
  deployment,
  notShown,
  type Recorded,
  type Recorder,
  task,
} from './deployment-records.ts';
import { githubFailure } from './failure.ts';
import { account, isSelf, ownLogin } from './identity.ts';

/** Source: GitHub REST API, deployments: `description` is cut there. */
const longestDescription = 140;

const status = z.object({ state: z.string().check(z.minLength(1)), creator: z.nullish(account) });

/**
 * What was applied to a tenant, as deployments of the repository: there is no other memory. Two jobs that apply
 * different manifests to one tenant each remember their own.
 */
export class GitHubDeployments implements Deployments {
  private readonly repository: Repository;
  private readonly recorder: Recorder;
  private readonly records: DeploymentRecords;

  constructor(repository: Repository, recorder: Recorder) {
    this.repository = repository;
    this.recorder = recorder;
    this.records = new DeploymentRecords(repository, recorder);
  }

  lookAhead(): void {
    this.records.lookAhead();
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
    for await (const one of this.records.all('ours')) {
      replaced.add(key(one.replaces, one));
      if (!replaced.has(key(one.id, one))) yield one;
    }
  }

  async others(): Promise<OtherManifest[]> {
    const newest = new Map<string, OtherManifest>();
    try {
      for await (const { sha: commit, manifest } of this.records.all('others')) {
        const key = JSON.stringify(manifest);
        if (!newest.has(key)) newest.set(key, { manifest, commit });
      }
    } catch (thrown) {
      throw githubFailure('reading the deployments', thrown);
    }
    return [...newest.values()];
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

  /** What this run recorded last of this manifest, where it says the same. */
  private async find(added: string): Promise<Recorded | undefined> {
    const newest = await this.records.newestOfRun();
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
