import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { primaryRateLimit, secondaryRateLimit } from '../../sandbox/github/faults.ts';
import { type GitHub, startGitHub } from '../../sandbox/github.ts';

const repo = { owner: 'acme', repo: 'shop' };
let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});

afterEach(() => github.close());

function octokit(token = github.token) {
  return getOctokit(token, { baseUrl: github.url }).rest;
}

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(github.url + path, { headers: { authorization: `token ${github.token}`, ...headers } });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

async function json(path: string, headers: Record<string, string> = {}) {
  return JSON.parse((await get(path, headers)).body);
}

async function viewer(token: string): Promise<unknown> {
  const { viewer } = await getOctokit(token, { baseUrl: github.url }).graphql<{ viewer: unknown }>(
    '{ viewer { login } }',
  );
  return viewer;
}

function refusal(status: number, message: string | RegExp) {
  return expect.objectContaining({ status, message: expect.stringMatching(message) });
}

describe('git objects', () => {
  test('have the hashes that git gives them, whatever the order of the files', async () => {
    const files = { link: 'a.txt', 'a/b/c.txt': 'hello world\n', 'a.txt': 'x', 'a-b/z': Buffer.from('y') };
    const sha = github.commit('main', files, { message: 'First', modes: { link: '120000' } });
    const { data } = await octokit().git.getTree({ ...repo, tree_sha: sha });
    expect(sha).toBe('a25e0897c990dba7922187677544db3740ad1087');
    expect(github.answers.commit(sha).commit.tree.sha).toBe('4575e9058d04a99cb8be3009d90cd4692a4972d8');
    expect(data.tree.map(({ path, mode, sha }) => [path, mode, sha])).toEqual([
      ['a-b', '040000', '2dd821e08cc77fb93ebccea4dd6300846e324592'],
      ['a.txt', '100644', 'c1b0730e0133447badcfd47fd144e254807b06e1'],
      ['a', '040000', 'ecc2d8f9b6fdb5a370692a1bd87b3e4703c508e2'],
      ['link', '120000', '8d14cbf983b3fad683171c9418998d9f68340823'],
    ]);
  });

  test('a recursive tree names every directory before what is in it, with sizes in bytes', async () => {
    github.commit('main', { '.github/permissions.yml': 'ü\n', README: '' });
    const { data } = await octokit().git.getTree({ ...repo, tree_sha: 'main', recursive: '1' });
    expect(data.truncated).toBe(false);
    expect(data.tree.map(({ path, type, size }) => [path, type, size])).toEqual([
      ['.github', 'tree', undefined],
      ['.github/permissions.yml', 'blob', 3],
      ['README', 'blob', 0],
    ]);
  });

  test('a tree with more entries than the limit is cut and says so', async () => {
    await using small = await startGitHub({ treeLimit: 2 });
    small.commit('main', { a: '1', b: '2', c: '3' });
    const { rest } = getOctokit(small.token, { baseUrl: small.url });
    const { data } = await rest.git.getTree({ ...repo, tree_sha: 'main', recursive: '1' });
    expect([data.truncated, data.tree.map(({ path }) => path)]).toEqual([true, ['a', 'b']]);
  });

  test('a blob comes as base64 in lines of sixty characters, or raw', async () => {
    const bytes = Buffer.from(Array.from({ length: 100 }, (_, at) => at * 2));
    github.commit('main', { blob: bytes });
    const sha = createHash('sha1').update('blob 100\0').update(bytes).digest('hex');
    const { data } = await octokit().git.getBlob({ ...repo, file_sha: sha });
    expect(data.content.split('\n').map((line) => line.length)).toEqual([60, 60, 16, 0]);
    expect(Buffer.from(data.content, 'base64')).toEqual(bytes);
    const raw = await get(`/repos/acme/shop/git/blobs/${sha}`, { accept: 'application/vnd.github.raw+json' });
    expect(raw.headers.get('content-type')).toBe('application/vnd.github.raw+json; charset=utf-8');
  });

  test('a deleted file is gone and the others stay', () => {
    github.commit('main', { a: '1', b: '2' });
    const sha = github.commit('main', { a: null });
    expect(github.answers.commit(sha).parents).toHaveLength(1);
    return expect(octokit().repos.getContent({ ...repo, path: 'a' })).rejects.toEqual(refusal(404, 'Not Found'));
  });
});

