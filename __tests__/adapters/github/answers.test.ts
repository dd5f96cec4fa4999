/** Answers under a good status that are not what was asked for, and those that say less than there is. */
import { describe, expect, test } from '@jest/globals';
import { type GitHub, startGitHub } from '../../../sandbox/github.ts';
import { meantBy } from '../../../src/adapters/files/patterns.ts';
import { openRepository, type Repository } from '../../../src/adapters/github/api.ts';
import { GitHubBranch } from '../../../src/adapters/github/branch.ts';
import { readCentralPolicy } from '../../../src/adapters/github/central-policy.ts';
import { GitHubComments } from '../../../src/adapters/github/comments.ts';
import { readCommit } from '../../../src/adapters/github/commit-files.ts';
import { CommitTree } from '../../../src/adapters/github/commit-tree.ts';
import { GitHubDeployments } from '../../../src/adapters/github/deployments.ts';
import { GitHubHistory } from '../../../src/adapters/github/history.ts';
import { GitHubIssues } from '../../../src/adapters/github/issues.ts';
import { writeDriftMarker } from '../../../src/core/marker.ts';
import type { Attempt } from '../../../src/ports/github.ts';

const always = Number.POSITIVE_INFINITY;
const target = { tenant: 'acme.eu.auth0.com', environment: 'production' };
const marker = { ...target, fingerprint: '0' };
const text = `<!-- auth0-permissions v1 ${JSON.stringify(marker)} -->\nOne.`;
const drift = { ...target, manifest: ['permissions/a.yml'], fingerprint: 'a' };
const issueText = (fingerprint: string) => ({
  title: 'Drift',
  body: `${writeDriftMarker({ ...drift, fingerprint })}\nD`,
});
const outcome = { state: 'success', description: 'Applied', runUrl: 'https://github.com/acme/shop' } as const;

/** A GitHub that holds one of everything that is read: a pull request with our comment, an apply, an issue. */
interface Scene {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly number: number;
  /** A pull request without a comment. */
  readonly fresh: number;
  readonly first: string;
  readonly last: string;
}

async function onGitHub(story: (scene: Scene) => Promise<void>): Promise<void> {
  await using github = await startGitHub({
    permissions: { contents: 'read', 'pull-requests': 'write', deployments: 'write', issues: 'write' },
  });
  const first = github.commit('main', { 'permissions/a.yml': 'a', 'policy.yml': 'version: 1' });
  github.protect('main', 'hidden-ruleset');
  github.commit('topic', { b: 'b' });
  const number = github.openPullRequest({ head: 'topic' });
  const last = github.merge(number);
  github.addLabel(number, 'allow', 'octocat');
  github.commit('other', { c: 'c' }, { from: 'main' });
  const fresh = github.openPullRequest({ head: 'other' });
  const patience = { answer: 10_000, firstRetry: 1, attempts: 4, limit: 10_000 };
  const repository = openRepository(github.token, github.repository, github.url, { patience });
  const scene = { github, repository, number, fresh, first, last };
  await comments(scene).write(marker, text, { create: true });
  await deployments(scene).finish(await deployments(scene).begin({ commit: first, added: '' }), outcome);
  await new GitHubIssues(repository).show(drift, issueText('a'));
  await story(scene);
}

const comments = ({ repository, number }: Scene) => new GitHubComments(repository, number);
const deployments = ({ repository, first }: Scene, run = first) =>
  new GitHubDeployments(repository, { target, manifest: ['permissions/a.yml'], run });
const history = ({ repository }: Scene) => new GitHubHistory(repository, 'main');
const branch = ({ repository }: Scene) => new GitHubBranch(repository, 'main').state();
const policyAt = { kind: 'central', owner: 'acme', repo: 'shop', path: 'policy.yml', ref: 'main', name: 'P' } as const;

/** A repository object of its own, so that the login is asked for again. */
const anew = (scene: Scene): Scene => ({ ...scene, repository: { ...scene.repository } });

async function attempts(scene: Scene): Promise<Attempt[]> {
  const found: Attempt[] = [];
  for await (const attempt of deployments(scene).attempts()) found.push(attempt);
  return found;
}

