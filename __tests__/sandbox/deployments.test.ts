import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { secondaryRateLimit } from '../../sandbox/github/faults.ts';
import { type GitHub, startGitHub } from '../../sandbox/github.ts';

const repo = { owner: 'acme', repo: 'shop' };
let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
  github.commit('main', { a: '1' });
});

afterEach(() => github.close());

function octokit(token = github.token) {
  return getOctokit(token, { baseUrl: github.url });
}

function refusal(status: number, message: string) {
  return expect.objectContaining({ status, message: expect.stringContaining(message) });
}

type Asked = Parameters<ReturnType<typeof octokit>['rest']['repos']['createDeployment']>[0];

/** As an action should ask: no merging, no other checks. */
async function create(options: Partial<Asked> = {}) {
  const quiet = { ref: 'main', auto_merge: false, required_contexts: [] };
  const { data } = await octokit().rest.repos.createDeployment({ ...repo, ...quiet, ...options });
  if (!('id' in data)) throw new Error(`no deployment: ${data.message}`);
  return { ...data, id: Number(data.id) };
}

type State = 'success' | 'failure' | 'in_progress';

async function report(deployment_id: number, state: State, more: object = {}) {
  return (await octokit().rest.repos.createDeploymentStatus({ ...repo, deployment_id, state, ...more })).data;
}

async function list(filters: object = {}) {
  const { data } = await octokit().rest.repos.listDeployments({ ...repo, ...filters });
  return data.map(({ id }) => id);
}

async function states(deployment_id: number) {
  const { data } = await octokit().rest.repos.listDeploymentStatuses({ ...repo, deployment_id });
  return data.map(({ state }) => state);
}

describe('a deployment', () => {
  test('keeps what it was asked for and who asked', async () => {
    const payload = { manifest: 'abc', apis: ['https://api'] };
    const made = await create({ task: 'auth0-permissions', environment: 'staging', payload, description: 'Applied' });
    const url = `${github.url}/repos/acme/shop/deployments/${made.id}`;
    const asked = { task: 'auth0-permissions', environment: 'staging', original_environment: 'staging', payload };
    expect(made).toMatchObject({ url, ref: 'main', sha: github.branch('main'), description: 'Applied', ...asked });
    expect(made).toMatchObject({ statuses_url: `${url}/statuses`, production_environment: false });
    expect(made.creator?.login).toBe('github-actions[bot]');
    expect(made.performed_via_github_app).toMatchObject({ id: 15368, slug: 'github-actions' });
    expect((await octokit().rest.repos.getDeployment({ ...repo, deployment_id: made.id })).data).toEqual(made);
    expect(github.deployments()).toMatchObject([{ id: made.id, payload, login: 'github-actions[bot]' }]);
  });

  test('is of production and a deploy unless told otherwise', async () => {
    const made = await create();
    const usual = { task: 'deploy', environment: 'production', description: null, payload: {} };
    expect(made).toMatchObject({ ...usual, production_environment: true, transient_environment: false });
  });

  test('is of the commit that its ref stood for', async () => {
    const sha = github.branch('main');
    github.tag('v1');
    github.commit('main', { a: '2' });
    expect([(await create({ ref: 'v1' })).sha, (await create({ ref: sha })).ref]).toEqual([sha, sha]);
  });

  test.each([
    [{ ref: 'gone' }, 422, 'No ref found for: gone'],
    [{ ref: undefined }, 422, '"ref" wasn\'t supplied.'],
    [{ required_contexts: undefined }, 409, 'Conflict: Commit status checks failed for main.'],
    [{ required_contexts: ['build'] }, 409, '"state":"missing"'],
  ])('asked for with %j is refused', async (options, status, message) => {
    const asked = { ref: 'main', auto_merge: false, required_contexts: [], ...options };
    const headers = { authorization: `token ${github.token}` };
    const url = `${github.url}/repos/acme/shop/deployments`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(asked) });
    const text = (await answer.text()).replaceAll('\\"', '"');
    expect([answer.status, text]).toEqual([status, expect.stringContaining(message)]);
    expect(github.deployments()).toEqual([]);
  });

  test('of a ref behind the default branch brings that up to date instead, unless told not to', async () => {
    github.commit('topic', { b: '1' });
    github.commit('main', { c: '1' });
    expect((await create({ ref: 'topic' })).sha).toBe(github.branch('topic'));
    const before = github.branch('topic');
    const ask = { ...repo, ref: 'topic', required_contexts: [] };
    const { status, data } = await octokit().rest.repos.createDeployment(ask);
    expect([status, data]).toEqual([202, { message: 'Auto-merged main into topic on deployment.' }]);
    const parents = github.answers.commit(github.branch('topic')).parents.map(({ sha }) => sha);
    expect(parents).toEqual([before, github.branch('main')]);
    expect((await octokit().rest.repos.createDeployment(ask)).status).toBe(201);
  });

  test('of a ref that conflicts with the default branch is refused, unless told not to merge', async () => {
    github.commit('topic', { a: 'topic' });
    github.commit('main', { a: 'main' });
    const answer = octokit().rest.repos.createDeployment({ ...repo, ref: 'topic', required_contexts: [] });
    await expect(answer).rejects.toEqual(refusal(409, 'Conflict merging main into topic.'));
    expect((await create({ ref: 'topic' })).ref).toBe('topic');
  });

  test('that GitHub made for a job belongs to the person behind the run', async () => {
    const id = github.addDeployment({ environment: 'staging', login: 'mona', app: 'github-actions[bot]' });
    const { data } = await octokit().rest.repos.getDeployment({ ...repo, deployment_id: id });
    expect(data).toMatchObject({ task: 'deploy', ref: 'main', creator: { login: 'mona' } });
    expect(data.performed_via_github_app?.slug).toBe('github-actions');
    const own = github.addDeployment({ login: 'mona' });
    const other = await octokit().rest.repos.getDeployment({ ...repo, deployment_id: own });
    expect(other.data.performed_via_github_app).toBeNull();
  });
});