describe('contents', () => {
  test('a file is read at a branch, a hash or a pull request, by a path encoded or not', async () => {
    const first = github.commit('main', { 'docs/a b.md': 'one' });
    github.commit('main', { 'docs/a b.md': 'two' });
    const read = async (path: string) => JSON.parse((await get(`/repos/acme/shop/contents/${path}`)).body).content;
    expect(await read('docs/a%20b.md')).toBe('dHdv\n');
    expect(await read(`docs%2Fa%20b.md?ref=${first}`)).toBe('b25l\n');
    expect(await read('docs/a%20b.md?ref=refs/heads/main')).toBe('dHdv\n');
  });

  test('a file over one megabyte comes without content, but whole when asked for raw', async () => {
    github.commit('main', { big: 'x'.repeat(1024 * 1024 + 1) });
    const { data } = await octokit().repos.getContent({ ...repo, path: 'big' });
    expect(data).toMatchObject({ type: 'file', size: 1024 * 1024 + 1, content: '', encoding: 'none' });
    const raw = await get('/repos/acme/shop/contents/big', { accept: 'application/vnd.github.raw+json' });
    expect(raw.body).toHaveLength(1024 * 1024 + 1);
  });

  test('a directory is a list of what is right in it', async () => {
    const sha = github.commit('main', { 'docs/a.md': 'a', 'docs/more/b.md': 'b', other: '' });
    const { data } = await octokit().repos.getContent({ ...repo, path: 'docs', ref: sha });
    expect(data).toMatchObject([
      { type: 'file', path: 'docs/a.md', size: 1 },
      { type: 'dir', path: 'docs/more', size: 0, sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
    ]);
  });

  test('a file has its name, size, hash and addresses', async () => {
    github.commit('main', { 'docs/a b.md': 'one' });
    const blob = createHash('sha1').update('blob 3\0one').digest('hex');
    const { data } = await octokit().repos.getContent({ ...repo, path: 'docs/a b.md', ref: 'main' });
    const [self, git] = [`/contents/docs/a%20b.md?ref=main`, `/git/blobs/${blob}`].map(
      (path) => `${github.url}/repos/acme/shop${path}`,
    );
    const html = 'https://github.com/acme/shop/blob/main/docs/a%20b.md';
    expect(data).toEqual({
      type: 'file',
      name: 'a b.md',
      path: 'docs/a b.md',
      sha: blob,
      size: 3,
      content: 'b25l\n',
      encoding: 'base64',
      url: self,
      git_url: git,
      html_url: html,
      download_url: 'https://raw.githubusercontent.com/acme/shop/main/docs/a%20b.md',
      _links: { self, git, html },
    });
  });

  test('content is base64 in lines of sixty characters', async () => {
    const text = 'ü'.repeat(50);
    github.commit('main', { long: text });
    const { content } = await json('/repos/acme/shop/contents/long');
    expect(content.split('\n').map((line: string) => line.length)).toEqual([60, 60, 16, 0]);
    expect(Buffer.from(content, 'base64').toString()).toBe(text);
  });

  test('a file of exactly one megabyte still comes with its content', async () => {
    github.commit('main', { big: 'x'.repeat(1024 * 1024) });
    expect(await json('/repos/acme/shop/contents/big')).toMatchObject({ encoding: 'base64', size: 1024 * 1024 });
  });

  test.each([
    ['docs/in', '../target'],
    ['in', './docs/../target'],
  ])('a link at %s to %s reads as the file it points to', async (path, target) => {
    github.commit('main', { [path]: target, target: 'T', 'docs/other': '' }, { modes: { [path]: '120000' } });
    expect(await json(`/repos/acme/shop/contents/${path}`)).toMatchObject({ type: 'file', path, content: 'VA==\n' });
  });

  test.each([
    ['outside', '../../target'],
    ['to an absolute path', '/target'],
    ['to a directory', '../docs'],
    ['to nothing', 'gone'],
    ['to another link', 'other'],
    ['to itself', 'in'],
  ])('a link %s reads as the link', async (_, target) => {
    const modes = { 'docs/in': '120000', 'docs/other': '120000' } as const;
    const files = { 'docs/in': target, 'docs/other': '../target', 'docs/target': 'T', target: 'T' };
    github.commit('main', files, { modes });
    const answer = await json('/repos/acme/shop/contents/docs/in');
    expect(answer).toMatchObject({ type: 'symlink', path: 'docs/in', size: target.length, target });
    expect(answer).not.toHaveProperty('content');
    const raw = await get('/repos/acme/shop/contents/docs/in', { accept: 'application/vnd.github.raw+json' });
    expect(raw.body).toBe(target);
  });

  test('nothing is found through a link to a directory, or below a file', async () => {
    github.commit('main', { link: 'docs', 'docs/a': 'A' }, { modes: { link: '120000' } });
    const statuses = ['link/a', 'docs/a/b', 'doc'].map(
      async (path) => (await get(`/repos/acme/shop/contents/${path}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 404]);
  });

  test('a directory names a link as such, and is an object when asked for one', async () => {
    github.commit('main', { 'docs/link': 'a', 'docs/a': 'A' }, { modes: { 'docs/link': '120000' } });
    const list = await json('/repos/acme/shop/contents/docs');
    expect(list.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
      ['a', 'file'],
      ['link', 'symlink'],
    ]);
    const whole = await json('/repos/acme/shop/contents/docs/', { accept: 'application/vnd.github.object+json' });
    expect(whole).toMatchObject({ type: 'dir', path: 'docs', entries: list });
    const root = await json('/repos/acme/shop/contents', { accept: 'application/vnd.github.object+json' });
    expect(root).toMatchObject({ path: '', sha: github.answers.commit(github.branch('main')).commit.tree.sha });
  });

  test('a directory is listed up to a thousand entries', async () => {
    github.commit('main', Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`all/${at}`, ''])));
    expect(await json('/repos/acme/shop/contents/all')).toHaveLength(1000);
  });

  test('a ref is a branch, a tag, a hash or HEAD, and an empty one none at all', async () => {
    const first = github.commit('main', { a: 'main' });
    github.commit('topic', { a: 'topic' });
    expect(github.tag('v1')).toBe(first);
    github.commit('main', { a: 'later' });
    const read = async (ref: string) =>
      Buffer.from((await json(`/repos/acme/shop/contents/a?ref=${ref}`)).content, 'base64');
    const refs = ['topic', 'v1', 'refs/tags/v1', first, 'HEAD', ''];
    expect((await Promise.all(refs.map(read))).map(String)).toEqual([
      'topic',
      'main',
      'main',
      'main',
      'later',
      'later',
    ]);
    github.tag('v1', 'topic');
    expect(String(await read('v1'))).toBe('topic');
  });

  test('an empty repository says so, to whom asks for a tree with another status', async () => {
    expect(await json('/repos/acme/shop/contents/a')).toMatchObject({
      message: 'This repository is empty.',
      status: '404',
    });
    expect(await json('/repos/acme/shop/git/trees/main')).toMatchObject({
      message: 'Git Repository is empty.',
      status: '409',
    });
  });

  test('an unknown ref is named', async () => {
    github.commit('main', { a: '' });
    const answer = octokit().repos.getContent({ ...repo, path: 'a', ref: 'gone' });
    await expect(answer).rejects.toEqual(refusal(404, 'No commit found for the ref gone'));
  });
});

describe('commits and branches', () => {
  test('a commit is found by hash or branch, and an unknown one is refused with 422', async () => {
    const sha = github.commit('feature/x', { a: '' }, { login: 'mona' });
    const { data } = await octokit().repos.getCommit({ ...repo, ref: 'feature/x' });
    expect([data.sha, data.author?.login]).toEqual([sha, 'mona']);
    expect((await octokit().git.getCommit({ ...repo, commit_sha: sha })).data.tree.sha).toBe(data.commit.tree.sha);
    const answer = octokit().repos.getCommit({ ...repo, ref: 'gone' });
    await expect(answer).rejects.toEqual(refusal(422, 'No commit found for SHA: gone'));
  });

  test.each(['feature/x', 'feature%2Fx'])('a branch with a slash is found as %s', async (name) => {
    github.commit('feature/x', { a: '' });
    const { body } = await get(`/repos/acme/shop/branches/${name}`);
    const expected = { name: 'feature/x', protected: false, commit: { sha: github.branch('feature/x') } };
    expect(JSON.parse(body)).toMatchObject(expected);
  });

  test('an unknown branch is refused as such', async () => {
    const answer = octokit().repos.getBranch({ ...repo, branch: 'gone' });
    await expect(answer).rejects.toEqual(refusal(404, 'Branch not found'));
  });

  test.each([
    ['classic', { isProtected: true, branch: true, rules: [] }],
    ['ruleset', { isProtected: true, branch: true, rules: ['deletion', 'pull_request'] }],
    ['hidden-ruleset', { isProtected: false, branch: false, rules: ['deletion', 'pull_request'] }],
  ] as const)('%s protection shows where it should', async (how, expected) => {
    github.commit('main', { a: '' });
    github.protect('main', how);
    const branch = await octokit().repos.getBranch({ ...repo, branch: 'main' });
    const rules = await octokit().repos.getBranchRules({ ...repo, branch: 'main' });
    const shown = { branch: branch.data.protected, rules: rules.data.map(({ type }) => type) };
    expect({ isProtected: github.isProtected('main'), ...shown }).toEqual(expected);
  });

  test.each([
    ['main...main', 'identical', 0, 0],
    ['main...topic', 'diverged', 2, 1],
    ['start...topic', 'ahead', 2, 0],
    ['topic...start', 'behind', 0, 2],
  ])('compares %s', async (basehead, status, ahead_by, behind_by) => {
    const start = github.commit('main', { a: '' });
    github.commit('start', {}, { from: start });
    github.commit('topic', { b: '' }, { from: 'start' });
    github.commit('topic', { c: '' });
    github.commit('main', { d: '' }, { from: 'start' });
    const { data } = await octokit().repos.compareCommitsWithBasehead({ ...repo, basehead });
    expect(data).toMatchObject({ status, ahead_by, behind_by });
    expect(data.commits).toHaveLength(ahead_by);
    if (status === 'diverged') expect(data.merge_base_commit.sha).toBe(github.branch('start'));
  });
});

describe('pull requests', () => {
  beforeEach(() => {
    github.commit('main', { shared: '1', other: '1' });
  });

  test('have a merge commit of both sides, readable by its ref', async () => {
    github.commit('topic', { shared: '2' });
    const number = github.openPullRequest({ head: 'topic' });
    github.commit('main', { other: '2' });
    const merge = github.resolve(`refs/pull/${number}/merge`);
    expect(github.answers.commit(merge).parents.map(({ sha }) => sha)).toEqual([
      github.branch('main'),
      github.branch('topic'),
    ]);
    const file = async (path: string) => (await get(`/repos/acme/shop/contents/${path}?ref=refs/pull/1/merge`)).body;
    expect(JSON.parse(await file('shared')).content).toBe('Mg==\n');
    expect(JSON.parse(await file('other')).content).toBe('Mg==\n');
  });

  test('follow their head, and keep the base where the head was last pushed', async () => {
    const base = github.branch('main');
    github.commit('topic', { shared: '2' });
    const pull_number = github.openPullRequest({ head: 'topic', labels: ['urgent'] });
    github.commit('main', { other: '2' });
    const { data } = await octokit().pulls.get({ ...repo, pull_number });
    expect(data).toMatchObject({ state: 'open', merged: false, mergeable: true, labels: [{ name: 'urgent' }] });
    expect([data.head.sha, data.base.sha]).toEqual([github.branch('topic'), base]);
    github.commit('topic', { shared: '3' });
    expect(github.answers.pullRequest(pull_number).base.sha).toBe(github.branch('main'));
  });

  test('of a fork say so, and their commits are readable in the repository', async () => {
    const sha = github.commit('topic', { shared: 'F' }, { fork: 'mallory' });
    const pull_number = github.openPullRequest({ head: 'topic', fork: 'mallory' });
    const { data } = await octokit().pulls.get({ ...repo, pull_number });
    expect(data.head).toMatchObject({ sha, label: 'mallory:topic', repo: { full_name: 'mallory/shop', fork: true } });
    expect(data).toMatchObject({ user: { login: 'mallory' }, author_association: 'NONE' });
    expect(JSON.parse((await get(`/repos/acme/shop/contents/shared?ref=${sha}`)).body).content).toBe('Rg==\n');
    expect((await get('/repos/mallory/shop/branches/topic')).status).toBe(200);
  });

  test('that conflict have no merge commit and cannot be merged', () => {
    github.commit('topic', { shared: '2' });
    github.commit('main', { shared: '3' });
    const number = github.openPullRequest({ head: 'topic' });
    expect(github.answers.pullRequest(number)).toMatchObject({ mergeable: false, merge_commit_sha: null });
    expect(() => github.resolve('refs/pull/1/merge')).toThrow('nothing at refs/pull/1/merge');
    expect(() => github.merge(number)).toThrow('conflicts with main');
  });

  test.each(['merge', 'squash'] as const)('are found by the commits that a %s brought', async (method) => {
    github.commit('topic', { shared: '2' });
    github.openPullRequest({ head: 'topic', labels: ['allow-permission-removal'] });
    const sha = github.merge(1, method);
    github.commit('main', { later: '' });
    const pulls = async (commit_sha: string) =>
      (await octokit().repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha })).data;
    expect(await pulls(sha)).toMatchObject([{ number: 1, state: 'closed', merge_commit_sha: sha }]);
    expect((await pulls(github.branch('topic'))).map(({ number }) => number)).toEqual([1]);
    expect(await pulls(github.branch('main'))).toEqual([]);
    const labels = await octokit().issues.listLabelsOnIssue({ ...repo, issue_number: 1 });
    expect(labels.data.map(({ name }) => name)).toEqual(['allow-permission-removal']);
  });

  test('stand in the merge queue on the base, or on the entry ahead of them', async () => {
    for (const head of ['one', 'two']) github.commit(head, { [head]: '' });
    for (const head of ['one', 'two']) github.openPullRequest({ head });
    const first = github.enqueue(1);
    const second = github.enqueue(2, 1);
    expect([first.baseSha, second.baseSha]).toEqual([github.branch('main'), first.sha]);
    expect(github.answers.commit(second.sha).parents.map(({ sha }) => sha)).toEqual([first.sha, github.branch('two')]);
    expect(second.branch).toBe(`gh-readonly-queue/main/pr-2-${first.sha}`);
    const { data } = await octokit().repos.getContent({ ...repo, path: '', ref: second.branch });
    expect(Array.isArray(data) && data.map(({ name }) => name)).toEqual(['one', 'other', 'shared', 'two']);
  });

  test('that would conflict with the entry ahead cannot be queued behind it', () => {
    for (const head of ['one', 'two']) github.commit(head, { shared: head });
    for (const head of ['one', 'two']) github.openPullRequest({ head });
    expect(() => github.enqueue(2, 1)).toThrow('pull request 1 is not in the queue');
    github.enqueue(1);
    expect(() => github.enqueue(2, 1)).toThrow('pull request 2 conflicts with 1');
  });

  test('that are open are not told of a commit on the default branch', async () => {
    const old = github.branch('main');
    github.commit('topic', { shared: '2' });
    github.openPullRequest({ head: 'topic' });
    const pulls = async (sha: string) => JSON.parse((await get(`/repos/acme/shop/commits/${sha}/pulls`)).body).length;
    expect([await pulls(old), await pulls(github.branch('topic'))]).toEqual([0, 1]);
  });
});

describe('comments', () => {
  beforeEach(() => {
    github.commit('main', { a: '1' });
    github.commit('topic', { a: '2' });
    github.openPullRequest({ head: 'topic' });
  });

  const on = { ...repo, issue_number: 1 };

  test('are written as the token’s login, edited in place and deleted for good', async () => {
    const { issues } = octokit();
    const { data, status } = await issues.createComment({ ...on, body: 'one' });
    expect([status, data.user?.login, data.user?.type]).toEqual([201, 'github-actions[bot]', 'Bot']);
    expect(data.html_url).toBe(`https://github.com/acme/shop/pull/1#issuecomment-${data.id}`);
    const edited = await issues.updateComment({ ...repo, comment_id: data.id, body: 'two' });
    expect(edited.data.updated_at > edited.data.created_at).toBe(true);
    expect(github.comments(1).map(({ body }) => body)).toEqual(['two']);
    await issues.deleteComment({ ...repo, comment_id: data.id });
    const gone = issues.updateComment({ ...repo, comment_id: data.id, body: 'three' });
    await expect(gone).rejects.toEqual(refusal(404, 'Not Found'));
    expect(github.comments(1)).toEqual([]);
  });

  test('come in pages, oldest first, thirty unless asked for more', async () => {
    for (let at = 0; at < 101; at += 1) github.addComment(1, { login: 'mona', type: 'User', body: String(at) });
    const { data, headers } = await octokit().issues.listComments(on);
    expect([data.length, data[0]?.body, data[0]?.user?.login]).toEqual([30, '0', 'mona']);
    expect(headers.link).toMatch(
      /^<http:.*\/repositories\/\d+\/issues\/1\/comments\?page=2>; rel="next", <.*page=4>; rel="last"$/,
    );
    const client = getOctokit(github.token, { baseUrl: github.url });
    const all = await client.paginate(client.rest.issues.listComments, { ...on, per_page: 200 });
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 101 }, (_, at) => String(at)));
    expect(github.requests.at(-1)).toMatchObject({ query: { per_page: '200', page: '2' } });
    const last = await get('/repos/acme/shop/issues/1/comments?per_page=100&page=2');
    expect(last.headers.get('link')).toMatch(/page=1>; rel="prev", <.*page=1>; rel="first"$/);
  });

  test('hold 65,536 characters, of any width, and not one more', async () => {
    const { issues } = octokit();
    expect((await issues.createComment({ ...on, body: '😀'.repeat(65_536) })).status).toBe(201);
    const answer = issues.createComment({ ...on, body: 'x'.repeat(65_537) });
    await expect(answer).rejects.toEqual(refusal(422, /Body is too long \(maximum is 65536 characters\)/));
    expect(github.comments(1)).toHaveLength(1);
  });

  test.each([
    [{ body: ' ' }, 'Body cannot be blank'],
    [{}, "wasn't supplied"],
  ])('refuse %j', async (body, message) => {
    const headers = { authorization: `token ${github.token}` };
    const url = `${github.url}/repos/acme/shop/issues/1/comments`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(message)]);
  });

  test('of a stranger can be edited with write access and not without', async () => {
    const { id } = github.addComment(1, { login: 'mona', type: 'User', body: 'hers' });
    const reader = github.addToken({ permissions: { contents: 'read', 'pull-requests': 'read' } });
    const edit = (token: string) => octokit(token).issues.updateComment({ ...repo, comment_id: id, body: 'mine' });
    await expect(edit(reader)).rejects.toEqual(refusal(403, 'Resource not accessible by integration'));
    expect((await edit(github.token)).data.user?.login).toBe('mona');
  });
});

