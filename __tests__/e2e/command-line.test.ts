import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflowDispatchEvent } from '../../sandbox/runner/events.ts';
import { command, inFolder, tenantOf } from './command.ts';
import { api, inWorld, orders } from './scenario.ts';

const apis = [
  api(orders, { 'read:orders': 'View orders and lines' }),
  api('urn:other', { legacy_export: 'Export it all' }),
];

describe('the command', () => {
  test('writes the manifest, says what it did in plain lines, and shows no secret', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      await inFolder(async (folder) => {
        const { options, env } = tenantOf(world);
        const { exitCode, stdout, stderr } = await command(folder, ['import', ...options], env);
        expect([exitCode, stderr]).toEqual([0, '']);
        expect(stdout).toContain('2 permissions of 2 APIs into 1 file');
        expect(stdout).toContain('A first policy, .github/permissions-policy.yml, excepts 1 name');
        expect(await readFile(join(folder, '.github/permissions-policy.yml'), 'utf8')).toBe(
          'version: 1\nexceptions:\n  - rule: naming-convention\n    permission: legacy_export\n' +
            '    api: urn:other\n    reason: Imported from the tenant\n',
        );
        expect(stdout).not.toMatch(/^::/m);
        const text = await readFile(join(folder, '.github/permissions.yml'), 'utf8');
        expect(text).toContain('read:orders: View orders and lines');
        for (const { secret } of world.tenant.clients) expect(stdout + text).not.toContain(secret);
        expect(world.github.requests).toEqual([]);
      });
    });
  });

  test('takes every option, some of them several times, and what it writes has an empty plan', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      await inFolder(async (folder) => {
        const { options, env } = tenantOf(world);
        await writeFile(join(folder, 'policy.yml'), 'version: 1\nnaming: {convention: pattern, pattern: "."}\n');
        const more = ['--environment', 'staging', '--apis', 'urn:*', '--apis', orders, '--policy', 'policy.yml'];
        const places = ['--manifest=p/*.yml', '--manifest', '!p/x.yml', '--audience', world.tenant.audience];
        const { exitCode, stdout } = await command(folder, ['import', ...options, ...more, ...places], env);
        expect([exitCode, stdout.includes('error')]).toEqual([0, false]);
        const names = await readdir(join(folder, 'p'));
        expect(names).toHaveLength(2);
        const texts = await Promise.all(names.map((name) => readFile(join(folder, 'p', name), 'utf8')));
        world.github.commit('main', {
          ...Object.fromEntries(names.map((name, index) => [`p/${name}`, texts[index] ?? ''])),
          'policy.yml': await readFile(join(folder, 'policy.yml'), 'utf8'),
        });
        const inputs = { mode: 'plan', manifest: 'p/*.yml', policy: 'policy.yml', environment: 'staging' };
        const { outputs } = await world.run(workflowDispatchEvent(world.github), inputs);
        expect(outputs).toMatchObject({ result: 'unchanged', errors: '0' });
      });
    });
  });

  test('reaches the tenant with a token, too', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      await inFolder(async (folder) => {
        const token = world.tenant.issueToken(['read:resource_servers']);
        const env = { NODE_EXTRA_CA_CERTS: world.caFile, AUTH0_TOKEN: token };
        const { exitCode, stdout, stderr } = await command(folder, ['import', '--domain', world.tenant.domain], env);
        expect([exitCode, stderr]).toEqual([0, '']);
        expect(stdout).not.toContain(token);
      });
    });
  });

  test('fails with the words of the command line, and not of a workflow', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      await inFolder(async (folder) => {
        const { options, env } = tenantOf(world);
        const wrong = { ...env, AUTH0_CLIENT_SECRET: 'wrong-secret-of-mine' };
        const { exitCode, stderr, stdout } = await command(folder, ['import', ...options], wrong);
        expect(exitCode).toBe(1);
        expect(stderr).toMatch(/^error: .*access_denied.*`AUTH0_CLIENT_SECRET`.*\[auth0-unauthorized\]\n$/);
        expect(stdout + stderr).not.toContain('wrong-secret-of-mine');
        expect(await readdir(folder)).toEqual(['.git']);
      });
    });
  });
});

