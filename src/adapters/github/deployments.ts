import * as z from 'zod';
import type { Attempt, Deployments, DeploymentTarget, Outcome } from '../../ports.ts';
import type { Repository } from './api.ts';
import { githubFailure } from './failure.ts';
import { isSelf, ownLogin } from './identity.ts';

/** Ours among all deployments; those that GitHub makes for a job with `environment:` have the task `deploy`. */
const task = 'auth0-permissions';

/** Deployments looked at, newest first; each that did not succeed costs a request. */
const mostDeployments = 20;

/** Source: GitHub REST API, deployments: `description` is cut there. */
const longestDescription = 140;

const payloadShape = z.object({
  version: z.literal(1),
  tenant: z.string(),
  manifest: z.array(z.string()),
  previous: z
    .string()
    .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
    .exactOptional(),
});

interface Ours {
  readonly id: number;
  readonly sha: string;
  readonly previous: string | undefined;
}

/**
 * What was applied to a tenant, as deployments of the repository: there is no other memory. Two jobs that apply
 * different manifests to one tenant have nothing to do with each other, so each remembers its own only.
 */
export class GitHubDeployments implements Deployments {
  private readonly repository: Repository;
  private readonly target: DeploymentTarget;
  private readonly manifest: readonly string[];

  constructor(repository: Repository, target: DeploymentTarget, manifest: readonly string[]) {
    this.repository = repository;
    this.target = target;
    this.manifest = manifest;
  }

  async *attempts(): AsyncGenerator<Attempt> {
    try {
      for (const { id, sha, previous } of await this.ours()) {
        const succeeded = await this.hasSucceeded(id);
        yield { commit: sha, succeeded, ...(previous !== undefined && { previous }) };
      }
    } catch (thrown) {
      throw githubFailure('reading the deployments', thrown);
    }
  }

  /** Anybody who may write can make a deployment of our task: only those of the token's own login count. */
  private async ours(): Promise<Ours[]> {
    const { octokit, owner, repo } = this.repository;
    const options = { owner, repo, task, environment: this.target.environment, per_page: 100 };
    const { data } = await octokit.rest.repos.listDeployments(options);
    if (data.length === 0) return [];
    const own = await ownLogin(this.repository);
    const ours = data.flatMap(({ id, sha, creator, payload }) => {
      const about = creator && isSelf(creator, own) ? this.readOurs(payload) : undefined;
      return about ? [{ id, sha, previous: about.previous }] : [];
    });
    return ours.slice(0, mostDeployments);
  }

  /** The payload, where it is about this tenant and manifest. */
  private readOurs(payload: unknown): z.output<typeof payloadShape> | undefined {
    const { data } = payloadShape.safeParse(readPayload(payload));
    const isOurs =
      data?.tenant === this.target.tenant && JSON.stringify(data.manifest) === JSON.stringify(this.manifest);
    return isOurs ? data : undefined;
  }

  /** GitHub adds `inactive` to what succeeded once a newer one does, so every status counts, but only our own. */
  private async hasSucceeded(id: number): Promise<boolean> {
    const { octokit, owner, repo } = this.repository;
    const options = { owner, repo, deployment_id: id, per_page: 100 };
    const { data } = await octokit.rest.repos.listDeploymentStatuses(options);
    const own = await ownLogin(this.repository);
    return data.some(({ state, creator }) => state === 'success' && creator && isSelf(creator, own));
  }

  async begin({ commit, previous }: Omit<Attempt, 'succeeded'>): Promise<number> {
    const { octokit, owner, repo, createOnce } = this.repository;
    const request = {
      ...{ owner, repo, task, ref: commit, environment: this.target.environment },
      payload: { version: 1, tenant: this.target.tenant, manifest: this.manifest, ...(previous && { previous }) },
      auto_merge: false,
      required_contexts: [],
    };
    try {
      const create = async () => (await octokit.rest.repos.createDeployment(request)).data;
      const made = await createOnce(create, async () => (await this.ours()).find(({ sha }) => sha === commit));
      if ('id' in made) return made.id;
      throw new Error(made.message ?? 'GitHub made no deployment');
    } catch (thrown) {
      throw githubFailure('recording the deployment', thrown);
    }
  }

  async finish(record: number, { state, description, runUrl }: Outcome): Promise<void> {
    const { octokit, owner, repo } = this.repository;
    const cut =
      description.length > longestDescription ? `${description.slice(0, longestDescription - 1)}…` : description;
    const status = { state, description: cut, log_url: runUrl, environment: this.target.environment };
    try {
      await octokit.rest.repos.createDeploymentStatus({ owner, repo, deployment_id: record, ...status });
    } catch (thrown) {
      throw githubFailure('recording how the deployment ended', thrown);
    }
  }
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
