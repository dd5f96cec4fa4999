import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { primaryRateLimit, secondaryRateLimit } from '../../../sandbox/github/faults.ts';
import { type GitHub, startGitHub } from '../../../sandbox/github.ts';
import { meantBy } from '../../../src/adapters/files/patterns.ts';
import { openRepository, type Repository } from '../../../src/adapters/github/api.ts';
import { GitHubBranch } from '../../../src/adapters/github/branch.ts';
import { readCentralPolicy } from '../../../src/adapters/github/central-policy.ts';
import { GitHubComments } from '../../../src/adapters/github/comments.ts';
import { readCommit } from '../../../src/adapters/github/commit-files.ts';
import { GitHubDeployments } from '../../../src/adapters/github/deployments.ts';
import { githubFailure } from '../../../src/adapters/github/failure.ts';
import type { Patience } from '../../../src/adapters/github/requests.ts';
import { ActionError } from '../../../src/core/errors.ts';

const always = Number.POSITIVE_INFINITY;
const marker = { tenant: 'acme.eu.auth0.com', environment: '', fingerprint: '0' };
const text = '<!-- auth0-permissions v1 {"tenant":"acme.eu.auth0.com","environment":"","fingerprint":"0"} -->\nOne.';

/** A GitHub with a commit on main, a pull request, and a connection to it that loses no time between two tries. */
interface Scene {
  readonly github: GitHub;
  readonly commit: string;
  readonly number: number;
  readonly lines: readonly string[];
  readonly repository: Repository;
  /** Another connection. */
  open(more: { url?: string; token?: string; patience?: Partial<Patience> }): Repository;
}

async function onGitHub(story: (scene: Scene) => Promise<void>): Promise<void> {
  await using github = await startGitHub();
  const commit = github.commit('main', { 'permissions/a.yml': 'a', 'policy.yml': 'version: 1' });
  github.protect('main', 'hidden-ruleset');
  github.commit('topic', { b: 'b' });
  const number = github.openPullRequest({ head: 'topic' });
  const lines: string[] = [];
  const open: Scene['open'] = ({ url = github.url, token = github.token, patience }) => {
    const brief = { answer: 10_000, firstRetry: 1, attempts: 4, limit: 10_000, ...patience };
    return openRepository(token, github.repository, url, { log: (line) => lines.push(line), patience: brief });
  };
  await story({ github, commit, number, lines, repository: open({}), open });
}

const wanted = { ...(await meantBy(['permissions/**'], undefined)), known: [], links: 'refuse' } as const;

async function readFiles(repository: Repository, commit: string): Promise<unknown> {
  const files = await readCommit(repository, commit, wanted);
  return files?.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);
}

async function readPolicy(repository: Repository): Promise<unknown> {
  const from = { kind: 'central', owner: 'acme', repo: 'shop', path: 'policy.yml', ref: 'main', name: '' } as const;
  return Buffer.from((await readCentralPolicy(repository, from)).bytes).toString();
}

/** Every read there is, and what it gives. */
const reads: [string, RegExp, (repository: Repository, scene: Scene) => Promise<unknown>, unknown][] = [
  ['a tree', /git\/trees/, (repository, { commit }) => readFiles(repository, commit), [['permissions/a.yml', 'a']]],
  ['a blob', /git\/blobs/, (repository, { commit }) => readFiles(repository, commit), [['permissions/a.yml', 'a']]],
  ['a policy', /contents/, readPolicy, 'version: 1'],
  [
    'a branch',
    /shop\/branches\/main$/,
    async (repository) => (await new GitHubBranch(repository, 'main').state())?.protected,
    true,
  ],
  [
    'the rules of a branch',
    /rules\/branches/,
    async (repository) => (await new GitHubBranch(repository, 'main').state())?.protected,
    true,
  ],
  [
    'the list of comments',
    /comments$/,
    (repository, { number }) => new GitHubComments(repository, number).write(marker, text, { create: false }),
    undefined,
  ],
  [
    'the token’s own login',
    /graphql/,
    (repository, { number }) => new GitHubComments(repository, number).write(marker, text, { create: false }),
    undefined,
  ],
];