async function files({ repository }: Scene, commit: string): Promise<unknown> {
  const wanted = { ...(await meantBy(['permissions/**'], undefined)), known: [], links: 'refuse' } as const;
  return (await readCommit(repository, commit, wanted))?.map(({ path, bytes }) => [path, `${Buffer.from(bytes)}`]);
}

interface Read {
  readonly path: RegExp;
  /** How its failure calls it. */
  readonly named: string;
  read(scene: Scene): Promise<unknown>;
}

/** Of these an empty list says something else than GitHub would. */
const objects: readonly (readonly [string, Read])[] = [
  ['a tree', { path: /git\/trees/, named: 'reading the manifest at', read: (scene) => files(scene, scene.first) }],
  ['a blob', { path: /git\/blobs/, named: 'reading the manifest at', read: (scene) => files(scene, scene.first) }],
  [
    'a tree for OpenAPI files',
    {
      path: /git\/trees/,
      named: 'reading OpenAPI files at',
      read: ({ repository, first }) => new CommitTree(repository, first).list(''),
    },
  ],
  ['a branch', { path: /shop\/branches\/main$/, named: 'reading the branch main', read: branch }],
  [
    'a policy',
    {
      path: /contents/,
      named: 'reading the policy P',
      read: ({ repository }) => readCentralPolicy(repository, policyAt),
    },
  ],
  [
    'a pull request',
    { path: /pulls\/\d+$/, named: 'reading pull request', read: (scene) => comments(scene).pullRequest() },
  ],
  ['the token’s own login', { path: /graphql/, named: 'reading the deployments', read: attempts }],
  [
    'a comparison',
    {
      path: /compare/,
      named: 'comparing two commits of the branch',
      read: (scene) => history(scene).between(scene.first, scene.last),
    },
  ],
];

const lists: readonly (readonly [string, Read])[] = [
  ['the rules of a branch', { path: /rules\/branches/, named: 'reading the branch main', read: branch }],
  [
    'the comments',
    { path: /comments$/, named: 'reading the comments of pull request', read: (scene) => comments(scene).read(marker) },
  ],
  ['the deployments', { path: /deployments$/, named: 'reading the deployments', read: attempts }],
  ['the statuses of a deployment', { path: /statuses$/, named: 'reading the deployments', read: attempts }],
  [
    'the pull requests of a commit',
    {
      path: /commits\/\w+\/pulls$/,
      named: 'looking up the merged pull request',
      read: (scene) => history(scene).mergedBy([scene.last]),
    },
  ],
  [
    'a timeline',
    {
      path: /timeline$/,
      named: 'reading who set the label allow',
      read: (scene) => history(scene).labelledBy(scene.number, 'allow'),
    },
  ],
  [
    'the open issues',
    {
      path: /issues$/,
      named: 'writing the issue',
      read: ({ repository }) => new GitHubIssues(repository).show(drift, issueText('a')),
    },
  ],
];

const message = { message: 'Server Error' };

describe('an answer of another shape', () => {
  const odd: readonly (readonly [string, unknown])[] = [
    ['{}', {}],
    ['a message', message],
    ['null', null],
    ['a list of nothing', [null]],
  ];
  const cases = [...objects, ...lists].flatMap(([what, read]) =>
    odd.map(([body, value]) => ({ what, body, value, read })),
  );
  const empty = objects.map(([what, read]) => ({ what, body: '[]', value: [], read }));

  test.each([...cases, ...empty])('to $what, $body, fails as what was asked', async ({ value, read }) => {
    await onGitHub(async (scene) => {
      scene.github.fault({
        method: read.path.test('/graphql') ? 'POST' : 'GET',
        path: read.path,
        status: 200,
        body: value,
      });
      const own = anew(scene);
      await expect(read.read(own)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringMatching(
          new RegExp(
            `^GitHub: ${read.named}.* failed: the answer has another shape than GitHub documents \\(.+\\)\\.$`,
          ),
        ),
        hint: expect.stringContaining('run again'),
      });
      await expect(read.read(own)).resolves.toBeDefined();
    });
  });

  test.each([
    ['GitHub’s own words', message, 'it says “Server Error”'],
    ['the place of the first difference', { protected: true, commit: {} }, 'commit.sha: expected string'],
    ['what it is instead', [], 'expected object, received array'],
    ['no token that it repeats', { message: `Bad ghs_${'x'.repeat(36)}` }, 'it says “Bad ***”'],
  ])('is told by %s', async (_what, body, told) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /shop\/branches\/main$/, status: 200, body });
      await expect(branch(scene)).rejects.toMatchObject({
        message: `GitHub: reading the branch main failed: the answer has another shape than GitHub documents (${told}).`,
      });
    });
  });
});