describe('a terminal', () => {
  test('is shown no control characters, and no line that is not the command’s own', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      await inFolder(async (folder) => {
        const { options, env } = tenantOf(world);
        await mkdir(join(folder, 'p'));
        await symlink('/etc/hostname', join(folder, 'p/\u001b[2J\nImported: all is well \u202e.yml'));
        const { stderr } = await command(folder, ['import', ...options, '--manifest', 'p/*.yml'], env);
        expect(stderr).toMatch(/^error: p\/\\u001b\[2J\\nImported: all is well \\u202e\.yml is a symbolic link.*\n$/);
      });
    });
  });

  test('that nobody reads any more ends the command quietly, and the manifest is written', async () => {
    await inWorld({ tenant: { apis } }, async (world) => {
      await inFolder(async (folder) => {
        const { options, env } = tenantOf(world);
        const { exitCode, stderr } = await command(folder, ['import', ...options], env, 'output unread');
        expect([exitCode, stderr]).toEqual([0, '']);
        expect(await readFile(join(folder, '.github/permissions.yml'), 'utf8')).toContain('read:orders');
      });
    });
  });
});

describe('what it can’t do', () => {
  const secret = 'hunter2-not-to-be-shown';

  test.each<[string, string[], number, RegExp]>([
    ['is a command that is misspelt', ['improt'], 2, /no command `improt`.*`import`/],
    ['is no command at all', ['--domain', 'x'], 2, /command is missing/],
    ['is an apply', ['apply', '--domain', 'x'], 2, /no command `apply`.*reviewed branch.*docs\/apply\.md/],
    ['is an option of another command', ['import', '--base', 'main'], 2, /`import` has no option `--base`/],
    [
      'is an option of the action alone',
      ['import', '--github-token', secret],
      2,
      /`--github-token`: GitHub is not asked/,
    ],
    ['is an option twice', ['import', '--domain', 'a', '--auth0-domain', 'b'], 2, /`--domain` is given twice/],
    ['is a format that it does not have', ['import', '--format', 'json'], 2, /no format `json`/],
    ['is an option that is misspelt', ['import', '--domian', secret], 2, /`--domian`. Did you mean `--domain`\?/],
    ['is an option without its value', ['import', '--domain'], 2, /`--domain` needs a value/],
    ['is a secret as an option', ['import', '--client-secret', secret], 2, /variable `AUTH0_CLIENT_SECRET`/],
    ['is a secret as an option with a sign', ['import', `--auth0-token=${secret}`], 2, /variable `AUTH0_TOKEN`/],
    [
      'is a secret as an option before the command',
      ['--client-secret', secret, 'import'],
      2,
      /variable `AUTH0_CLIENT_SECRET`/,
    ],
    ['is an option that every object has', ['import', '--constructor', 'x'], 2, /no option `--constructor`/],
    ['is a word too many', ['import', secret], 2, /options alone/],
    [
      'is an import without credentials',
      ['import', '--domain', 'x.example'],
      1,
      /Set `--domain`, `--client-id` and `AUTH0_CLIENT_SECRET`/,
    ],
    [
      'is a domain that is none',
      ['import', '--domain', 'https://x.example'],
      2,
      /^error: `--domain`: .* is not a host/,
    ],
    ['is a path outside', ['import', '--domain', 'x.example', '--manifest', '../m.yml'], 2, /`--manifest`: .* leaves/],
    ['is a policy of another repository', ['import', '--policy', 'a/b/c.yml@main'], 2, /`--policy`: /],
  ])('%s', async (_name, args, code, says) => {
    await inFolder(async (folder) => {
      const { exitCode, stdout, stderr } = await command(folder, args);
      expect(exitCode).toBe(code);
      expect(stderr).toMatch(says);
      expect(stdout + stderr).not.toContain(secret);
      if (code === 2) expect(stdout).toBe('');
    });
  });

  test.each([
    ['import', '--help'],
    ['import', '-h'],
  ])('is told by %s %s', async (...args) => {
    await inFolder(async (folder) => {
      const { exitCode, stdout, stderr } = await command(folder, args);
      expect([exitCode, stderr]).toEqual([0, '']);
      for (const option of ['--domain', '--client-id', '--manifest', '--environment', '--apis', 'AUTH0_CLIENT_SECRET'])
        expect(stdout).toContain(option);
    });
  });
});