/** The answers that requests to a path got. */
function answers({ github }: Scene, path: RegExp, method?: string): number[] {
  const own = github.requests.filter((one) => path.test(one.path) && (method === undefined || method === one.method));
  return own.map(({ status }) => status);
}

function comment({ number }: Scene, repository: Repository, body = text): Promise<string | undefined> {
  return new GitHubComments(repository, number).write(marker, body, { create: true });
}

function bodies({ github, number }: Scene): string[] {
  return github.comments(number).map(({ body }) => body);
}

describe('reading', () => {
  test.each(reads)('%s survives a 502, and says so in the log', async (_what, path, read, result) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path, status: 502 });
      expect(await read(scene.repository, scene)).toEqual(result);
      expect(answers(scene, path)).toEqual([502, 200]);
      expect(scene.lines).toEqual(['GitHub gave no usable answer: Bad Gateway (status 502). Trying again in 0.0 s.']);
    });
  });

  test.each(reads)('%s is given up after four tries, as github-unavailable', async (_what, path, read) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path, status: 503, times: always });
      await expect(read(scene.repository, scene)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringMatching(/^GitHub: .+ failed: Service Unavailable \(status 503\), tried 4 times\.$/),
        hint: expect.stringContaining('githubstatus.com'),
      });
      expect(answers(scene, path)).toEqual([503, 503, 503, 503]);
    });
  });

  const usual = 'Give the job `permissions: contents: read` and, to comment, `pull-requests: write`.';
  test.each([
    [401, 'Check the input `github-token`.'],
    [403, usual],
    [404, usual],
    [422, 'See whether GitHub is up (githubstatus.com), then run again; that is safe.'],
  ])('is not tried again where GitHub says no with %i', async (status, hint) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /shop\/branches\/main$/, status, times: always });
      await expect(new GitHubBranch(scene.repository, 'main').state()).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringContaining(`(status ${status})`),
        hint,
      });
      expect(answers(scene, /shop\/branches\/main$/)).toEqual([status]);
      expect(scene.lines).toEqual([]);
    });
  });

  test('takes no page of a proxy for an answer', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /git\/trees/, status: 200, body: '<html>Please log in</html>' });
      expect(await readFiles(scene.repository, scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(answers(scene, /git\/trees/)).toEqual([200, 200]);
    });
  });

  test('asks GraphQL again where something went wrong under the status 200', async () => {
    await onGitHub(async (scene) => {
      const errors = [{ message: 'Something went wrong while executing your query. Please include `E0B1`.' }];
      scene.github.fault({ path: '/graphql', status: 200, body: { data: null, errors } });
      await comment(scene, scene.repository);
      expect(bodies(scene)).toEqual([text]);
      expect(answers(scene, /graphql/)).toEqual([200, 200]);
    });
  });

  test('gives each try its own time', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /git\/trees/, delay: 2000, times: 2 });
      const repository = scene.open({ patience: { answer: 500 } });
      expect(await readFiles(repository, scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(scene.lines).toEqual(
        Array(2).fill('GitHub gave no usable answer: none within 0.5 s. Trying again in 0.0 s.'),
      );
    });
  });

  test('has at most ten requests on their way at once', async () => {
    await onGitHub(async (scene) => {
      const names = Array.from({ length: 35 }, (_, index) => `permissions/${String(index).padStart(2, '0')}.yml`);
      const files = Object.fromEntries(names.map((name) => [name, name]));
      const commit = scene.github.commit('main', files);
      let [now, most] = [0, 0];
      const ten = Promise.withResolvers<void>();
      await using relay = await startRelay(scene.github, async ({ url }, response, pass) => {
        now += 1;
        most = Math.max(most, now);
        if (now === 10) ten.resolve();
        if (url?.includes('blobs')) await ten.promise;
        const answer = await pass();
        now -= 1;
        send(response, answer);
      });
      scene.github.fault({ path: /git\/blobs/, delay: 20, times: always });
      const all = [...names.map((name) => [name, name]), ['permissions/a.yml', 'a']];
      expect(await readFiles(scene.open({ url: relay.url }), commit)).toEqual(all);
      expect(most).toBe(10);
    });
  });
});