describe('another repository', () => {
  const policies = { owner: 'acme', repo: 'policies' };

  beforeEach(() => {
    github.commit('main', { a: '1' });
  });

  test('is read with the same token, at its own branches, tags and commits', async () => {
    const other = github.addRepository('acme/policies', { defaultBranch: 'trunk' });
    const first = other.commit('trunk', { 'auth0/policy.yml': 'one' });
    other.tag('v1');
    other.commit('trunk', { 'auth0/policy.yml': 'two' });
    const read = async (ref?: string) => {
      const { data } = await octokit().repos.getContent({ ...policies, path: 'auth0/policy.yml', ...(ref && { ref }) });
      return 'content' in data ? Buffer.from(data.content, 'base64').toString() : undefined;
    };
    expect(await Promise.all([read(), read('trunk'), read('v1'), read(first)])).toEqual(['two', 'two', 'one', 'one']);
    expect((await octokit().repos.get(policies)).data).toMatchObject({ private: false, default_branch: 'trunk' });
  });

  test('knows nothing of the first one’s files and commits, nor the first one of its', async () => {
    const sha = github.addRepository('acme/policies').commit('main', { b: '2' });
    const paths = [`shop/contents/b`, `shop/contents/b?ref=${sha}`, 'policies/contents/a', `shop/git/commits/${sha}`];
    const answers = await Promise.all(paths.map(async (path) => (await get(`/repos/acme/${path}`)).status));
    expect(answers).toEqual([404, 404, 404, 404]);
    expect((await get(`/repos/acme/policies/git/commits/${sha}`)).status).toBe(200);
  });

  test('that is private is not there for a token that was not made for it', async () => {
    const hidden = github.addRepository('acme/policies', { isPrivate: true });
    hidden.commit('main', { a: '1' });
    const read = (token: string) => octokit(token).repos.getContent({ ...policies, path: 'a' });
    await expect(read(github.token)).rejects.toEqual(refusal(404, 'Not Found'));
    await expect(octokit().repos.get(policies)).rejects.toEqual(refusal(404, 'Not Found'));
    const token = github.addToken({ login: 'policy-reader[bot]', repositories: ['Acme/Policies'] });
    expect((await read(token)).data).toMatchObject({ download_url: expect.stringMatching(/main\/a\?token=/) });
    const poor = github.addToken({ repositories: ['acme/policies'], permissions: { issues: 'write' } });
    await expect(read(poor)).rejects.toEqual(refusal(403, 'Resource not accessible by integration'));
    expect((await octokit(poor).repos.get(policies)).data).toMatchObject({ full_name: 'acme/policies', private: true });
  });

  test('that is public can be read but not written with a token of the first one', async () => {
    const other = github.addRepository('acme/policies');
    other.commit('main', { a: '1' });
    other.commit('topic', { a: '2' });
    const on = { ...policies, issue_number: other.openPullRequest({ head: 'topic' }) };
    for (const body of ['one', 'two']) other.addComment(1, { login: 'mona', type: 'User', body });
    const write = octokit().issues.createComment({ ...on, body: 'x' });
    await expect(write).rejects.toEqual(refusal(403, 'Resource not accessible by integration'));
    const client = getOctokit(github.token, { baseUrl: github.url });
    const comments = await client.paginate(client.rest.issues.listComments, { ...on, per_page: 1 });
    expect(comments.map(({ body }) => body)).toEqual(['one', 'two']);
    expect(() => github.comments(1)).toThrow('no issue 1');
  });

  test('cannot take a name that is taken', () => {
    github.commit('topic', { a: '2' }, { fork: 'mallory' });
    expect(() => github.addRepository('acme/SHOP')).toThrow('already has acme/SHOP');
    expect(() => github.addRepository('mallory/shop')).toThrow('already has mallory/shop');
  });
});