describe('a list', () => {
  test('is checked on every page', async () => {
    await onGitHub(async (scene) => {
      const octocat = { login: 'octocat', type: 'User', body: 'Hello' } as const;
      for (let index = 0; index < 100; index += 1) scene.github.addComment(scene.fresh, octocat);
      await comments({ ...scene, number: scene.fresh }).write(marker, text, { create: true });
      scene.github.fault({ path: /comments$/, skip: 1, status: 200, body: message });
      const number = scene.fresh;
      await expect(comments({ ...scene, number }).read(marker)).rejects.toMatchObject({
        message: expect.stringContaining('it says “Server Error”'),
      });
    });
  });

  test('that leads back to itself is left', async () => {
    await onGitHub(async (scene) => {
      const link = `<${scene.github.url}/repos/acme/shop/issues/${scene.number}/comments?page=2>; rel="next"`;
      scene.github.fault({ path: /comments$/, status: 200, body: [], headers: { link }, times: always });
      await expect(comments(scene).read(marker)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringContaining('the list has no end'),
      });
    });
  });

  test.each([
    ['no deployments', /deployments$/, 200],
    ['no statuses of one', /statuses$/, 200],
    ['no rules', /rules/, 200],
    ['rules that are not found', /rules/, 404],
  ])('of %s is believed when GitHub says it twice', async (_what, path, status) => {
    await onGitHub(async (scene) => {
      const look = path.test('rules') ? branch : attempts;
      const all: unknown = await look(scene);
      scene.github.fault({ method: 'GET', path, status, body: [] });
      expect(await look(scene)).toEqual(all);
      scene.github.fault({ method: 'GET', path, status, body: [], times: 2 });
      expect(await look(scene)).not.toEqual(all);
    });
  });

  test('of rules is read to its end: the one that protects may be the last', async () => {
    await onGitHub(async (scene) => {
      const link = `<${scene.github.url}/repos/acme/shop/rules/branches/main?per_page=1&page=2>; rel="next"`;
      scene.github.fault({ path: /rules/, status: 200, body: [{ type: 'deletion' }], headers: { link } });
      expect(await branch(scene)).toMatchObject({ protected: true });
    });
  });
});

describe('a commit that GitHub says it does not know', () => {
  const missing = '1'.repeat(40);
  const off = (relation: string) => ({ relation, wasTip: undefined });

  test.each([404, 409, 422])('by the status %i of its tree is no commit', async (status) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /git\/trees/, status });
      expect(await files(scene, scene.first)).toBeUndefined();
    });
  });

  test('is not on the branch', async () => {
    await onGitHub(async (scene) => {
      expect(await history(scene).between(missing, scene.last)).toMatchObject(off('unknown'));
    });
  });

  test('is on it where GitHub does know the commit by itself, so the comparison fails', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /compare/, status: 404 });
      await expect(history(scene).between(scene.first, scene.last)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: `GitHub: comparing two commits of the branch failed: it knows ${scene.first} and does not compare it.`,
      });
    });
  });

  test('to have an ancestor in common with the branch is not on it', async () => {
    await onGitHub(async (scene) => {
      const body = { message: `No common ancestor between ${scene.first} and ${scene.last}.` };
      scene.github.fault({ path: /compare/, status: 404, body });
      expect(await history(scene).between(scene.first, scene.last)).toMatchObject(off('diverged'));
    });
  });
});