describe('a connection that breaks', () => {
  test('before the answer of a read is made again', async () => {
    await onGitHub(async (scene) => {
      let broken = 0;
      await using relay = await startRelay(scene.github, async (request, response, pass) => {
        if (broken++ === 0) request.socket.destroy();
        else send(response, await pass());
      });
      expect(await readFiles(scene.open({ url: relay.url }), scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(scene.lines).toEqual([expect.stringMatching(/^GitHub gave no usable answer: .+\. Trying again/)]);
    });
  });

  test('in the middle of an answer does not leave half of it', async () => {
    await onGitHub(async (scene) => {
      let broken = 0;
      await using relay = await startRelay(scene.github, async (request, response, pass) => {
        const answer = await pass();
        if (broken++ > 0) return send(response, answer);
        response.writeHead(answer.status, answer.headers);
        response.write(answer.body.subarray(0, 20), () => request.socket.destroy());
      });
      expect(await readFiles(scene.open({ url: relay.url }), scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(answers(scene, /git\/trees/)).toEqual([200, 200]);
    });
  });

  test('after a comment was created leaves one comment', async () => {
    await onGitHub(async (scene) => {
      let broken = 0;
      await using relay = await startRelay(scene.github, async (request, response, pass) => {
        const answer = await pass();
        if (request.method === 'POST' && answer.status === 201 && broken++ === 0) request.socket.destroy();
        else send(response, answer);
      });
      const url = await comment(scene, scene.open({ url: relay.url }));
      expect(scene.github.comments(scene.number).map(({ id }) => `${id}`)).toEqual([url?.split('issuecomment-')[1]]);
      expect(answers(scene, /comments$/, 'POST')).toEqual([201]);
    });
  });

  test('for good is github-unavailable, with what the network said', async () => {
    await onGitHub(async (scene) => {
      const relay = await startRelay(scene.github, async () => undefined);
      await relay[Symbol.asyncDispose]();
      const repository = scene.open({ url: relay.url });
      await expect(readFiles(repository, scene.commit)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringMatching(/failed: connect ECONNREFUSED 127\.0\.0\.1:\d+, tried 4 times\.$/),
      });
    });
  });
});

describe('writing', () => {
  test.each([
    ['was done', true, [502]],
    ['was not', false, [502, 201]],
  ])('creates one comment where the answer is lost and it %s', async (_what, lands, sent) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'POST', path: /comments$/, status: 502, lands });
      const url = await comment(scene, scene.repository);
      expect(scene.github.comments(scene.number).map(({ id }) => `${id}`)).toEqual([url?.split('issuecomment-')[1]]);
      expect(answers(scene, /comments$/, 'POST')).toEqual(sent);
    });
  });

  test('gives up a comment that GitHub never takes', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'POST', path: /comments$/, status: 502, times: always });
      await expect(comment(scene, scene.repository)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: 'GitHub: commenting on the pull request failed: Bad Gateway (status 502), tried 4 times.',
      });
      expect(answers(scene, /comments$/, 'POST')).toEqual([502, 502, 502, 502]);
    });
  });

  test('sends nothing again that GitHub refused, and looks for nothing', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'POST', path: /comments$/, status: 422, times: always });
      await expect(comment(scene, scene.repository)).rejects.toMatchObject({ code: 'github-unavailable' });
      expect(answers(scene, /comments$/)).toEqual([200, 422]);
    });
  });

  test.each([true, false])('updates a comment where the answer is lost (done: %s)', async (lands) => {
    await onGitHub(async (scene) => {
      const url = await comment(scene, scene.repository);
      scene.github.fault({ method: 'PATCH', path: /comments/, status: 502, lands });
      expect(await comment(scene, scene.repository, `${text} Two.`)).toBe(url);
      expect(bodies(scene)).toEqual([`${text} Two.`]);
      expect(answers(scene, /comments/, 'PATCH')).toEqual([502, 200]);
    });
  });

  test.each([
    ['the record', /deployments$/, true, [502, 201]],
    ['the record', /deployments$/, false, [502, 201, 201]],
    ['its status', /statuses$/, true, [201, 502, 201]],
    ['its status', /statuses$/, false, [201, 502, 201]],
  ])('records an apply once where the answer to %s is lost (%s, done: %s)', async (_what, path, lands, sent) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ method: 'POST', path, status: 502, lands });
      const target = { tenant: 'acme.eu.auth0.com', environment: 'production' };
      const outcome = { state: 'success', description: 'Applied', runUrl: 'https://github.com/acme/shop' } as const;
      const deployments = new GitHubDeployments(scene.repository, {
        target,
        manifest: ['permissions/a.yml'],
        run: '7-1',
      });
      await deployments.finish(await deployments.begin({ commit: scene.commit, added: 'abcdefghijkl' }), outcome);
      expect(scene.github.deployments()).toHaveLength(1);
      const attempts = [];
      for await (const attempt of deployments.attempts()) attempts.push(attempt);
      expect(attempts).toEqual([{ commit: scene.commit, succeeded: true, added: new Set(['abcdefghijkl']) }]);
      expect(answers(scene, /deployments/, 'POST')).toEqual(sent);
    });
  });

  test('sends no mutation of GraphQL twice', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: '/graphql', status: 502, times: always });
      const mutation = 'mutation { addComment(input: {}) { clientMutationId } }';
      await expect(scene.repository.query(mutation, z.unknown())).rejects.toThrow('status 502');
      expect(answers(scene, /graphql/)).toEqual([502]);
    });
  });
});

