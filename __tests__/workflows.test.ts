import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';

const root = join(import.meta.dirname, '..');
const own = globSync('.github/workflows/*.yml', { cwd: root }).sort();
const examples = globSync('examples/workflows/*.yml', { cwd: root }).sort();

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const step = z.object({
  uses: z.string().default(''),
  run: z.string().default(''),
  with: z.record(z.string(), z.unknown()).default({}),
});
const job = z.object({
  'timeout-minutes': z.number().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  steps: z.array(step),
});
const workflow = z.object({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: z.unknown(),
  concurrency: z.unknown().optional(),
  jobs: z.record(z.string(), job.extend({ concurrency: z.unknown().optional() })),
});

/** What each action in use is pinned to, as `action@commit # version`. */
function pinsOf(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, used = '']) => used).filter((used) => used !== './');
}

/** The placeholder that the examples name this action by. */
const placeholder = 'OWNER/auth0-permissions-action@FULL_COMMIT_SHA # vX.Y.Z';

/** What makes a workflow easier to attack than it need be. */
function findings(text: string): string[] {
  const { on, permissions, concurrency, jobs } = workflow.parse(parse(text));
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
  const unpinned = pinsOf(text).filter(
    (pin) => !pin.startsWith(placeholder) && !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin),
  );
  return [
    ...events.filter((name) => ['pull_request_target', 'workflow_run'].includes(name)),
    ...(JSON.stringify(permissions) === '{}' ? [] : ['permissions']),
    ...unpinned.map((pin) => `unpinned ${pin}`),
    ...Object.values(jobs).flatMap((one) => [
      ...(one.permissions ? [] : ['job without permissions']),
      ...(one['timeout-minutes'] === undefined ? ['job without timeout'] : []),
      ...((concurrency ?? one.concurrency) === undefined ? ['no concurrency'] : []),
      ...one.steps.flatMap(findingsOfStep),
    ]),
  ];
}

function findingsOfStep({ uses, run, with: given }: z.infer<typeof step>): string[] {
  return [
    ...(run.includes('${{') ? ['expression in a script'] : []),
    ...(uses.startsWith('actions/checkout@') && given['persist-credentials'] !== false ? ['kept credentials'] : []),
    ...(uses.startsWith('actions/setup-node@') && given['package-manager-cache'] !== false ? ['a cache'] : []),
  ];
}

describe('a workflow of the repository or of the examples', () => {
  test('is there to be judged', () => {
    expect(own.map((path) => path.split(/[\\/]/).at(-1))).toEqual([
      'ci.yml',
      'codeql.yml',
      'release.yml',
      'self-test.yml',
    ]);
    expect(examples.length).toBeGreaterThan(2);
  });

  test.each([...own, ...examples])('%s gives an attacker nothing that it need not', (path) => {
    expect(findings(read(path))).toEqual([]);
  });

  const sound = `on: push
permissions: {}
concurrency: {group: a}
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@${'0'.repeat(40)} # v1.2.3
        with: {persist-credentials: false}
      - run: echo
`;

  test.each([
    ['as it should be', '', '', []],
    ['that runs a fork’s code with secrets', 'on: push', 'on: [push, pull_request_target]', ['pull_request_target']],
    ['that follows one that may be a fork’s', 'on: push', 'on: {workflow_run: {}}', ['workflow_run']],
    ['whose jobs may do more than they say', 'permissions: {}', 'permissions: {contents: read}', ['permissions']],
    [
      'with a job that says nothing of permissions',
      '    permissions: {contents: read}\n',
      '',
      ['job without permissions'],
    ],
    ['with a job that may run for hours', '    timeout-minutes: 5\n', '', ['job without timeout']],
    ['that runs as often as it likes', 'concurrency: {group: a}\n', '', ['no concurrency']],
    [
      'with text of others in a script',
      'run: echo',
      `run: echo "\${{ github.event.issue.title }}"`,
      ['expression in a script'],
    ],
    ['that leaves the token on the disk', 'with: {persist-credentials: false}', 'with: {}', ['kept credentials']],
    ['whose action is a tag', `${'0'.repeat(40)} # v1.2.3`, 'v7', ['unpinned actions/checkout@v7']],
    ['whose action is a commit of no version', ' # v1.2.3', '', [`unpinned actions/checkout@${'0'.repeat(40)}`]],
    ['that shares a cache', 'actions/checkout', 'actions/setup-node', ['a cache']],
  ])('%s is judged so', (_name, from, to, expected) => {
    expect(findings(sound.replace(from, to))).toEqual(expected);
  });
});

test('an action is of one version everywhere', () => {
  const pins = [...own, ...examples].flatMap((path) => pinsOf(read(path))).filter((pin) => !pin.startsWith('OWNER/'));
  const split = pins.map((pin) => /^([^/]+\/[^/@]+)[^@]*@(.+)$/.exec(pin) ?? []);
  const repositories = new Set(split.map(([, repository]) => repository));
  const versions = new Set(split.map(([, repository, version]) => `${repository}@${version}`));
  expect(repositories.size).toBeGreaterThan(3);
  expect(versions.size).toBe(repositories.size);
});

test('only the release may write, and its job installs nothing', () => {
  const writing = own.flatMap((path) =>
    Object.entries(workflow.parse(parse(read(path))).jobs).flatMap(([name, { permissions = {}, steps }]) => {
      const writes = Object.keys(permissions).filter((scope) => permissions[scope] === 'write');
      return writes.length > 0
        ? [{ name, writes, installs: steps.some(({ run }) => /\bnpm\b|\.ci\/run/.test(run)) }]
        : [];
    }),
  );
  expect(writing).toEqual([
    { name: 'analyze', writes: ['security-events'], installs: false },
    { name: 'release', writes: ['contents', 'id-token', 'attestations'], installs: false },
  ]);
});

describe('actionlint', () => {
  function lint(...files: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['.ci/lint-workflows.ts', ...files], { cwd: root });
    return { status, text: `${stdout}${stderr}` };
  }

  test('finds nothing in the workflows of the repository and of the examples', () => {
    expect(lint()).toEqual({ status: 0, text: '' });
  });

  test('refuses a workflow with mistakes, and says where each is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    try {
      const file = join(folder, 'bad.yml');
      writeFileSync(
        file,
        'on: push\njobs:\n  a:\n    needs: b\n    runs-on: ubuntu-lates\n    steps:\n      - rn: echo\n',
      );
      const { status, text } = lint(file);
      expect(status).toBe(1);
      expect(text).toMatch(/bad\.yml:3:3: job "a" needs job "b" .*\n.*bad\.yml:5:14: label "ubuntu-lates" is unknown/);
      expect(text).toContain('bad.yml:7:9: unexpected key "rn"');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
