import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHub, startGitHub } from '../../sandbox/github.ts';

const repo = { owner: 'acme', repo: 'shop' };
let github: GitHub;

beforeEach(async () => {
  github = await startGitHub({ permissions: { contents: 'read', issues: 'write' } });
  github.commit('main', { a: '1' });
});

afterEach(() => github.close());

function issues(token = github.token) {
  return getOctokit(token, { baseUrl: github.url }).rest.issues;
}

function refusal(status: number, message: string) {
  return expect.objectContaining({ status, message: expect.stringContaining(message) });
}

function openPullRequest(labels: readonly string[] = []): number {
  github.commit('topic', { a: '2' });
  return github.openPullRequest({ head: 'topic', login: 'mona', labels, body: 'Please merge' });
}

async function list(filters: object = {}) {
  const { data } = await issues().listForRepo({ ...repo, ...filters });
  return data.map(({ number }) => number);
}

describe('an issue', () => {
  test('is created with title, body and labels, by the token’s login', async () => {
    const asked = { title: 'Drift', body: 'Two changes', labels: ['auth0', { name: 'drift' }] };
    const { data, status, headers } = await issues().create({ ...repo, ...asked });
    expect([status, headers.location]).toEqual([201, `${github.url}/repos/acme/shop/issues/1`]);
    expect(data).toMatchObject({ number: 1, title: 'Drift', body: 'Two changes', state: 'open', comments: 0 });
    expect(data).toMatchObject({ labels: [{ name: 'auth0' }, { name: 'drift' }], closed_at: null });
    expect(data.html_url).toBe('https://github.com/acme/shop/issues/1');
    expect([data.user?.login, data.performed_via_github_app?.slug]).toEqual(['github-actions[bot]', 'github-actions']);
    expect((await issues().get({ ...repo, issue_number: 1 })).data).toEqual(data);
    expect(github.issues()).toMatchObject([{ number: 1, title: 'Drift', labels: ['auth0', 'drift'] }]);
  });

  test('shares its numbers with the pull requests', async () => {
    github.openIssue({ title: 'One' });
    expect(openPullRequest()).toBe(2);
    expect((await issues().create({ ...repo, title: 'Three' })).data.number).toBe(3);
  });

  test('changes only where told to, and remembers who closed it and why', async () => {
    const on = { ...repo, issue_number: github.openIssue({ title: 'One', body: 'old', labels: ['a', 'b'] }) };
    const edited = await issues().update({ ...on, body: 'new', labels: ['B', 'c'] });
    expect(edited.data).toMatchObject({
      title: 'One',
      body: 'new',
      state: 'open',
      labels: [{ name: 'b' }, { name: 'c' }],
    });
    expect(edited.data.updated_at > edited.data.created_at).toBe(true);
    const closed = await issues().update({ ...on, state: 'closed', state_reason: 'not_planned' });
    expect(closed.data).toMatchObject({ state: 'closed', state_reason: 'not_planned', body: 'new' });
    expect(closed.data.closed_by?.login).toBe('github-actions[bot]');
    const open = await issues().update({ ...on, state: 'open' });
    expect(open.data).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null, closed_by: null });
    expect((await issues().update({ ...on, state_reason: 'completed' })).data.state_reason).toBe('reopened');
    const events = (await issues().listEvents(on)).data.map(({ event }) => event);
    expect(events).toEqual(['labeled', 'labeled', 'unlabeled', 'labeled', 'closed', 'reopened']);
  });

  test('is closed or opened again once only', async () => {
    const on = { ...repo, issue_number: github.openIssue({ title: 'One' }) };
    expect((await issues().update({ ...on, state: 'open' })).data.state_reason).toBeNull();
    const close = async () => (await issues().update({ ...on, state: 'closed' })).data.closed_at;
    const first = await close();
    expect(await close()).toBe(first);
    expect((await issues().listEvents(on)).data.map(({ event }) => event)).toEqual(['closed']);
  });

  test('is changed by others too', async () => {
    const number = github.openIssue({ title: 'One', login: 'mona' });
    github.updateIssue(number, { state: 'closed' }, 'hubot');
    const { data } = await issues().get({ ...repo, issue_number: number });
    expect(data).toMatchObject({ user: { login: 'mona' }, closed_by: { login: 'hubot' }, state_reason: 'completed' });
  });

  test('takes comments, which it counts', async () => {
    const on = { ...repo, issue_number: github.openIssue({ title: 'One' }) };
    const { data } = await issues().createComment({ ...on, body: 'Still there' });
    expect(data.html_url).toBe(`https://github.com/acme/shop/issues/1#issuecomment-${data.id}`);
    expect((await issues().get(on)).data.comments).toBe(1);
    expect(github.comments(1).map(({ body }) => body)).toEqual(['Still there']);
  });

  test.each([
    [{}, '"title" wasn\'t supplied.'],
    [{ title: ' ' }, 'missing_field'],
    [{ title: 'x'.repeat(257) }, 'title is too long (maximum is 256 characters)'],
    [{ title: 'x', body: 'x'.repeat(65_537) }, 'body is too long (maximum is 65536 characters)'],
    [{ title: 'x', labels: [1] }, "For 'properties/labels/0'"],
    [['title'], 'not an object'],
  ])('is refused with %.40j', async (body, message) => {
    const headers = { authorization: `token ${github.token}` };
    const url = `${github.url}/repos/acme/shop/issues`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = (await answer.text()).replaceAll('\\"', '"');
    expect([answer.status, text]).toEqual([422, expect.stringContaining(message)]);
    expect(github.issues()).toEqual([]);
  });

  test('holds as many characters as GitHub takes', async () => {
    const { data } = await issues().create({ ...repo, title: 'x'.repeat(256), body: '😀'.repeat(65_536) });
    expect([data.title.length, [...(data.body ?? '')].length]).toEqual([256, 65_536]);
  });

  test('does not exist under an unknown number, or in a fork', async () => {
    github.openIssue({ title: 'One' });
    github.commit('topic', { a: '2' }, { fork: 'mallory' });
    await expect(issues().get({ ...repo, issue_number: 2 })).rejects.toEqual(refusal(404, 'Not Found'));
    const fork = { owner: 'mallory', repo: 'shop' };
    await expect(issues().get({ ...fork, issue_number: 1 })).rejects.toEqual(refusal(404, 'Not Found'));
    await expect(issues().listForRepo(fork)).rejects.toEqual(refusal(410, 'Issues has been disabled'));
  });
});