describe('access', () => {
  test('a reader may read and is told which permission writing needs', async () => {
    github.commit('main', { a: '1' });
    github.commit('topic', { a: '2' });
    github.openPullRequest({ head: 'topic' });
    const { issues } = octokit(github.addToken({ permissions: { contents: 'read', 'pull-requests': 'read' } }));
    expect((await issues.listComments({ ...repo, issue_number: 1 })).status).toBe(200);
    const answer = await issues.createComment({ ...repo, issue_number: 1, body: 'x' }).catch((error) => error);
    expect(answer).toEqual(refusal(403, 'Resource not accessible by integration'));
    expect(answer.response.headers['x-accepted-github-permissions']).toBe('issues=write; pull_requests=write');
    expect(github.comments(1)).toEqual([]);
  });

  test('a private repository needs the permission to read, a public one does not', async () => {
    await using hidden = await startGitHub({ isPrivate: true, permissions: {} });
    hidden.commit('main', { a: '' });
    github.commit('main', { a: '' });
    const nobody = github.addToken({ permissions: {} });
    const read = (token: string, baseUrl: string) =>
      getOctokit(token, { baseUrl }).rest.repos.getBranch({ ...repo, branch: 'main' });
    await expect(read(hidden.token, hidden.url)).rejects.toEqual(refusal(403, 'not accessible'));
    expect((await read(nobody, github.url)).status).toBe(200);
  });

  test('a private repository is unknown to a token of another', async () => {
    await using hidden = await startGitHub({ isPrivate: true });
    hidden.commit('main', { a: '' });
    const stranger = getOctokit(hidden.addToken({ repositories: ['acme/other'] }), { baseUrl: hidden.url });
    await expect(stranger.rest.repos.getBranch({ ...repo, branch: 'main' })).rejects.toEqual(refusal(404, 'Not Found'));
  });

  test('a person’s token that may not write is refused as a person’s', async () => {
    github.commit('main', { a: '1' });
    github.commit('topic', { a: '2' });
    github.openPullRequest({ head: 'topic' });
    const { issues } = octokit(github.addToken({ login: 'mona', permissions: {} }));
    const answer = issues.createComment({ ...repo, issue_number: 1, body: 'x' });
    await expect(answer).rejects.toEqual(refusal(403, 'Resource not accessible by personal access token'));
  });

  test('a bad token, no token, an unknown repository and an unknown path are refused', async () => {
    await expect(viewer('ghs_wrong')).rejects.toEqual(refusal(401, 'Bad credentials'));
    expect((await fetch(`${github.url}/user`)).status).toBe(401);
    expect((await get('/repos/acme/other/branches/main')).status).toBe(404);
    expect(JSON.parse((await get('/nothing')).body)).toMatchObject({ message: 'Not Found', status: '404' });
  });

  test('only GraphQL tells an installation who it is; a person may ask either way', async () => {
    await expect(octokit().users.getAuthenticated()).rejects.toEqual(
      refusal(403, 'Resource not accessible by integration'),
    );
    expect(await viewer(github.token)).toEqual({ login: 'github-actions[bot]' });
    expect(await viewer(github.addToken({ login: 'shop-app[bot]' }))).toEqual({ login: 'shop-app[bot]' });
    const person = github.addToken({ login: 'mona' });
    expect((await octokit(person).users.getAuthenticated()).data).toMatchObject({ login: 'mona', type: 'User' });
  });

  test('another GraphQL query is an error, not an empty answer', async () => {
    const { graphql } = getOctokit(github.token, { baseUrl: github.url });
    await expect(graphql('{ repository { id } }')).rejects.toThrow('viewer { login } and objects');
  });
});