describe('a write that is answered oddly', () => {
  const answers = [{}, [], message, null];
  const cases = answers.flatMap((body) => [true, false].map((lands) => ({ body, lands })));
  const other = `${text} Two.`;
  const bodies = ({ github, number }: Scene) => github.comments(number).map(({ body }) => body);

  test.each(cases)('creates one comment ($body, done: $lands)', async ({ body, lands }) => {
    await onGitHub(async (scene) => {
      const number = scene.fresh;
      scene.github.fault({ method: 'POST', path: /comments$/, status: 201, body, lands });
      const url = await comments({ ...scene, number }).write(marker, text, { create: true });
      expect(scene.github.comments(number).map(({ id }) => `${id}`)).toEqual([url?.split('issuecomment-')[1]]);
    });
  });

  test.each(cases)('updates the comment, or says that it did not ($body, done: $lands)', async ({ body, lands }) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'PATCH', path: /comments/, status: 200, body, lands });
      const written = comments(scene).write(marker, other, { create: true });
      if (lands) expect(await written).toContain('#issuecomment-');
      else await expect(written).rejects.toMatchObject({ message: expect.stringContaining('has another shape') });
      expect(bodies(scene)).toEqual([lands ? other : text]);
      await comments(scene).write(marker, other, { create: true });
      expect(bodies(scene)).toEqual([other]);
    });
  });

  test('is no update where another comment is answered', async () => {
    await onGitHub(async (scene) => {
      const body = { id: 1, html_url: 'https://github.com/acme/shop/pull/1#issuecomment-1', user: null };
      scene.github.fault({ method: 'PATCH', path: /comments/, status: 200, body });
      await expect(comments(scene).write(marker, other, { create: true })).rejects.toMatchObject({
        message: expect.stringMatching(/another shape than GitHub documents \(id: .+\)\.$/),
      });
    });
  });

  test('leaves no second comment where GitHub does not find the one that is still there', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'PATCH', path: /comments/, status: 404 });
      await expect(comments(scene).write(marker, other, { create: true })).rejects.toMatchObject({
        message: 'GitHub: commenting on the pull request failed: Not Found (status 404).',
      });
      expect(bodies(scene)).toEqual([text]);
    });
  });

  test.each([
    [true, [other]],
    [false, []],
  ])('creates one for one that was deleted meanwhile, where it may (create: %s)', async (create, left) => {
    await onGitHub(async (scene) => {
      const [{ id = 0 } = {}] = scene.github.comments(scene.number);
      const ask: Repository['ask'] = (request, shape) => {
        if (bodies(scene).length > 0) scene.github.removeComment(id);
        return scene.repository.ask(request, shape);
      };
      const written = comments({ ...scene, repository: { ...scene.repository, ask } }).write(marker, other, { create });
      await written;
      expect(bodies(scene)).toEqual(left);
    });
  });

  test.each(cases)('begins one deployment ($body, done: $lands)', async ({ body, lands }) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'POST', path: /deployments$/, status: 201, body, lands });
      const record = await deployments(scene, 'another').begin({ commit: scene.last, added: '' });
      expect(scene.github.deployments().map(({ id, sha }) => [id, sha])).toEqual([
        [record, scene.last],
        [expect.any(Number), scene.first],
      ]);
    });
  });

  test.each(answers.map((body) => ({ body })))('does not lose how a deployment ended ($body)', async ({ body }) => {
    await onGitHub(async (scene) => {
      const record = await deployments(scene).begin({ commit: scene.last, added: '' });
      scene.github.fault({ method: 'POST', path: /statuses$/, status: 201, body });
      await expect(deployments(scene).finish(record, outcome)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringMatching(/^GitHub: recording how the deployment ended failed: .*another shape/),
      });
    });
  });

  test.each(cases)('opens one issue, or closes it ($body, done: $lands)', async ({ body, lands }) => {
    await onGitHub(async (scene) => {
      const issues = new GitHubIssues(scene.repository);
      scene.github.fault({ method: 'POST', path: /issues\/\d+\/comments$/, status: 201, body, lands });
      await issues.settle(drift, 'Gone.');
      scene.github.fault({ method: 'POST', path: /issues$/, status: 201, body, lands });
      await issues.show({ ...drift, fingerprint: 'b' }, issueText('b'));
      const [first, second, ...more] = scene.github.issues();
      expect([first?.state, second?.state, more]).toEqual(['closed', 'open', []]);
      expect(scene.github.comments(first?.number ?? 0).map((one) => one.body)).toEqual(['Gone.']);
    });
  });

  test.each(answers.map((body) => ({ body })))('does not take an issue for updated ($body)', async ({ body }) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'PATCH', path: /issues/, status: 200, body });
      const shown = new GitHubIssues(scene.repository).show({ ...drift, fingerprint: 'b' }, issueText('b'));
      await expect(shown).rejects.toMatchObject({ message: expect.stringContaining('has another shape') });
    });
  });
});