describe('a rate limit', () => {
  test('that asks for a second is waited for, with a line in the log', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault(secondaryRateLimit(1, { path: /git\/trees/ }));
      const start = performance.now();
      expect(await readFiles(scene.repository, scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(performance.now() - start).toBeGreaterThan(990);
      expect(answers(scene, /git\/trees/)).toEqual([403, 200]);
      expect(scene.lines).toEqual(["Waiting 1 s for GitHub's rate limit …"]);
    });
  });

  const message = 'You have triggered an abuse detection mechanism.';
  test.each([
    ['429', 429, () => ({ 'retry-after': '1' })],
    ['403 with the seconds to wait', 403, () => ({ 'retry-after': '1' })],
    ['403 with no seconds to wait', 403, () => ({ 'retry-after': '0' })],
    ['403 with nothing remaining', 403, () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(1000) })],
  ])('told as %s is waited for, whatever its words', async (_what, status, headers) => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /git\/trees/, status, headers: headers(), body: { message } });
      expect(await readFiles(scene.repository, scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(scene.lines).toEqual([expect.stringMatching(/^Waiting 1 s/)]);
    });
  });

  test.each([
    ['type', { type: 'RATE_LIMITED', message: 'Too many.' }],
    ['words', { message: 'You have exceeded a secondary rate limit.' }],
  ])('told by GraphQL under the status 200, by its %s, is waited for', async (_what, error) => {
    await onGitHub(async (scene) => {
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(1000) };
      scene.github.fault({ path: '/graphql', status: 200, body: { errors: [error] }, headers });
      await comment(scene, scene.repository);
      expect(bodies(scene)).toEqual([text]);
      expect(scene.lines).toEqual([expect.stringMatching(/^Waiting 1 s/)]);
    });
  });

  test('on a comment that is created leaves one comment', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault(secondaryRateLimit(1, { method: 'POST', path: /comments$/ }));
      await comment(scene, scene.repository);
      expect(bodies(scene)).toEqual([text]);
      expect(answers(scene, /comments$/)).toEqual([200, 403, 201]);
    });
  });

  test('is waited for once by all requests that meet it', async () => {
    await onGitHub(async (scene) => {
      const files = Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`permissions/${index}.yml`, `${index}`]),
      );
      const commit = scene.github.commit('main', files);
      scene.github.fault(secondaryRateLimit(1, { path: /git\/blobs/, times: 5 }));
      expect(await readFiles(scene.repository, commit)).toHaveLength(10);
      expect(scene.lines).toEqual(["Waiting 1 s for GitHub's rate limit …"]);
    });
  });

  test('is waited for by all for as long as the longest of them was asked to', async () => {
    await onGitHub(async (scene) => {
      const commit = scene.github.commit('main', { 'permissions/b.yml': 'b', 'permissions/c.yml': 'c' });
      scene.github.fault(secondaryRateLimit(2, { path: /git\/blobs/ }));
      scene.github.fault(secondaryRateLimit(1, { path: /git\/blobs/, times: 2 }));
      const arrivals: number[] = [];
      await using relay = await startRelay(scene.github, async (_request, response, pass) => {
        arrivals.push(performance.now());
        send(response, await pass());
      });
      expect(await readFiles(scene.open({ url: relay.url }), commit)).toHaveLength(3);
      const [, first = 0, , , ...again] = arrivals; // after the tree
      expect(again.map((arrival) => arrival - first > 1990)).toEqual([true, true, true]);
    });
  });

  test('that is used up for long is not waited for: the error says until when', async () => {
    await onGitHub(async (scene) => {
      const reset = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_000_000);
      scene.github.fault(primaryRateLimit(reset, { path: /git\/trees/, times: always }));
      const until = reset.toISOString().slice(0, 19).replace('T', ' ');
      await expect(readFiles(scene.repository, scene.commit)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: `GitHub: reading the manifest at ${scene.commit.slice(0, 7)} failed: API rate limit exceeded for installation ID 42 (status 403); the rate limit resets at ${until} UTC.`,
        hint: 'Run again after that; that is safe.',
      });
      expect(answers(scene, /git\/trees/)).toEqual([403]);
      expect(scene.lines).toEqual([]);
    });
  });

  test('that is used up for a moment is waited for', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault(primaryRateLimit(new Date(Date.now() + 1500), { path: /git\/trees/ }));
      expect(await readFiles(scene.repository, scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(scene.lines).toEqual([expect.stringMatching(/^Waiting [12] s/)]);
    });
  });

  test('that says nothing of the time is waited for a minute, if that is allowed', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault(secondaryRateLimit(undefined, { path: /git\/trees/, times: always }));
      const start = Date.now();
      const thrown: unknown = await readFiles(scene.repository, scene.commit).catch((error: unknown) => error);
      const [, said = ''] = /secondary rate limit.* resets at (\S+ \S+) UTC/.exec(String(thrown)) ?? [];
      expect(Date.parse(`${said.replace(' ', 'T')}Z`) - start).toBeGreaterThan(58_000);
      expect(Date.parse(`${said.replace(' ', 'T')}Z`) - start).toBeLessThan(70_000);
      expect(answers(scene, /git\/trees/)).toEqual([403]);
    });
  });

  test('that goes on is given up when the run has waited for as long as it may', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault(secondaryRateLimit(1, { path: /git\/trees/, times: always }));
      const repository = scene.open({ patience: { limit: 2500 } });
      await expect(readFiles(repository, scene.commit)).rejects.toMatchObject({
        message: expect.stringContaining('rate limit resets at'),
      });
      expect(answers(scene, /git\/trees/)).toEqual([403, 403, 403]);
    });
  });

  test('is not taken for a branch without rules', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault(primaryRateLimit(new Date(Date.now() + 3_600_000), { path: /rules\/branches/ }));
      await expect(new GitHubBranch(scene.repository, 'main').state()).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringContaining('rate limit resets at'),
      });
    });
  });
});

