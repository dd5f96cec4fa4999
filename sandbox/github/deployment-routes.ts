/** Deployments and their statuses over HTTP: https://docs.github.com/rest/deployments */
import { z } from 'zod';
import { appAnswer, nodeId, repositoryUrl, time, userAnswer } from './answers.ts';
import { readBody, validationFailed } from './body.ts';
import { type Deployment, type DeploymentStatus, type Deployments, STATES } from './deployments.ts';
import { page } from './paging.ts';
import { isUpstream, notFound, type Place } from './place.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

const deploymentBody = z.object({
  ref: z.string(),
  task: z.string().optional(),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).optional(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  environment: z.string().optional(),
  description: z.string().nullish(),
  transient_environment: z.boolean().optional(),
  production_environment: z.boolean().optional(),
});

const statusBody = z.object({
  state: z.enum(STATES),
  description: z.string().optional(),
  log_url: z.string().optional(),
  target_url: z.string().optional(),
  environment_url: z.string().optional(),
  environment: z.string().optional(),
  auto_inactive: z.boolean().optional(),
});

/** Characters of a status' description. */
const DESCRIPTION_LIMIT = 140;

/** Listing and creating both, and one of each by its number. */
export function deploymentRoutes(place: Place, deployments: Deployments): Route[] {
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => {
    return { method, path: `/repos/{owner}/{repo}/deployments${path}`, areas: ['deployments'], handle };
  };
  const words = (deployment: Deployment) => deploymentAnswer(place, deployment);
  const found = (request: ApiRequest) => find(place, deployments, request);
  return [
    route('GET', '', (request) => {
      const all = isUpstream(place, request) ? filtered(deployments.all(), request.query) : [];
      return page(place.site, place.network.upstream.id, request, all.map(words));
    }),
    route('POST', '', (request) => create(place, deployments, request)),
    route('GET', '/{id}', (request) => ({ status: 200, body: words(found(request)) })),
    route('GET', '/{id}/statuses', (request) => {
      const deployment = found(request);
      const all = deployment.statuses.map((status) => statusAnswer(place, deployment, status));
      return page(place.site, place.network.upstream.id, request, all);
    }),
    route('POST', '/{id}/statuses', (request) => setStatus(place, deployments, request)),
    route('GET', '/{id}/statuses/{status}', (request) => {
      const deployment = found(request);
      const status = deployment.statuses.find(({ id }) => id === Number(request.param('status'))) ?? notFound();
      return { status: 200, body: statusAnswer(place, deployment, status) };
    }),
  ];
}

/** By what a deployment was created with, but for its environment, which is today's. */
function filtered(all: readonly Deployment[], query: URLSearchParams): Deployment[] {
  const wanted = (['sha', 'ref', 'task', 'environment'] as const).filter((name) => query.get(name));
  return all.filter((deployment) => wanted.every((name) => deployment[name] === query.get(name)));
}

function create(place: Place, deployments: Deployments, request: ApiRequest): Answer {
  if (!isUpstream(place, request)) notFound();
  const body = readBody(deploymentBody, request);
  const { ref, task, environment, description, payload } = body;
  const { login } = request.identity;
  const sha = place.network.resolve(place.network.upstream, ref);
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${ref}`);
  if (body.auto_merge && isBehind(place, sha)) return autoMerge(place, ref, login);
  checkContexts(ref, body.required_contexts);
  const flags = { isTransient: body.transient_environment, isProduction: body.production_environment };
  const made = deployments.create({ ref, sha, login, task, environment, description, payload, ...flags });
  return created(deploymentAnswer(place, made));
}

function isBehind({ network }: Place, sha: string): boolean {
  return !network.objects.ancestors(sha).has(network.tip(network.upstream.defaultBranch));
}

/** Instead of a deployment GitHub brings the default branch into the ref, or says that it cannot. */
function autoMerge({ network }: Place, ref: string, login: string): Answer {
  const { defaultBranch, refs } = network.upstream;
  const name = `refs/heads/${ref.replace(/^refs\/heads\//, '')}`;
  const [tip, trunk] = [refs.get(name), network.tip(defaultBranch)];
  const files = tip === undefined ? undefined : network.objects.merge(tip, trunk);
  if (tip === undefined || !files) throw new Refusal(409, `Conflict merging ${defaultBranch} into ${ref}.`);
  const message = `Auto-merged ${defaultBranch} into ${ref} on deployment.`;
  const tree = network.objects.writeTree(files);
  refs.set(name, network.writeCommit({ tree, parents: [tip, trunk], message, login }));
  return { status: 202, body: { message } };
}

/**
 * The job that asks is a check of the commit itself, and not done yet; all other contexts are unknown here. So only an
 * empty list gets through, as in most workflows.
 */
function checkContexts(ref: string, required: readonly string[] | undefined): void {
  if (required?.length === 0) return;
  const missing = required?.map((context) => ({ context, state: 'missing' }));
  const contexts = missing ?? [{ context: 'permissions', state: 'pending' }];
  const errors = [{ contexts, resource: 'Deployment', field: 'required_contexts', code: 'invalid' }];
  throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`, { errors });
}

function setStatus(place: Place, deployments: Deployments, request: ApiRequest): Answer {
  const deployment = find(place, deployments, request);
  const body = readBody(statusBody, request);
  const { state, description = '', environment } = body;
  if ([...description].length > DESCRIPTION_LIMIT) {
    const message = `description is too long (maximum is ${DESCRIPTION_LIMIT} characters)`;
    throw validationFailed('DeploymentStatus', 'description', { code: 'custom', message });
  }
  const urls = { logUrl: body.log_url ?? body.target_url, environmentUrl: body.environment_url };
  const options = { state, description, environment, ...urls, isAutoInactive: body.auto_inactive };
  const status = deployments.setStatus(deployment, { ...options, login: request.identity.login });
  return created(statusAnswer(place, deployment, status));
}

function find(place: Place, deployments: Deployments, request: ApiRequest): Deployment {
  if (!isUpstream(place, request)) notFound();
  return deployments.find(Number(request.param('id'))) ?? notFound();
}

function created(body: { readonly url: string }): Answer {
  return { status: 201, body, headers: { location: body.url } };
}

function deploymentAnswer({ site, network }: Place, deployment: Deployment) {
  const api = repositoryUrl(site, network.upstream);
  const { id, sha, ref, task, payload, environment, description, login } = deployment;
  const url = `${api}/deployments/${id}`;
  return {
    url,
    id,
    node_id: nodeId('Deployment', id),
    sha,
    ref,
    task,
    payload,
    original_environment: deployment.originalEnvironment,
    environment,
    description,
    creator: userAnswer(site, login),
    created_at: time(deployment.createdAt),
    updated_at: time(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    performed_via_github_app: appAnswer(site, deployment.app),
  };
}

function statusAnswer({ site, network }: Place, deployment: Deployment, status: DeploymentStatus) {
  const api = repositoryUrl(site, network.upstream);
  const { id, state, login, description, environment, logUrl, environmentUrl, createdAt } = status;
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${id}`,
    id,
    node_id: nodeId('DeploymentStatus', id),
    state,
    creator: userAnswer(site, login),
    description,
    environment,
    target_url: logUrl,
    created_at: time(createdAt),
    updated_at: time(createdAt),
    deployment_url: url,
    repository_url: api,
    environment_url: environmentUrl,
    log_url: logUrl,
    performed_via_github_app: appAnswer(site, login),
  };
}