describe('the list', () => {
  test('has the newest first, in pages', async () => {
    const ids = Array.from({ length: 31 }, () => github.addDeployment()).reverse();
    expect(await list()).toEqual(ids.slice(0, 30));
    const client = octokit();
    const all = await client.paginate(client.rest.repos.listDeployments, { ...repo, per_page: 10 });
    expect(all.map(({ id }) => id)).toEqual(ids);
    const path = expect.stringMatching(/^\/repositories\/\d+\/deployments$/);
    expect(github.requests.at(-1)).toMatchObject({ query: { page: '4' }, path });
  });

  test('is filtered by environment, task, ref and sha, all at once', async () => {
    const first = github.branch('main');
    const old = github.addDeployment({ task: 'auth0-permissions', environment: 'staging' });
    github.commit('main', { a: '2' });
    const [staging, production] = ['staging', 'production'].map((environment) =>
      github.addDeployment({ task: 'auth0-permissions', environment }),
    );
    const other = github.addDeployment({ environment: 'staging', ref: first });
    expect(await list({ environment: 'staging' })).toEqual([other, staging, old]);
    expect(await list({ task: 'auth0-permissions' })).toEqual([production, staging, old]);
    expect(await list({ ref: 'main', environment: 'staging' })).toEqual([staging, old]);
    expect(await list({ sha: first })).toEqual([other, old]);
    expect(await list({ sha: first, task: 'auth0-permissions' })).toEqual([old]);
    expect(await list({ environment: 'gone' })).toEqual([]);
  });
});