describe('a redirect', () => {
  const renamed = '/repositories/700000001';

  test('within the API is followed, as for a repository that was renamed', async () => {
    await onGitHub(async (scene) => {
      const location = `${scene.github.url}${renamed}/git/trees/${scene.commit}?recursive=1`;
      scene.github.fault({ path: /^\/repos\/.*trees/, status: 301, headers: { location } });
      expect(await readFiles(scene.repository, scene.commit)).toEqual([['permissions/a.yml', 'a']]);
      expect(answers(scene, /git\/trees/)).toEqual([301, 200]);
    });
  });

  test.each([301, 302, 307, 308])('of a comment that is created with %i creates it there', async (status) => {
    await onGitHub(async (scene) => {
      const location = `${renamed}/issues/${scene.number}/comments`;
      scene.github.fault({ method: 'POST', path: /^\/repos\/.*comments$/, status, headers: { location } });
      expect(await comment(scene, scene.repository)).toContain('#issuecomment-');
      expect(bodies(scene)).toEqual([text]);
    });
  });

  test('to another host is not followed, and that host is told nothing', async () => {
    await onGitHub(async (scene) => {
      await using other = await startGitHub();
      const location = `${other.url}/repos/acme/shop/git/trees/${scene.commit}`;
      scene.github.fault({ path: /git\/trees/, status: 301, headers: { location } });
      await expect(readFiles(scene.repository, scene.commit)).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringContaining(`it leads to ${other.url}, away from ${scene.github.url}`),
      });
      expect(other.requests).toEqual([]);
      expect(answers(scene, /git\/trees/)).toEqual([301]);
    });
  });

  test('in a circle ends', async () => {
    await onGitHub(async (scene) => {
      const location = `${scene.github.url}${renamed}/git/trees/${scene.commit}`;
      scene.github.fault({ path: /git\/trees/, status: 302, headers: { location }, times: always });
      await expect(readFiles(scene.repository, scene.commit)).rejects.toMatchObject({
        message: expect.stringContaining('from one redirect to the next'),
      });
      expect(answers(scene, /git\/trees/)).toEqual([302, 302, 302, 302]);
    });
  });

  test('without an address is no answer', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /git\/trees/, status: 301 });
      await expect(readFiles(scene.repository, scene.commit)).rejects.toMatchObject({
        message: expect.stringContaining('it is redirected (status 301)'),
      });
    });
  });
});