describe('the list', () => {
  test('has what is open, newest first, pull requests too', async () => {
    const one = github.openIssue({ title: 'One' });
    const pull = openPullRequest();
    const closed = github.openIssue({ title: 'Closed' });
    github.updateIssue(closed, { state: 'closed' });
    expect(await list()).toEqual([pull, one]);
    expect(await list({ direction: 'asc' })).toEqual([one, pull]);
    expect(await list({ state: 'closed' })).toEqual([closed]);
    expect(await list({ state: 'all' })).toEqual([closed, pull, one]);
    const { data } = await issues().listForRepo(repo);
    const html_url = 'https://github.com/acme/shop/pull/2';
    expect(data[0]).toMatchObject({ html_url, body: 'Please merge', pull_request: { html_url, merged_at: null } });
    expect(data[1]).not.toHaveProperty('pull_request');
    github.merge(pull);
    expect(await list({ state: 'closed' })).toEqual([closed, pull]);
  });

  test('is filtered by all of the labels and by creator', async () => {
    const both = github.openIssue({ title: 'One', labels: ['auth0', 'Drift'] });
    const other = github.openIssue({ title: 'Two', labels: ['auth0'], login: 'github-actions[bot]' });
    expect(await list({ labels: 'auth0' })).toEqual([other, both]);
    expect(await list({ labels: 'auth0,drift' })).toEqual([both]);
    expect(await list({ creator: 'github-actions[bot]' })).toEqual([other]);
    expect(await list({ creator: 'app/github-actions' })).toEqual([other]);
    expect(await list({ creator: 'octocat', labels: 'gone' })).toEqual([]);
  });

  test('comes in pages', async () => {
    const numbers = Array.from({ length: 31 }, (_, at) => github.openIssue({ title: String(at) })).reverse();
    expect(await list()).toEqual(numbers.slice(0, 30));
    const client = getOctokit(github.token, { baseUrl: github.url });
    const all = await client.paginate(client.rest.issues.listForRepo, { ...repo, state: 'open' });
    expect(all.map(({ number }) => number)).toEqual(numbers);
  });

  test.each(['GET /issues?milestone=1', 'GET /issues?sort=updated', 'PATCH /issues/1'])(
    '%s is more than this server knows, and a mistake of its own',
    async (asked) => {
      const other = await startGitHub({ permissions: { issues: 'write' } });
      other.commit('main', { a: '1' });
      other.commit('topic', { a: '2' });
      other.openPullRequest({ head: 'topic' });
      const [method = '', path] = asked.split(' ');
      const headers = { authorization: `token ${other.token}` };
      const answer = await fetch(`${other.url}/repos/acme/shop${path}`, { method, headers });
      expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('the embedded GitHub')]);
      await expect(other.close()).rejects.toThrow('made mistakes');
    },
  );
});

