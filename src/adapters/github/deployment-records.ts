/** The records of applies among the deployments of a repository: of this tenant, and made by this very token's login. */
import * as z from 'zod/mini';
import { early } from '../../core/early.ts';
import type { DeploymentTarget } from '../../ports/github.ts';
import type { Repository } from './api.ts';
import { reasonOf, refusedBy } from './failure.ts';
import { account, isSelf, ownLogin } from './identity.ts';

/** Ours among all deployments; those that GitHub makes for a job with `environment:` have the task `deploy`. */
export const task = 'auth0-permissions';

/** Source: GitHub REST API, deployments. */
const pageSize = 100;

/** So far back an apply that succeeded is looked for, those of other manifests between. */
const mostPages = 50;

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

export const deployment = z.object({
  id: z.int(),
  sha: z.string().check(z.minLength(1)),
  creator: z.nullish(account),
  payload: z.optional(z.unknown()),
});

interface Page {
  readonly recorded: readonly Recorded[];
  readonly isLast: boolean;
}

export interface Recorded extends z.output<typeof payloadShape> {
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

/** Reads each page once. */
export class DeploymentRecords {
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

  /** The newest first. */
  async *all(whose: 'ours' | 'others'): AsyncGenerator<Recorded> {
    for (let number = 1; number <= mostPages; number += 1) {
      const { recorded, isLast } = await this.page(number);
      yield* recorded.filter((one) => this.isOwn(one) === (whose === 'ours'));
      if (isLast) return;
    }
  }

  /** The newest of this run and manifest; asked anew. Another job of the run may apply another manifest. */
  async newestOfRun(): Promise<Recorded | undefined> {
    const { recorded } = await this.readPage(1);
    return recorded.filter(this.isOwn).find(({ run }) => run === this.recorder.run);
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
}

/**
 * An empty list or a refusal is asked for once more: taken for true by mistake it would have everything forgotten that was
 * applied.
 */
export async function askedTwice<Item>(list: () => Promise<Item[]>): Promise<Item[]> {
  const first = await list().catch(noneIfRefused);
  return first.length > 0 ? first : await list();
}

function noneIfRefused(thrown: unknown): [] {
  if (!refusedBy(thrown)) throw thrown;
  return [];
}

/** Whoever may see the newest deployments may see the rest: what is not shown then is no right that lacks. */
export function notShown(thrown: unknown): never {
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
