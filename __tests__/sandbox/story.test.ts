import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { diffLines } from '../../sandbox/story/diff.ts';
import { plainLines } from '../../sandbox/story/plain-text.ts';
import { play } from '../../sandbox/story/play.ts';
import { exampleScenario, ownScenario } from '../../sandbox/story/scenario.ts';
import { NotAsTold, Teller, wrap } from '../../sandbox/story/teller.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'story-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function story(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const PATH = process.env.PATH ?? '';
  const child = spawn(process.execPath, ['sandbox/story.ts', ...args], { cwd: root, env: { PATH, ...env } });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  const [exitCode, stdout, stderr] = await Promise.all([promise, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}

async function manifest(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('the story', () => {
  test('of the examples is as told, in plain text of a hundred columns', async () => {
    const { exitCode, stdout, stderr } = await story([], { FORCE_COLOR: '1' });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const sentence of [
      'legacy:export  Nightly export of orders   ← unmanaged: in no manifest',
      'read:invoices    See invoices   ← edited by hand, was “View invoices and their payments”',
      'Billing API  https://api.example.com/billing   ← RBAC is off',
      '+       refund:orders: Pay an order back, in full or in part',
      'result=changes  changed=true  additions=2  updates=2  removals=1',
      '✓ Nothing was written: 5 requests to the tenant, and it holds what it held.',
      'The comment as GitHub shows it, in light or dark: .sandbox/comment.html',
      '{"value": "legacy:export", "description": "Nightly export of orders"}   ← not ours, kept',
      'Gone: delete:orders',
      '✓ The action did what the plan said: applied.',
      '✓ The tenant holds what the manifest says. legacy:export, in no manifest, is still there.',
      '✓ It finds nothing to do and writes nothing.',
      'merge         9 to the tenant (2 of them write)',
      'In the dashboard, read:orders is removed from https://api.example.com/orders.',
      'Auth0 permissions drift',
      '✓ The step fails, one issue is open, and nothing was written to the tenant.',
    ]) {
      expect(stdout).toContain(sentence);
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toMatch(/^\W*::/m);
    expect(stdout).not.toContain(root);
  });

  test('leaves the comment and the summary as pages', async () => {
    const teller = new Teller({ write: () => undefined }, {});
    const pages = { folder: join(folder, 'pages'), shown: 'pages' };
    expect(await play(await exampleScenario(), teller, pages)).toBe('told');
    for (const name of ['comment.html', 'summary.html']) {
      expect(await readFile(join(pages.folder, name), 'utf8')).toMatch(/^<!doctype html>.*void:invoices/s);
    }
  });

  test('of a manifest of one’s own has half of it on the tenant, and a permission that is not in it', async () => {
    const own = 'version: 1\napis:\n  - {identifier: urn:own, permissions: {read:a: A, read:b: B, read:c: C}}\n';
    const { exitCode, stdout } = await story(['--manifest', await manifest('own.yml', own)]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('result=changes  changed=true  additions=1  updates=0  removals=0');
    expect(stdout).toContain('legacy:export, in no manifest, is still there.');
  });

  test('finds a name for that permission whatever the manifest holds', () => {
    const own = 'version: 1\napis:\n  - {identifier: urn:own, permissions: {legacy:export: A}}\n';
    const [api] = ownScenario('own.yml', Buffer.from(own), undefined).apis;
    expect(api?.scopes?.map(({ value }) => value)).toEqual(['legacy:export-old', 'legacy:export']);
  });

  test('takes the environment that a manifest has, and the one that is asked for', async () => {
    const file = 'examples/environments/permissions.yml';
    expect((await story(['--manifest', file])).stdout).toContain('for the environment production');
    const staging = await story(['--manifest', file, '--environment', 'staging']);
    expect(staging).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('https://api.staging.example.com') });
  });

  test('of a manifest without APIs has nothing to do', async () => {
    const { exitCode, stdout } = await story(['--manifest', await manifest('empty.yml', 'version: 1\napis: []\n')]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('None, there is nothing to say.');
  });

  test('ends at the problems of a broken manifest, each at its line', async () => {
    const broken = 'version: 1\napis:\n  - identifier: urn:own\n    permissions:\n      read_a: A\n      openid: B\n';
    const file = await manifest('broken.yml', broken);
    const { exitCode, stdout } = await story(['--manifest', file]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${file}:5:7 error: `);
    expect(stdout).toContain('    5 |       read_a: A\n           |       ^\n');
    expect(stdout).toContain('The story ends here: ');
    expect(stdout).not.toContain('the action applies');
  });

  test('ends where the manifest is no YAML', async () => {
    const { exitCode, stdout } = await story(['--manifest', await manifest('no.yml', 'version: [1\n')]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('has 1 problem, shown above.');
  });

  test('fails where the action does something else than is told', async () => {
    const scenario = await exampleScenario();
    const teller = new Teller({ write: () => undefined }, {});
    const wrong = { ...scenario, expected: { ...scenario.expected, removals: 0 } };
    const told = play(wrong, teller, { folder: join(folder, 'pages'), shown: 'pages' });
    await expect(told).rejects.toThrow(NotAsTold);
    await expect(told).rejects.toThrow(/expected .*removals: '0'.*\n.*found .*removals: '1'/);
  });
});

describe('the command line', () => {
  test.each([
    ['an unknown option', ['--manifst', 'x'], "Unknown option '--manifst'."],
    ['an argument', ['x.yml'], "Unexpected argument 'x.yml'."],
    ['a missing value', ['--manifest'], "Option '--manifest <value>' argument missing."],
    ['a missing file', ['--manifest', 'nowhere.yml'], 'Cannot read nowhere.yml: there is no such file.'],
    ['a folder', ['--manifest', 'examples'], 'Cannot read examples: it is a folder.'],
    ['an environment of the example', ['--environment', 'staging'], '--environment needs a manifest of your own'],
  ])('refuses %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await story(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Try: npm start -- --help');
  });

  test('says so when npm has kept the option for itself', async () => {
    const { exitCode, stderr } = await story(['own.yml'], { npm_config_manifest: 'true' });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('npm start -- --') });
  });

  test('explains itself', async () => {
    expect(await story(['--help'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('--manifest FILE') });
  });

  test('finds a file from where npm was called', async () => {
    const env = { npm_lifecycle_event: 'start', INIT_CWD: join(root, 'examples') };
    const { exitCode, stdout } = await story(['--manifest', 'permissions.yml'], env);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('../.sandbox/comment') });
  });
});

describe('a teller', () => {
  function told(tell: (teller: Teller) => void, output = {}, env = {}): string {
    let written = '';
    tell(new Teller({ write: (part: string) => (written += part), ...output }, env));
    return written;
  }

  test('colours a terminal, and nothing where NO_COLOR is set', () => {
    const title = (teller: Teller) => teller.title('Hello');
    expect(told(title, { isTTY: true })).toBe('\u001b[1mHello\u001b[22m\n');
    expect(told(title, { isTTY: true }, { NO_COLOR: '1' })).toBe('Hello\n');
    expect(told(title)).toBe('Hello\n');
  });

  test('prints no control character of a manifest', () => {
    expect(told((teller) => teller.quote([{ text: 'a\u001b[2Jb', note: '\u009b' }]))).toBe(
      '   │ a\\u001b[2Jb   ← \\u009b\n',
    );
  });

  test('counts what it leaves out', () => {
    const lines = Array.from({ length: 100 }, (_, index) => ({ text: String(index) }));
    expect(told((teller) => teller.list(lines))).toMatch(/ 58\n {5}… and 41 more lines\n$/);
  });

  test('leaves one empty line, never two', () => {
    expect(told((teller) => [teller.gap(), teller.say('a'), teller.gap(), teller.label('b')])).toBe('   a\n\n   b\n');
  });

  test.each([
    ['at a space', 'one two three', 8, ['one two', 'three']],
    ['at the width where there is no space', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['below the indent', '  one two three', 9, ['  one two', '    three']],
    ['not at all', 'short', 5, ['short']],
  ])('wraps %s', (_, line, width, lines) => {
    expect(wrap(line, width)).toEqual(lines);
  });
});

describe('a diff', () => {
  test('shows changes with two lines around them, removals first', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].join('\n');
    const after = ['a', 'b', 'c', 'D', 'e', 'f', 'g'].join('\n');
    expect(diffLines(before, after).map(({ text }) => text)).toEqual(['  b', '  c', '- d', '+ D', '  e', '  f', '  …']);
  });

  test('of a new file is all additions', () => {
    expect(diffLines('', 'a\r\nb\r\n').map(({ text }) => text)).toEqual(['+ a', '+ b']);
  });
});

test('Markdown as plain text has no markup and keeps its code', () => {
  const markdown = '<!-- x -->\n### A & `<b>`\n\n**B**\n\n```text\none\n```\n\n- [c](https://example.com)\n- 🟥 `d`\n';
  expect(plainLines(markdown)).toEqual([
    ...['A & <b>', 'B', 'one', '', '- c'].map((text) => ({ text })),
    { text: '- 🟥 d', style: 'red' },
  ]);
});