describe('labels', () => {
  test('of a pull request name who set them, again after they were taken away', async () => {
    github.openIssue({ title: 'Another', labels: ['other'] });
    const number = openPullRequest(['urgent']);
    const on = { ...repo, issue_number: number };
    github.addLabel(number, 'allow-permission-removal', 'mona');
    github.removeLabel(number, 'Allow-Permission-Removal', 'hubot');
    github.addLabel(number, 'allow-permission-removal', 'octocat');
    github.addLabel(number, 'ALLOW-permission-removal', 'mallory');
    const { data } = await issues().listEvents(on);
    const told = data.map((event) => [event.event, event.actor?.login, 'label' in event && event.label.name]);
    expect(told).toEqual([
      ['labeled', 'mona', 'urgent'],
      ['labeled', 'mona', 'allow-permission-removal'],
      ['unlabeled', 'hubot', 'allow-permission-removal'],
      ['labeled', 'octocat', 'allow-permission-removal'],
    ]);
    const labels = (await issues().listLabelsOnIssue(on)).data.map(({ name }) => name);
    expect(labels).toEqual(['urgent', 'allow-permission-removal']);
    expect(github.answers.pullRequest(number).labels.map(({ name }) => name)).toEqual(labels);
    expect(new Set(data.map(({ created_at }) => created_at)).size).toBe(4);
  });

  test('are set and taken away over the API, by the token’s login', async () => {
    const on = { ...repo, issue_number: openPullRequest() };
    const added = await issues().addLabels({ ...on, labels: ['a', 'b'] });
    expect(added.data.map(({ name }) => name)).toEqual(['a', 'b']);
    expect((await issues().removeLabel({ ...on, name: 'a' })).data.map(({ name }) => name)).toEqual(['b']);
    await expect(issues().removeLabel({ ...on, name: 'a' })).rejects.toEqual(refusal(404, 'Label does not exist'));
    const events = (await issues().listEvents(on)).data;
    expect(events.map(({ event }) => event)).toEqual(['labeled', 'labeled', 'unlabeled']);
    expect(events[0]?.actor?.login).toBe('github-actions[bot]');
    expect(events[0]?.performed_via_github_app?.slug).toBe('github-actions');
  });

  test('may be sent as a bare list', async () => {
    const number = openPullRequest();
    const headers = { authorization: `token ${github.token}` };
    const url = `${github.url}/repos/acme/shop/issues/${number}/labels`;
    const answer = await fetch(url, { method: 'POST', headers, body: '["a"]' });
    expect([answer.status, await answer.json()]).toEqual([200, [expect.objectContaining({ name: 'a' })]]);
  });

  test('are not there to take away where nobody set them', () => {
    const number = openPullRequest();
    expect(() => github.removeLabel(number, 'gone')).toThrow(`no label gone on ${number}`);
  });

  test('have their events in pages', async () => {
    const number = openPullRequest();
    for (let at = 0; at < 31; at += 1) github.addLabel(number, String(at));
    const client = getOctokit(github.token, { baseUrl: github.url });
    const all = await client.paginate(client.rest.issues.listEvents, { ...repo, issue_number: number });
    expect([all.length, (await issues().listEvents({ ...repo, issue_number: number })).data.length]).toEqual([31, 30]);
  });

  test('of a merged pull request come before the merge', async () => {
    const number = openPullRequest(['a']);
    const sha = github.merge(number);
    const { data } = await issues().listEvents({ ...repo, issue_number: number });
    expect(data.map(({ event, commit_id }) => [event, commit_id])).toEqual([
      ['labeled', null],
      ['merged', sha],
      ['closed', null],
    ]);
  });
});

describe('access', () => {
  test('issues need issues: write; labels of pull requests are content with pull-requests: write', async () => {
    const number = openPullRequest();
    const api = issues(github.addToken({ permissions: { 'pull-requests': 'write' } }));
    const answer = await api.create({ ...repo, title: 'x' }).catch((error) => error);
    expect(answer).toEqual(refusal(403, 'Resource not accessible by integration'));
    expect(answer.response.headers['x-accepted-github-permissions']).toBe('issues=write');
    expect((await api.addLabels({ ...repo, issue_number: number, labels: ['a'] })).status).toBe(200);
    expect(github.issues()).toEqual([]);
  });

  test('where issues are switched off there are none, but labels and comments of pull requests', async () => {
    await using off = await startGitHub({ hasIssues: false, permissions: { issues: 'write' } });
    off.commit('main', { a: '1' });
    off.commit('topic', { a: '2' });
    const on = { ...repo, issue_number: off.openPullRequest({ head: 'topic' }) };
    const { rest } = getOctokit(off.token, { baseUrl: off.url });
    const gone = refusal(410, 'Issues has been disabled in this repository.');
    await expect(rest.issues.create({ ...repo, title: 'x' })).rejects.toEqual(gone);
    await expect(rest.issues.listForRepo(repo)).rejects.toEqual(gone);
    expect((await rest.issues.createComment({ ...on, body: 'x' })).status).toBe(201);
    expect((await rest.issues.addLabels({ ...on, labels: ['a'] })).status).toBe(200);
  });
});
