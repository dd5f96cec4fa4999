import * as z from 'zod';
import type { Applied, Deployment, Deployments, DeploymentTarget } from '../../ports.ts';
import { githubFailure, type Repository } from './api.ts';
import { isSelf, ownLogin } from './identity.ts';

/** Ours among all deployments; those that GitHub makes for a job with `environment:` have the task `deploy`. */
const task = 'auth0-permissions';

/** Deployments looked at for one that succeeded, newest first: as many as a page holds. */
const mostDeployments = 100;

/** Source: GitHub REST API, deployments: `description` is cut there. */
const longestDescription = 140;

const payloadShape = z.object({ version: z.literal(1), tenant: z.string(), manifest: z.array(z.string()).min(1) });

/** What was applied to a tenant and when, as deployments of the repository: there is no other memory. */
export class GitHubDeployments implements Deployments {
  private readonly repository: Repository;

  constructor(repository: Repository) {
    this.repository = repository;
  }

  async lastApplied(target: DeploymentTarget): Promise<Applied | undefined> {
    try {
      for (const { id, sha, manifest } of await this.candidates(target)) {
        if (await this.hasSucceeded(id)) return { commit: sha, manifest };
      }
      return undefined;
    } catch (thrown) {
      throw githubFailure('reading the deployments', thrown);
    }
  }

  /** Anybody who may write can make a deployment of our task: only those of the token's own login count. */
  private async candidates({ tenant, environment }: DeploymentTarget) {
    const { octokit, owner, repo } = this.repository;
    const options = { owner, repo, task, environment, per_page: mostDeployments };
    const { data } = await octokit.rest.repos.listDeployments(options);
    if (data.length === 0) return [];
    const own = await ownLogin(this.repository);
    return data.flatMap(({ id, sha, creator, payload }) => {
      const { data: about } = payloadShape.safeParse(readPayload(payload));
      const ours = creator && isSelf(creator, own) && about?.tenant === tenant;
      return ours ? [{ id, sha, manifest: about.manifest }] : [];
    });
  }

  /** GitHub adds `inactive` to what succeeded once a newer one does, so every status counts, not only the last. */
  private async hasSucceeded(id: number): Promise<boolean> {
    const { octokit, owner, repo } = this.repository;
    const options = { owner, repo, deployment_id: id, per_page: 100 };
    const { data } = await octokit.rest.repos.listDeploymentStatuses(options);
    return data.some(({ state }) => state === 'success');
  }

  async record({ target, commit, manifest, state, description, runUrl }: Deployment): Promise<void> {
    const { octokit, owner, repo, createOnce } = this.repository;
    const about =
      description.length > longestDescription ? `${description.slice(0, longestDescription - 1)}…` : description;
    try {
      const request = {
        ...{ owner, repo, task, ref: commit, environment: target.environment, description: about },
        payload: { version: 1, tenant: target.tenant, manifest },
        auto_merge: false,
        required_contexts: [],
      };
      const create = async () => (await octokit.rest.repos.createDeployment(request)).data;
      const find = async () => (await this.candidates(target)).find(({ sha }) => sha === commit);
      const data = await createOnce(create, find);
      if (!('id' in data)) throw new Error(data.message ?? 'GitHub made no deployment');
      const status = { state, description: about, log_url: runUrl, environment: target.environment };
      await octokit.rest.repos.createDeploymentStatus({ owner, repo, deployment_id: data.id, ...status });
    } catch (thrown) {
      throw githubFailure('recording the deployment', thrown);
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
