/** The action's judge as a command: the same findings, whatever a repository configures, and how each run ends. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commitFiles, git, inRepository, inTemporary, writeFiles } from '../local-git.ts';
import { command, tenantOf } from './command.ts';
import { api, inWorld, manifest, manifestPath, openPullRequest, orders, planPullRequest } from './scenario.ts';

const policyPath = '.github/permissions-policy.yml';
const before = manifest({ [orders]: { 'read:orders': 'View orders and lines', 'cancel:orders': 'Cancel an order' } });
const after = manifest({ [orders]: { 'read:orders': 'View orders, too', Bad_Name: '', 'create:orders': 'Place one' } });
const good = manifest({ [orders]: { 'read:orders': 'View orders, too', 'create:orders': 'Place an order' } });
const held = { 'read:orders': 'View orders and lines', 'cancel:orders': 'Cancel an order', 'by:hand': 'Made by hand' };

/** A clone whose branch `topic` changes the manifest of main. */
async function onBranch(changed: string, story: (folder: string) => Promise<void>): Promise<void> {
  await inRepository({ [manifestPath]: before }, async (folder) => {
    git(folder, 'checkout', '--quiet', '-b', 'topic');
    await commitFiles(folder, { [manifestPath]: changed });
    await story(folder);
  });
}

describe('a plan in a local clone', () => {
  test('is that of the pull request, to the byte, whose policy changes, too', async () => {
    const policy = 'version: 1\nrules: {description-required: error}\n';
    await inWorld(
      { tenant: { apis: [api(orders, held)], roles: [{ name: 'Agent', permissions: [] }] } },
      async (world) => {
        const number = openPullRequest(world, before, after);
        world.github.commit('topic', { [policyPath]: policy });
        const result = await planPullRequest(world, number, { 'plan-file': 'plan.json', 'fail-on': 'never' });
        const planned = Object.entries(result.files).find(([path]) => path.endsWith('/plan.json'))?.[1] ?? '';
        await onBranch(after, async (folder) => {
          await writeFiles(folder, { [policyPath]: policy }); // work that is not committed counts
          const { options, env } = tenantOf(world);
          const { stdout, exitCode } = await command(
            folder,
            ['plan', ...options, '--format', 'json', '--fail-on=never'],
            env,
          );
          expect([exitCode, stdout]).toEqual([0, planned]);
          expect(JSON.parse(stdout)).toMatchObject({
            summary: { additions: 2, updates: 1, removals: 1, unmanaged: 1 },
          });
        });
      },
    );
  });

  test('says what it was compared with, and that the base’s policy counts where the folder’s differs', async () => {
    await onBranch(good, async (folder) => {
      await writeFiles(folder, { [policyPath]: 'version: 1\nforbidden: ["create:*"]\n' });
      const { stdout, exitCode } = await command(folder, ['plan']);
      const base = git(folder, 'rev-parse', '--short=7', 'main');
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`compared with ${base}, where HEAD left main\n`);
      expect(stdout).toContain(`The policy of ${base} counts, as on a pull request; the folder’s is another one.`);
      expect(stdout).toContain('the tenant was not asked');
    });
  });

  test('is of the folder that it stands in, and leaves branch, index and files alone', async () => {
    await inRepository({ [`apps/shop/${manifestPath}`]: before, [manifestPath]: before }, async (folder) => {
      await writeFiles(folder, { [`apps/shop/${manifestPath}`]: good, staged: 'x' });
      git(folder, 'add', 'staged');
      const state = async () => [
        git(folder, 'status', '--porcelain', '--branch'),
        await readFile(join(folder, '.git/index')),
      ];
      const earlier = await state();
      const { stdout } = await command(join(folder, 'apps/shop'), ['plan', '--format', 'json']);
      expect(JSON.parse(stdout)).toMatchObject({ summary: { additions: 1, updates: 1, removals: 1 } });
      expect(await state()).toEqual(earlier);
    });
  });

  test.each<[string, (folder: string) => Promise<string>, RegExp]>([
    [
      'no repository',
      async (folder) => folder,
      /^warning: This is not a git repository, so nothing counts as removed\. .*\n$/,
    ],
    [
      'a shallow clone without the base',
      async (folder) => {
        const origin = join(folder, 'origin');
        await mkdir(origin);
        git(origin, 'init', '--quiet', '--initial-branch', 'main');
        await commitFiles(origin, { [manifestPath]: before });
        git(origin, 'checkout', '--quiet', '-b', 'topic');
        await commitFiles(origin, { x: '' });
        git(origin, 'checkout', '--quiet', 'main');
        await commitFiles(origin, { y: '' });
        git(
          folder,
          'clone',
          '--quiet',
          '--depth=1',
          '--no-single-branch',
          '--branch=topic',
          `file://${origin}`,
          'clone',
        );
        return join(folder, 'clone');
      },
      /^warning: This clone is shallow .* Run `git fetch --unshallow` first\.\n$/,
    ],
  ])('removes nothing in %s, and says why', async (_name, prepare, says) => {
    await inTemporary(async (parent) => {
      const folder = await prepare(parent);
      await writeFiles(folder, { [manifestPath]: good });
      const { stdout, stderr, exitCode } = await command(folder, ['plan', '--format=json']);
      expect([exitCode, stderr]).toEqual([0, expect.stringMatching(says)]);
      expect(JSON.parse(stdout)).toMatchObject({ summary: { removals: 0 } });
    });
  });

  test('refuses a symbolic link, as in a checkout', async () => {
    await onBranch(good, async (folder) => {
      await writeFiles(folder, { 'elsewhere.yml': good });
      await symlink('../elsewhere.yml', join(folder, '.github/linked.yml'));
      const { stderr, exitCode } = await command(folder, ['plan', '--manifest', '.github/*.yml']);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('.github/linked.yml is a symbolic link')]);
    });
  });
});