describe('the server', () => {
  test('logs every request with its status and only the end of the token', async () => {
    github.commit('main', { a: '' });
    await octokit().repos.getBranch({ ...repo, branch: 'main' });
    expect(github.requests).toMatchObject([{ method: 'GET', path: '/repos/acme/shop/branches/main', status: 200 }]);
    expect(JSON.stringify(github.requests)).not.toContain(github.token);
    expect(github.requests[0]?.headers.authorization).toBe(`…${github.token.slice(-4)}`);
  });

  test('sends a request id and the rate limit', async () => {
    const { headers } = await get('/nothing');
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/);
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['1000', '999']);
  });

  test('a fault strikes as often as told and has no effect on the state', async () => {
    github.commit('main', { a: '1' });
    github.commit('topic', { a: '2' });
    github.openPullRequest({ head: 'topic' });
    github.fault({ method: 'POST', path: /comments$/, status: 502, body: { message: 'oh' }, times: 2 });
    const write = () => octokit().issues.createComment({ ...repo, issue_number: 1, body: 'x' });
    await expect(write()).rejects.toEqual(refusal(502, 'oh'));
    await expect(write()).rejects.toEqual(refusal(502, 'oh'));
    expect(github.comments(1)).toEqual([]);
    expect((await write()).status).toBe(201);
  });

  test('a fault that lands answers no to what it has done', async () => {
    github.commit('main', { a: '1' });
    github.commit('topic', { a: '2' });
    github.openPullRequest({ head: 'topic' });
    github.fault({ method: 'POST', status: 502, lands: true });
    const write = octokit().issues.createComment({ ...repo, issue_number: 1, body: 'x' });
    await expect(write).rejects.toEqual(refusal(502, 'Bad Gateway'));
    expect(github.comments(1).map(({ body }) => body)).toEqual(['x']);
  });

  test('a fault that cuts ends the connection before anything is done, and may let others pass first', async () => {
    github.commit('main', { a: '1' });
    github.commit('topic', { a: '2' });
    github.openPullRequest({ head: 'topic' });
    github.fault({ method: 'POST', path: /comments$/, cuts: true, skip: 1 });
    const write = () => octokit().issues.createComment({ ...repo, issue_number: 1, body: 'x' });
    expect((await write()).status).toBe(201);
    await expect(write()).rejects.toThrow(/fetch failed|other side closed/);
    expect((await write()).status).toBe(201);
    expect(github.comments(1)).toHaveLength(2);
  });

  test('a rate limit says how long to wait, where GitHub would', async () => {
    github.commit('main', { a: '1' });
    const aim = { path: /\/branches\// };
    github.fault(secondaryRateLimit(7, aim));
    github.fault(secondaryRateLimit(undefined, aim));
    github.fault(primaryRateLimit(new Date('2026-01-05T10:00:00Z'), aim));
    const branch = () => get('/repos/acme/shop/branches/main');
    const [known, unknown, hourly, fine] = [await branch(), await branch(), await branch(), await branch()];
    expect([known.status, known.headers.get('retry-after')]).toEqual([403, '7']);
    expect(known.body).toContain('You have exceeded a secondary rate limit');
    expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([403, null]);
    const told = ['x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) => hourly.headers.get(name));
    expect([hourly.status, ...told]).toEqual([403, '0', '1767607200']);
    expect(fine.status).toBe(200);
  });

  test('a slow answer comes after the client has given up, and does not hold up closing', async () => {
    await using slow = await startGitHub();
    slow.fault({ delay: 600_000 });
    const signal = AbortSignal.timeout(20);
    await expect(fetch(`${slow.url}/user`, { signal })).rejects.toThrow('aborted due to timeout');
  });

  test('a mistake of the sandbox is answered with 500 and thrown when closing', async () => {
    const broken = await startGitHub();
    const headers = { authorization: `token ${broken.token}` };
    const answer = await fetch(`${broken.url}/repos/acme/shop/git/blobs/%ff`, { headers });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('URI malformed')]);
    await expect(broken.close()).rejects.toThrow('The embedded GitHub made mistakes');
  });

  test('turns away a client without a name, as GitHub does', async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(`${github.url}/user`, (answer) => resolve(answer.resume().statusCode)).end();
    expect(await promise).toBe(403);
  });

  test('gives the same hashes in every run', async () => {
    await using other = await startGitHub();
    const [one, two] = [github, other].map((each) => each.commit('main', { a: '1' }));
    expect(one).toBe(two);
    expect(github.token).not.toBe(other.token);
  });
});