test('the next page of a list is not read from another host', async () => {
  await onGitHub(async (scene) => {
    await using other = await startGitHub();
    const headers = { link: `<${other.url}/repos/acme/shop/issues/1/comments?page=2>; rel="next"` };
    scene.github.fault({ method: 'GET', path: /comments$/, status: 200, body: [], headers });
    await expect(comment(scene, scene.repository)).rejects.toMatchObject({
      message: expect.stringContaining(`it leads to ${other.url}`),
    });
    expect(other.requests).toEqual([]);
    expect(bodies(scene)).toEqual([]);
  });
});

test('a GitHub Enterprise Server is asked at /api/v3, and its GraphQL at /api/graphql', async () => {
  await onGitHub(async (scene) => {
    const paths: string[] = [];
    await using relay = await startRelay(scene.github, async (request, response, pass) => {
      paths.push(`${request.method} ${request.url}`);
      request.url = request.url?.replace(/^\/api\/(v3\/)?/, '/') ?? '';
      send(response, await pass());
    });
    await comment(scene, scene.open({ url: `${relay.url}/api/v3` }));
    expect(bodies(scene)).toEqual([text]);
    expect(paths.sort()).toEqual([
      `GET /api/v3/repos/acme/shop/issues/${scene.number}/comments?per_page=100`,
      'POST /api/graphql',
      `POST /api/v3/repos/acme/shop/issues/${scene.number}/comments`,
    ]);
  });
});