describe('a repository', () => {
  /** Names a program of its own wherever git can be told one, each of which would leave a trace. */
  async function bait(folder: string): Promise<string> {
    const trace = join(folder, '.git/trace');
    await mkdir(trace);
    const program = join(folder, '.git/evil');
    await writeFile(program, `#!/bin/sh\ntouch "${trace}/$(basename "$0")-$1"\nexit 1\n`);
    await chmod(program, 0o755);
    const settings = {
      'core.fsmonitor': program,
      'core.pager': program,
      'core.sshCommand': program,
      'core.hooksPath': join(folder, '.git/own-hooks'),
      'core.editor': program,
      'core.gitProxy': program,
      'diff.external': program,
      'diff.evil.textconv': program,
      'diff.evil.command': program,
      'filter.evil.clean': program,
      'filter.evil.smudge': program,
      'filter.evil.process': program,
      'pager.cat-file': program,
      'alias.cat-file': `!${program}`,
      'remote.origin.url': `ext::${program} %S`,
      'remote.origin.promisor': 'true',
      'remote.origin.uploadpack': program,
      'extensions.partialClone': 'origin',
      'protocol.ext.allow': 'always',
      'credential.helper': `!${program}`,
    };
    await mkdir(join(folder, '.git/own-hooks'));
    for (const hook of [
      'post-checkout',
      'post-index-change',
      'reference-transaction',
      'fsmonitor-watchman',
      'pre-auto-gc',
    ])
      await symlink(program, join(folder, '.git/own-hooks', hook));
    await writeFiles(folder, { '.gitattributes': '* filter=evil diff=evil\n' });
    for (const [name, value] of Object.entries(settings)) git(folder, 'config', name, value);
    return trace;
  }

  test('runs nothing of its own in a plan, whatever it configures', async () => {
    await onBranch(good, async (folder) => {
      const trace = await bait(folder);
      const { stdout, exitCode } = await command(folder, ['plan', '--format=json']);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ summary: { additions: 1, removals: 1 } });
      expect(await readdir(trace)).toEqual([]);
      spawnSync('git', ['status'], { cwd: folder }); // by itself it runs what is configured
      expect(await readdir(trace)).not.toEqual([]);
    });
  });

  test('is not let fetch what a partial clone lacks', async () => {
    await onBranch(good, async (folder) => {
      const blob = git(folder, 'rev-parse', `main:${manifestPath}`);
      const trace = await bait(folder);
      await rm(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
      const { stderr, exitCode } = await command(folder, ['plan']);
      expect([exitCode, stderr]).toEqual([
        0,
        expect.stringMatching(/^warning: git lacks files of .*nothing counts as removed/),
      ]);
      expect(await readdir(trace)).toEqual([]);
      expect(() => git(folder, 'cat-file', '-p', blob)).toThrow(); // as it does by itself, by what is configured
      expect(await readdir(trace)).not.toEqual([]);
    });
  });
});

