import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHub, startGitHub } from '../../sandbox/github.ts';
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  workflowDispatchEvent,
} from '../../sandbox/runner/events.ts';
import { parseKeyValues } from '../../sandbox/runner/files.ts';
import { type RunOptions, runAction } from '../../sandbox/runner.ts';

const ACTION = `
name: Tiny
inputs:
  mode: { default: auto }
  two words: { description: without a default }
  github-token: { default: "\${{ github.token }}" }
runs: { using: node24, main: index.mjs }
`;

let github: GitHub;
let action: string;

beforeEach(async () => {
  github = await startGitHub();
  github.commit('main', { a: '1' });
  action = await mkdtemp(join(tmpdir(), 'tiny-action-'));
  await writeFile(join(action, 'action.yml'), ACTION);
});

afterEach(async () => {
  await rm(action, { recursive: true });
  await github.close();
});

/** Runs a few lines as the action; `fs` and `env` are at hand. */
async function run(lines: string, options: Partial<RunOptions> = {}) {
  const head = "import fs from 'node:fs'; const { env } = process;\n";
  await writeFile(join(action, 'index.mjs'), head + lines);
  return runAction({ action, event: pushEvent(github, 'main'), github, ...options });
}

async function urlOf(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('a run', () => {
  test('has only the variables that the runner sets', async () => {
    const { stdout } = await run('console.log(JSON.stringify(env))', { inputs: { mode: 'plan' } });
    const env = JSON.parse(stdout);
    expect(
      Object.keys(env)
        .filter((name) => !/^(GITHUB|INPUT)_/.test(name))
        .sort(),
    ).toEqual(['PATH', 'RUNNER_OS', 'RUNNER_TEMP']);
    expect(env).toMatchObject({
      INPUT_MODE: 'plan',
      INPUT_TWO_WORDS: '',
      'INPUT_GITHUB-TOKEN': github.token,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_REF_PROTECTED: 'false',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_SHA: github.branch('main'),
    });
  });

  test.each([
    [undefined, 'acme/auth0-permissions-action', 'v1.0.0'],
    ['octo/tools/permissions@feature/x', 'octo/tools', 'feature/x'],
    ['./', '', ''],
    ['./.github/actions/permissions', '', ''],
  ])('with uses: %s comes from the repository %j at %j', async (uses, repository, ref) => {
    const lines = 'console.log(JSON.stringify([env.GITHUB_ACTION_REPOSITORY, env.GITHUB_ACTION_REF]))';
    const { stdout } = await run(lines, { ...(uses !== undefined && { uses }) });
    expect(JSON.parse(stdout)).toEqual([repository, ref]);
  });

  test('knows where the pages for people are', async () => {
    expect((await run('console.log(env.GITHUB_SERVER_URL)')).stdout).toBe('https://github.com\n');
  });

  test('starts in the workspace and finds the event’s payload', async () => {
    const { outputs } = await run(`
      const event = JSON.parse(fs.readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
      fs.appendFileSync(env.GITHUB_OUTPUT, 'ref=' + event.ref + '\\nhere=' + (process.cwd() === env.GITHUB_WORKSPACE));
    `);
    expect(outputs).toEqual({ ref: 'refs/heads/main', here: 'true' });
  });

  test('passes on an input that action.yml does not have, with the runner’s warning', async () => {
    const { stdout, warnings } = await run("console.log(env['INPUT_MANIFST'])", {
      inputs: { manifst: 'x', MODE: 'y' },
    });
    expect(stdout).toBe('x\n');
    expect(warnings).toEqual(["Unexpected input(s) 'manifst', valid inputs are ['mode', 'two words', 'github-token']"]);
  });

  test('does not start with an expression that cannot be resolved', async () => {
    await writeFile(join(action, 'action.yml'), ACTION.replace('github.token', 'secrets.TOKEN'));
    await expect(run('')).rejects.toThrow('cannot resolve secrets.TOKEN');
  });

  test('gives back exit code, outputs, summary and files, and leaves no directory behind', async () => {
    const result = await run(`
      fs.appendFileSync(env.GITHUB_OUTPUT, 'one=1\\nmany<<END\\na\\nb=c\\nEND\\none=2\\n');
      fs.appendFileSync(env.GITHUB_STEP_SUMMARY, '# Done\\n');
      fs.writeFileSync(env.RUNNER_TEMP + '/plan.json', '{}');
      console.log(env.RUNNER_TEMP);
      console.error('oh');
      process.exitCode = 3;
    `);
    expect(result).toMatchObject({ exitCode: 3, signal: null, stderr: 'oh\n', summary: '# Done\n' });
    expect(result.outputs).toEqual({ one: '2', many: 'a\nb=c' });
    const temp = result.stdout.trim();
    expect(result.files).toEqual({ [join(temp, 'plan.json')]: '{}' });
    await expect(readdir(temp)).rejects.toThrow('ENOENT');
  });

  test('keeps a workspace that it was given', async () => {
    const workspace = join(action, 'checkout');
    await mkdir(workspace);
    await writeFile(join(workspace, 'manifest.yml'), 'version: 1');
    const { stdout } = await run("console.log(fs.readFileSync('manifest.yml', 'utf8')); fs.writeFileSync('new', '')", {
      workspace,
    });
    expect(stdout).toBe('version: 1\n');
    expect(await readdir(workspace)).toEqual(['manifest.yml', 'new']);
  });

  test('drops a summary over one mebibyte and says so', async () => {
    const { summary, warnings } = await run("fs.writeFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1048577))");
    expect([summary, warnings]).toEqual(['', [expect.stringContaining('supports content up to a size of 1024k')]]);
  });

  test('trusts one more certificate authority when told to', async () => {
    const { stdout } = await run('console.log(env.NODE_EXTRA_CA_CERTS)', { caFile: join(action, 'action.yml') });
    expect(stdout.trim()).toBe(join(action, 'action.yml'));
  });

  test('is cancelled with an interrupt that the action may answer', async () => {
    const cancel = new AbortController();
    const listener = createServer(() => cancel.abort()).listen(0, '127.0.0.1');
    const lines = `
      process.on('SIGINT', () => process.exit(7));
      await fetch(env.GITHUB_API_URL);
    `;
    const result = await run(lines, { signal: cancel.signal, github: { ...github, url: await urlOf(listener) } });
    listener.closeAllConnections();
    listener.close();
    expect(result).toMatchObject({ exitCode: 7, signal: null });
  });

  test('is ended by the interrupt when the action does not listen', async () => {
    const result = await run('setInterval(() => {}, 1000)', { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGINT' });
  });

  test('tells its peak memory when asked', async () => {
    const { peakMemory } = await run('Buffer.alloc(100 * 1024 * 1024, 1)', { measure: true });
    expect(peakMemory).toBeGreaterThan(100 * 1024 * 1024);
  });
});

describe('the log', () => {
  test('gives annotations with what was escaped, masks and groups', async () => {
    const { annotations, masks, groups } = await run(`
      console.log('::error title=A%3A b,file=x%2Cy.yml,line=3,endLine=4,col=5,endColumn=6::100%25 wrong%0Areally: yes, %250A');
      console.log('  ::warning::careful');
      console.log('said ::error::in the middle');
      console.log('::add-mask::hunter2');
      console.log('::group::Plan\\n::endgroup::');
    `);
    expect(annotations).toEqual([
      {
        level: 'error',
        message: '100% wrong\nreally: yes, %0A',
        title: 'A: b',
        file: 'x,y.yml',
        line: 3,
        endLine: 4,
        column: 5,
        endColumn: 6,
      },
      { level: 'warning', message: 'careful' },
    ]);
    expect([masks, groups]).toEqual([['hunter2'], ['Plan']]);
  });

  test('has no commands between stop-commands and its token', async () => {
    const { annotations } = await run("console.log('::stop-commands::T1\\n::error::no\\n::T1::\\n::error::yes')");
    expect(annotations).toEqual([{ level: 'error', message: 'yes' }]);
  });

  test.each([
    ['the log', "console.log('is hunter2')"],
    ['an error', "console.error('is hunter2')"],
    ['an output', "fs.appendFileSync(env.GITHUB_OUTPUT, 'a=hunter2\\n')"],
    ['the summary', "fs.appendFileSync(env.GITHUB_STEP_SUMMARY, 'hunter2')"],
    ['a variable', "fs.appendFileSync(env.GITHUB_ENV, 'A=hunter2\\n')"],
    ['a file', "fs.writeFileSync(env.RUNNER_TEMP + '/file', 'hunter2')"],
    ['a file’s name', "fs.writeFileSync('hunter2', '')"],
  ])('a secret in %s is in the text', async (_, line) => {
    expect((await run(line)).text).toContain('hunter2');
  });

  test('a secret that an annotation or a debug line has in escapes is in the text', async () => {
    const { text } = await run("console.log('::error file=a%3Ab::50%25off\\n::debug::60%25off')");
    expect(text.split('\n')).toEqual(expect.arrayContaining(['a:b', '50%off', '60%off']));
  });

  test('a secret that is only masked is not in the text', async () => {
    const { text } = await run("console.log('::add-mask::hunter2')", { inputs: { mode: 'hunter2' } });
    expect(text).not.toContain('hunter2');
  });
});

describe('output files', () => {
  test.each([
    ['a=b=c', { a: 'b=c' }],
    ['a<<E\n\nE', { a: '' }],
    ['a<<E\nE', { a: '' }],
    ['a=<<b', { a: '<<b' }],
    ['', {}],
  ])('%j is read', (text, expected) => {
    expect(parseKeyValues(text)).toEqual(expected);
  });

  test.each([
    ['alone', "Invalid format 'alone'"],
    ['a<<E\nb', "Matching delimiter not found 'E'"],
  ])('%j is refused as the runner does', (text, message) => {
    expect(() => parseKeyValues(text)).toThrow(message);
  });
});

describe('events', () => {
  beforeEach(() => {
    github.protect('main', 'classic');
    github.commit('topic', { a: '2' }, { fork: 'mallory' });
    github.openPullRequest({ head: 'topic', fork: 'mallory', labels: ['x'] });
  });

  test('a pull request runs on its merge commit, which is never protected', () => {
    const event = pullRequestEvent(github, 1);
    const sha = github.resolve('refs/pull/1/merge');
    const where = { ref: 'refs/pull/1/merge', sha, baseRef: 'main', headRef: 'topic', isRefProtected: false };
    expect(event).toMatchObject({ name: 'pull_request', actor: 'mallory', ...where });
    expect(event.payload).toMatchObject({
      number: 1,
      pull_request: {
        merged: false,
        base: { ref: 'main', sha: github.branch('main') },
        head: { ref: 'topic', repo: { full_name: 'mallory/shop', fork: true } },
        labels: [{ name: 'x' }],
        user: { login: 'mallory' },
      },
      repository: { full_name: 'acme/shop', default_branch: 'main' },
      sender: { login: 'mallory' },
    });
  });

  test('pull_request_target runs on the default branch, with its protection', () => {
    const event = pullRequestEvent(github, 1, { name: 'pull_request_target' });
    expect(event).toMatchObject({ ref: 'refs/heads/main', sha: github.branch('main'), isRefProtected: true });
  });

  test('a push says what was before, and the zeros for a new branch', () => {
    const before = github.branch('main');
    const after = github.merge(1);
    const event = pushEvent(github, 'main');
    expect(event).toMatchObject({ ref: 'refs/heads/main', sha: after, isRefProtected: true });
    expect(event.payload).toMatchObject({ before, after, forced: false, created: false, head_commit: { id: after } });
    const fresh = pushEvent(github, 'main', { before: '0'.repeat(40) });
    expect(fresh.payload).toMatchObject({ created: true });
  });

  test('a merge group runs on the queue’s branch', () => {
    const event = mergeGroupEvent(github, 1);
    expect(event.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-1-${github.branch('main')}`);
    expect(event.payload).toMatchObject({
      action: 'checks_requested',
      merge_group: {
        head_sha: event.sha,
        head_ref: event.ref,
        base_sha: github.branch('main'),
        base_ref: 'refs/heads/main',
        head_commit: { id: event.sha },
      },
    });
  });

  test('a merge group behind another one has that one’s head as its base', () => {
    github.commit('second', { b: '2' });
    const second = github.openPullRequest({ head: 'second' });
    const ahead = mergeGroupEvent(github, 1);
    const event = mergeGroupEvent(github, second, { behind: 1 });
    const merge_group = { head_sha: event.sha, base_sha: ahead.sha, base_ref: 'refs/heads/main' };
    expect(event.payload).toMatchObject({ merge_group });
    expect(event.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-${second}-${ahead.sha}`);
  });

  test('dispatch and schedule run on the default branch', () => {
    const dispatch = workflowDispatchEvent(github, { inputs: { mode: 'apply' } });
    expect(dispatch).toMatchObject({ ref: 'refs/heads/main', payload: { inputs: { mode: 'apply' } } });
    expect(scheduleEvent(github)).toMatchObject({ name: 'schedule', sha: github.branch('main') });
  });
});