describe('a refusal', () => {
  test('names the permission that the token lacks', async () => {
    await onGitHub(async (scene) => {
      const token = scene.github.addToken({ permissions: { contents: 'read' } });
      await expect(comment(scene, scene.open({ token }))).rejects.toMatchObject({
        message: 'GitHub: commenting on the pull request failed: Resource not accessible by integration (status 403).',
        hint: 'Give the job `permissions: pull-requests: write`.',
      });
    });
  });

  const usual = '`permissions: contents: read` and, to comment, `pull-requests: write`';
  test.each([
    ['contents=read', '`permissions: contents: read`'],
    ['issues=write; pull_requests=write', '`permissions: pull-requests: write`'],
    ['pull_requests=write,contents=read; issues=write', '`permissions: pull-requests: write` and `contents: read`'],
    ['pull_requests=read', '`permissions: pull-requests: write` (`read` does with `comment: never`)'],
    ['metadata=read,deployments=write', '`permissions: deployments: write`'],
    ['administration=read; issues=read', '`permissions: administration: read`'],
    ['metadata=read', usual],
    ['allows_permissionless_access=true', usual],
    ['', usual],
  ])('with x-accepted-github-permissions %j asks for %s', async (header, permissions) => {
    await onGitHub(async (scene) => {
      const headers = { 'x-accepted-github-permissions': header };
      scene.github.fault({ path: /shop\/branches\/main$/, status: 403, headers });
      await expect(new GitHubBranch(scene.repository, 'main').state()).rejects.toMatchObject({
        hint: `Give the job ${permissions}.`,
      });
    });
  });

  const token = `ghs_${'x'.repeat(36)}`;
  test.each([
    ['of several lines is told in one', 'First.\nSecond', 'First (status 422)'],
    ['with fields that are wrong names them', 'Validation Failed', 'Validation Failed: {"field":"body"} (status 422)'],
    ['that is long is cut', 'x'.repeat(1000), `${'x'.repeat(300)}… (status 422)`],
    ['that echoes the token does not tell it', `Bad token ${token} here`, 'Bad token *** here (status 422)'],
  ])('%s', async (_what, message, shown) => {
    await onGitHub(async (scene) => {
      const errors = message.startsWith('Validation') && { errors: [{ field: 'body' }] };
      const body = { message, ...errors, documentation_url: 'https://docs.github.com/rest' };
      scene.github.fault({ method: 'POST', path: /comments$/, status: 422, body });
      await expect(comment(scene, scene.repository)).rejects.toMatchObject({
        message: `GitHub: commenting on the pull request failed: ${shown}.`,
      });
    });
  });

  test('that is a proxy’s page is told by its status alone', async () => {
    await onGitHub(async (scene) => {
      scene.github.fault({ path: /shop\/branches\/main$/, status: 400, body: '<html>Who are you?</html>' });
      await expect(new GitHubBranch(scene.repository, 'main').state()).rejects.toMatchObject({
        message: 'GitHub: reading the branch main failed: status 400.',
      });
    });
  });

  test('of GraphQL is told in GraphQL’s words', async () => {
    await onGitHub(async (scene) => {
      const body = { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] };
      scene.github.fault({ path: '/graphql', status: 200, body });
      await expect(comment(scene, scene.repository)).rejects.toMatchObject({
        message: 'GitHub: commenting on the pull request failed: Resource not accessible by integration.',
      });
    });
  });
});

test('an error that says what it is stays what it is', () => {
  const error = new ActionError('manifest-invalid', 'It is a symbolic link.', 'Make it a file.');
  expect(githubFailure('reading', error)).toBe(error);
});

test('an empty token is no token', () => {
  expect(() => openRepository('', 'acme/shop', 'http://127.0.0.1')).toThrow(
    expect.objectContaining({ code: 'input-invalid', message: 'Input `github-token`: it is empty.' }),
  );
});

/** In whole seconds of the clock, as the header of a rate limit has it. */
function seconds(fromNow: number): string {
  return String(Math.floor((Date.now() + fromNow) / 1000));
}

interface Passed {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

type Handle = (request: IncomingMessage, response: ServerResponse, pass: () => Promise<Passed>) => Promise<void>;

/** A server before GitHub, to break what is between the two: `pass` asks GitHub for what was asked of this one. */
async function startRelay(github: GitHub, handle: Handle): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    await handle(request, response, () => ask(github, request, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function ask(github: GitHub, { method = '', url, headers }: IncomingMessage, body: Buffer): Promise<Passed> {
  const { authorization = '', 'user-agent': agent = '', 'content-type': type = 'application/json' } = headers;
  const answer = await fetch(`${github.url}${url}`, {
    method,
    headers: { authorization, 'user-agent': agent, 'content-type': type },
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const own = [...answer.headers].filter(([name]) => name === 'content-type' || name === 'retry-after');
  return { status: answer.status, headers: Object.fromEntries(own), body: Buffer.from(await answer.arrayBuffer()) };
}

function send(response: ServerResponse, { status, headers, body }: Passed): void {
  response.writeHead(status, headers).end(body);
}