describe('a command', () => {
  const broken = 'version: 1\napis: [';
  const weak = manifest({ [orders]: { 'read:orders': '' } });
  const cases: readonly (readonly [string, string, readonly string[], number])[] = [
    ['a manifest without problems', good, ['validate'], 0],
    ['errors', after, ['validate'], 1],
    ['errors that are not to fail', after, ['validate', '--fail-on', 'never'], 0],
    ['warnings', weak, ['validate'], 0],
    ['warnings that are to fail', weak, ['validate', '--fail-on=warning'], 1],
    ['a broken manifest', broken, ['validate'], 1],
    ['paths', good, ['validate', manifestPath], 0],
    ['paths and a manifest', good, ['validate', manifestPath, '--manifest', manifestPath], 2],
    ['a path that is not there', good, ['validate', 'none.yml'], 1],
    ['changes', good, ['plan'], 0],
    ['changes that are to count', good, ['plan', '--exit-code'], 3],
    ['no changes that are to count', before, ['plan', '--exit-code'], 0],
    ['errors and changes that are to count', after, ['plan', '--exit-code'], 1],
    ['a plan with a word too many', good, ['plan', 'x'], 2],
    ['a base that is none', good, ['plan', '--base', 'none'], 2],
    ['a base that looks like an option', good, ['plan', '--base=--output=x'], 2],
    ['a severity that is none', good, ['plan', '--fail-on', 'eror'], 2],
    ['an option that a validation does not have', good, ['validate', '--exit-code'], 2],
    ['drift without a tenant', good, ['drift'], 1],
    ['an import without a tenant', good, ['import'], 1],
    ['a catalogue', good, ['catalogue'], 0],
    ['a catalogue of errors', after, ['catalogue'], 0],
    ['a catalogue of a broken manifest', broken, ['catalogue'], 1],
    ['an apply', good, ['apply'], 2],
    ['no word', good, [], 2],
    ['help', good, ['--help'], 0],
    ['the help of a command', good, ['plan', '--help'], 0],
    ['the version', good, ['--version'], 0],
  ];

  test('ends as its table says', async () => {
    const ended: Record<string, unknown> = {};
    for (const [name, text, args] of cases) {
      await onBranch(text, async (folder) => {
        const { exitCode, stdout, stderr } = await command(folder, args);
        ended[name] = exitCode;
        if (exitCode === 2) expect([name, stdout, stderr === '']).toEqual([name, '', false]);
      });
    }
    expect(ended).toEqual(Object.fromEntries(cases.map(([name, , , code]) => [name, code])));
  }, 120_000);

  test('writes one document, whole, whatever the format and the end', async () => {
    await onBranch(after, async (folder) => {
      for (const args of [['validate'], ['plan'], ['plan', '--exit-code'], ['drift'], ['validate', 'none.yml']]) {
        const json = await command(folder, [...args, '--format', 'json']);
        expect(JSON.parse(json.stdout)).toMatchObject({ version: 1, mode: args[0] });
        const sarif = await command(folder, [...args, '--format', 'sarif']);
        expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' });
        const markdown = await command(folder, [...args, '--format', 'markdown']);
        expect(markdown.stdout).toMatch(/^### Auth0 permissions.*[^\n]\n$/s);
      }
    });
  }, 120_000);

  test('lists nothing where the manifest can’t be read, and calls it not empty', async () => {
    await onBranch(broken, async (folder) => {
      const ended = async (format: string) => (await command(folder, ['catalogue', '--format', format])).stdout;
      expect([await ended('text'), JSON.parse(await ended('json'))]).toEqual(['', { version: 1, apis: [] }]);
      expect(await ended('markdown')).toMatch(/^# Permissions\n\nThere is no catalogue: .*\n$/);
    });
  });

  test('tells of drift, and with --exit-code by 3 where that is all', async () => {
    await inWorld({ tenant: { apis: [api(orders, held)] } }, async (world) => {
      const { options, env } = tenantOf(world);
      await onBranch(good, async (folder) => {
        const plain = await command(folder, ['drift', ...options], env);
        expect([plain.exitCode, plain.stderr]).toEqual([1, expect.stringMatching(/^error: .*\[drift-found\]\n$/)]);
        expect((await command(folder, ['drift', ...options, '--exit-code'], env)).exitCode).toBe(3);
        await writeFiles(folder, { [manifestPath]: after });
        expect((await command(folder, ['drift', ...options, '--exit-code'], env)).exitCode).toBe(1);
        await writeFiles(folder, { [manifestPath]: manifest({ [orders]: held }) });
        expect((await command(folder, ['drift', ...options, '--exit-code'], env)).exitCode).toBe(0);
      });
      expect(world.github.requests).toEqual([]);
    });
  });

  test('says of a Node.js that is too old which is needed, and sends nobody to a help that would say the same', async () => {
    const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } });";
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` };
    await onBranch(good, async (folder) => {
      const { exitCode, stderr } = await command(folder, ['validate'], env);
      expect([exitCode, stderr]).toEqual([2, 'error: Node.js 24 or newer is needed; this is 20.1.0.\n']);
    });
  });

  test('is one where there is a word, on a runner, too, and looks at no input and no event', async () => {
    const runner = {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_WORKSPACE: '/nowhere',
      GITHUB_OUTPUT: '/nowhere/output',
      INPUT_MODE: 'apply',
      INPUT_MANIFEST: 'none.yml',
      'INPUT_AUTH0-TOKEN': 'a-token',
    };
    await onBranch(good, async (folder) => {
      const { exitCode, stdout, stderr } = await command(folder, ['validate'], runner);
      expect([exitCode, stdout, stderr]).toEqual([0, 'Auth0 permissions · no problems\n', '']);
    });
  });

  test('opens no connection and asks no name server to validate or to list, whatever secret lies about', async () => {
    const watch = `import net from 'node:net'; import dns from 'node:dns'; import { appendFileSync } from 'node:fs';
      for (const [of, name] of [[net.Socket.prototype, 'connect'], [dns, 'lookup'], [dns.promises, 'lookup']]) {
        of[name] = () => { appendFileSync('asked', name); process.exit(1); };
      }`;
    const env = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(watch)}`,
      AUTH0_CLIENT_SECRET: 'one',
      AUTH0_TOKEN: 'two',
    };
    await onBranch(good, async (folder) => {
      const validated = await command(folder, ['validate', '--domain', 'tenant.example'], env);
      const listed = await command(folder, ['catalogue'], env);
      expect([validated.exitCode, listed.exitCode, await readdir(folder)]).toEqual([0, 0, ['.git', '.github']]);
      const asked = await command(folder, ['plan', '--domain', 'tenant.example'], { ...env, AUTH0_CLIENT_SECRET: '' });
      expect([asked.exitCode, await readdir(folder)]).toEqual([1, ['.git', '.github', 'asked']]); // and it would be seen
    });
  });

  test('plans offline with a secret and no domain, or a domain and no secret', async () => {
    await onBranch(good, async (folder) => {
      const secretAlone = await command(folder, ['plan'], { AUTH0_CLIENT_SECRET: 'one' });
      const domainAlone = await command(folder, ['plan', '--domain', 'tenant.example']);
      for (const { exitCode, stdout } of [secretAlone, domainAlone])
        expect([exitCode, stdout]).toEqual([0, expect.stringContaining('the tenant was not asked')]);
      expect(secretAlone.stderr).toBe(''); // which lies about, as in any shell
      expect(domainAlone.stderr).toMatch(/^warning: tenant\.example was not asked: .* AUTH0_CLIENT_SECRET, .*\n$/);
    });
  });

  test('refuses an environment that no identifier names, where nothing is asked, too', async () => {
    const identifiers = { identifier: { staging: orders, production: `${orders}/p` }, permissions: {} };
    await onBranch(JSON.stringify({ version: 1, apis: [identifiers] }), async (folder) => {
      for (const name of ['validate', 'plan', 'catalogue']) {
        const { exitCode, stderr } = await command(folder, [name, '--environment', 'stagng']);
        expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/`staging`\? \[input-invalid\]\n$/)]);
      }
    });
  });

  test('writes files beside its document, and none through a link', async () => {
    await onBranch(good, async (folder) => {
      const args = ['plan', '--format=json', '--plan-file', 'out/plan.json', '--sarif-file', 'out/a.sarif'];
      const { stdout } = await command(folder, args);
      expect(await readFile(join(folder, 'out/plan.json'), 'utf8')).toBe(stdout);
      await symlink(manifestPath, join(folder, 'linked.json'));
      await symlink('.github', join(folder, 'linked'));
      for (const path of ['linked.json', 'linked/plan.json']) {
        const { exitCode, stderr } = await command(folder, ['plan', '--plan-file', path]);
        expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/`--plan-file`: .*linked.* is a symbolic link/)]);
      }
      expect(await readFile(join(folder, manifestPath), 'utf8')).toBe(good);
      expect(await readdir(join(folder, '.github'))).toEqual(['permissions.yml']);
    });
  });

  test('shows no control character of a manifest, whatever the format', async () => {
    const evil = '\u001b[2J\u009b31m\u0007\u202eevil';
    await onBranch(manifest({ [`urn:${evil}`]: { [`read:${evil}`]: evil } }), async (folder) => {
      for (const name of ['validate', 'plan', 'catalogue'])
        for (const format of ['text', 'markdown', 'json']) {
          const { stdout, stderr } = await command(folder, [name, '--format', format]);
          const isUnseen = (stdout + stderr).split('\n').some((line) => /[\p{Cc}\u202e]/u.test(line));
          expect([name, format, isUnseen]).toEqual([name, format, false]);
        }
    });
  }, 120_000);
});