describe('statuses', () => {
  test('are listed newest first, with who set them and their addresses', async () => {
    const { id } = await create({ environment: 'staging' });
    await report(id, 'in_progress');
    const more = { description: 'Applied 3', log_url: 'https://log', environment_url: 'https://env' };
    const last = await report(id, 'success', more);
    expect(last).toMatchObject({ ...more, target_url: 'https://log', creator: { login: 'github-actions[bot]' } });
    expect(await states(id)).toEqual(['success', 'in_progress']);
    expect((await report(id, 'failure', { target_url: 'https://old' })).log_url).toBe('https://old');
    const one = { ...repo, deployment_id: id, status_id: Number(last.id) };
    expect((await octokit().rest.repos.getDeploymentStatus(one)).data).toEqual(last);
    const [held] = github.deployments();
    expect(held?.statuses.map(({ state }) => state)).toEqual(['failure', 'success', 'in_progress']);
  });

  test('make the deployment newer', async () => {
    const made = await create();
    const { created_at } = await report(made.id, 'success');
    const { data } = await octokit().rest.repos.getDeployment({ ...repo, deployment_id: made.id });
    expect([data.created_at, data.updated_at]).toEqual([made.created_at, created_at]);
    expect(data.updated_at > made.updated_at).toBe(true);
  });

  test('that are a success end the earlier successes of the environment, if not of production', async () => {
    const made = ['staging', 'other', 'staging', 'staging', 'staging'].map((environment) =>
      github.addDeployment({ environment }),
    );
    const [first = 0, other = 0, failed = 0, second = 0, later = 0] = made;
    for (const id of [first, other, later]) github.addDeploymentStatus(id, { state: 'success', isAutoInactive: false });
    github.addDeploymentStatus(failed, { state: 'failure' });
    await report(second, 'success');
    expect(await states(first)).toEqual(['inactive', 'success']);
    expect(await Promise.all([other, failed, second, later].map(states))).toEqual([
      ['success'],
      ['failure'],
      ['success'],
      ['success'],
    ]);
  });

  test.each([
    ['of production', { environment: 'production' }, {}],
    ['that are transient', { environment: 'preview', isTransient: true }, {}],
    ['when told so', { environment: 'staging' }, { auto_inactive: false }],
  ])('leave earlier deployments alone %s', async (_, options, more) => {
    const [first, second] = [github.addDeployment(options), github.addDeployment(options)];
    github.addDeploymentStatus(first, { state: 'success' });
    await report(second, 'success', more);
    expect(await states(first)).toEqual(['success']);
  });

  test('may move a deployment to another environment, which keeps its first', async () => {
    const { id } = await create({ environment: 'staging' });
    await report(id, 'success', { environment: 'qa' });
    const { data } = await octokit().rest.repos.getDeployment({ ...repo, deployment_id: id });
    expect(data).toMatchObject({ environment: 'qa', original_environment: 'staging' });
    expect([await list({ environment: 'qa' }), await list({ environment: 'staging' })]).toEqual([[id], []]);
    expect((await report(id, 'failure')).environment).toBe('qa');
  });

  test('describe in 140 characters and not one more, and only in known states', async () => {
    const { id } = await create();
    expect((await report(id, 'success', { description: 'x'.repeat(140) })).description).toHaveLength(140);
    await expect(report(id, 'failure', { description: 'x'.repeat(141) })).rejects.toEqual(refusal(422, 'too long'));
    await expect(report(id, 'success', { state: 'done' })).rejects.toEqual(refusal(422, 'properties/state'));
    expect(await states(id)).toEqual(['success']);
  });

  test('need a deployment', async () => {
    await expect(report(1, 'success')).rejects.toEqual(refusal(404, 'Not Found'));
    await expect(states(1)).rejects.toEqual(refusal(404, 'Not Found'));
  });
});

describe('access', () => {
  test('writing needs deployments: write, and a private repository deployments: read for reading', async () => {
    await using hidden = await startGitHub({ isPrivate: true });
    hidden.commit('main', { a: '1' });
    const ask = async (permissions: object, method: 'GET' | 'POST') => {
      const headers = { authorization: `token ${hidden.addToken({ permissions })}` };
      const body = method === 'POST' ? { body: JSON.stringify({ ref: 'main', required_contexts: [] }) } : {};
      const answer = await fetch(`${hidden.url}/repos/acme/shop/deployments`, { method, headers, ...body });
      return [answer.status, answer.headers.get('x-accepted-github-permissions')];
    };
    expect(await ask({ contents: 'write' }, 'GET')).toEqual([403, 'deployments=read']);
    expect(await ask({ deployments: 'read' }, 'GET')).toEqual([200, null]);
    expect(await ask({ deployments: 'read' }, 'POST')).toEqual([403, 'deployments=write']);
    expect(await ask({ deployments: 'write' }, 'POST')).toEqual([201, null]);
  });

  test('a fork has none and takes none', async () => {
    github.commit('topic', { a: '2' }, { fork: 'mallory' });
    const deployment_id = github.addDeployment();
    const fork = { owner: 'mallory', repo: 'shop' };
    const one = octokit().rest.repos.getDeployment({ ...fork, deployment_id });
    await expect(one).rejects.toEqual(refusal(404, 'Not Found'));
    expect((await octokit().rest.repos.listDeployments(fork)).data).toEqual([]);
    const answer = octokit().rest.repos.createDeployment({ ...fork, ref: 'main', required_contexts: [] });
    await expect(answer).rejects.toEqual(refusal(404, 'Not Found'));
  });

  test('a rate limit or a lost answer strikes where it is aimed', async () => {
    github.fault(secondaryRateLimit(1, { method: 'POST', path: '/repos/acme/shop/deployments' }));
    await expect(create()).rejects.toEqual(refusal(403, 'secondary rate limit'));
    expect(github.deployments()).toEqual([]);
    github.fault({ method: 'POST', path: /\/deployments$/, status: 503, lands: true });
    await expect(create()).rejects.toEqual(refusal(503, 'Service Unavailable'));
    expect(github.deployments()).toHaveLength(1);
  });
});
