import { describe, expect, test } from '@jest/globals';
import { completeManifest } from '../../src/adapters/yaml/complete.ts';
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import type { SourceFile } from '../../src/core/document.ts';
import type { TenantApi } from '../../src/core/plan.ts';
import { type InputName, parseInputs } from '../../src/inputs/inputs.ts';
import type { ApplyPorts, ManifestCompleter, NewText, Reporter } from '../../src/ports.ts';
import { run } from '../../src/run.ts';
import { limited } from '../core/admissions.ts';

const orders = 'https://api.example.com/orders';
const path = '.github/permissions.yml';

function apiOf(identifier: string, names: readonly string[]): TenantApi {
  const permissions = names.map((name) => ({ name, description: 'What it lets one do' }));
  return { id: identifier, identifier, name: identifier, permissions, system: false, admission: limited };
}

function fileOf(file: string, text: string): SourceFile {
  const bytes = new TextEncoder().encode(text);
  return { path: file, size: bytes.length, bytes };
}

interface Circumstances {
  readonly inputs?: Partial<Record<InputName, string>>;
  readonly manifest?: string;
  readonly policy?: string;
  readonly apis?: readonly TenantApi[];
  readonly complete?: ManifestCompleter['complete'];
}

/** Runs an import between ports that remember what was asked of them. */
async function importOn(circumstances: Circumstances) {
  const {
    inputs = {},
    manifest,
    policy,
    apis = [apiOf(orders, ['read:orders'])],
    complete = completeManifest,
  } = circumstances;
  const [steps, outputs, lines, failures]: [string[], Record<string, string>, string[], string[]] = [[], {}, [], []];
  const written: NewText[] = [];
  const reporter: Reporter = {
    info: (line) => void lines.push(line),
    mask: () => undefined,
    warning: () => undefined,
    annotate: () => undefined,
    summary: async () => undefined,
    output: (name, value) => {
      outputs[name] = value;
    },
    file: async (file) => file,
    fail: (message) => void failures.push(message),
  };
  const never = async () => {
    throw new Error('An import asks nothing of the kind.');
  };
  const given: Partial<Record<InputName, string>> = {
    mode: 'import',
    'auth0-domain': 'acme.eu.auth0.com',
    'auth0-token': 't',
    ...inputs,
  };
  const ports: ApplyPorts = {
    inputs: parseInputs((name) => given[name] ?? ''),
    run: {
      event: { kind: 'pull-request', number: 7, base: 'b'.repeat(40), head: 'f'.repeat(40) },
      eventName: 'pull_request',
      commit: 'c'.repeat(40),
      branch: undefined,
      refProtected: false,
      repository: 'acme/orders',
      repositoryUrl: 'https://github.com/acme/orders',
      runUrl: '',
      actionUrl: '',
      today: '2026-11-23',
      id: '1-1',
    },
    parse: parseYaml,
    reporter,
    parseTree: never,
    files: { current: never, at: never, other: never, centralPolicy: never, list: never, read: never },
    openReader: async () => ({
      apis: never,
      ahead: () => undefined,
      holders: never,
      allApis: async () => {
        steps.push('read the tenant');
        return [...apis];
      },
    }),
    openCensus: never,
    readGiven: never,
    openFolder: async () => ({
      read: async () => {
        steps.push('read the folder');
        const files = {
          manifest: manifest === undefined ? [] : [fileOf(path, manifest)],
          policy: policy === undefined ? undefined : fileOf('.github/permissions-policy.yml', policy),
        };
        return { files, taken: new Set<string>(), isCheckout: true };
      },
      matches: (one) => one === path,
      unmatched: (paths) => [path].filter((one) => !paths.includes(one)),
      complete,
      write: async (files) => {
        steps.push(`write ${files.map((file) => file.path).join()}`);
        written.push(...files);
        return files.map((file) => `/w/${file.path}`);
      },
    }),
    openWriter: never,
    openBranch: never,
    openComments: never,
    openDeployments: never,
    openIssues: never,
    openHistory: never,
    cancellation: () => AbortSignal.any([]),
  };
  await run(reporter, () => ports);
  const texts = written.map(({ bytes }) => Buffer.from(bytes).toString());
  return { steps, outputs, log: lines.join('\n'), failures, text: texts.join('') };
}

test('an import reads folder and tenant, then writes, and on a pull request neither comments nor asks for its base', async () => {
  const { steps, outputs, failures } = await importOn({});
  expect(steps).toEqual(['read the folder', 'read the tenant', `write ${path}`]);
  expect(outputs).toMatchObject({ result: 'changes', additions: '1', 'manifest-file': `/w/${path}` });
  expect(failures).toEqual([]);
});

test('a manifest or policy that can’t be read is refused before the tenant is asked', async () => {
  for (const broken of [{ manifest: 'version: 2' }, { policy: 'version: 2' }]) {
    const { steps, outputs } = await importOn(broken);
    expect(steps).toEqual(['read the folder']);
    expect(outputs).toMatchObject({ result: 'invalid', 'manifest-file': '' });
  }
});

describe('what is said', () => {
  const reserved = apiOf(orders, ['read:orders', 'openid']);

  test.each([
    ['remove', /the next apply removes what was left out/],
    ['forbid', /what was left out is an error/],
  ])('of what is left out under `unmanaged: %s`', async (unmanaged, says) => {
    const { log } = await importOn({ apis: [reserved], policy: `version: 1\nunmanaged: ${unmanaged}\n` });
    expect(log).toMatch(says);
  });

  test('is nothing of it where what is unmanaged is kept', async () => {
    expect((await importOn({ apis: [reserved] })).log).not.toContain('unmanaged');
  });

  test('of an environment that the manifest did not know', async () => {
    const manifest = `version: 1\napis:\n  - identifier: {staging: urn:staging}\n    permissions: {}\n`;
    const { log, text } = await importOn({ manifest, inputs: { environment: 'production' } });
    expect(log).toContain('no identifier for the environment `production` before; it has `staging`');
    expect(text).toContain('  - identifier:\n      production: https://api.example.com/orders\n');
  });

  test('of the other environments that what an API got is for, too', async () => {
    const identifiers = `{staging: "${orders}", production: urn:x, test: urn:y}`;
    const manifest = `version: 1\napis:\n  - identifier: ${identifiers}\n    permissions: {}\n`;
    const { log } = await importOn({ manifest, inputs: { environment: 'staging' } });
    expect(log).toContain(`1 permission into ${path}, also for production and test`);
    expect(log).toContain('What 1 API got is also for `production` and `test`: a plan there adds');
  });

  test('is nothing of other environments where the manifest names none, or the API is new', async () => {
    const manifest = `version: 1\napis:\n  - identifier: ${orders}\n    permissions: {}\n`;
    const inputs = { environment: 'staging' };
    for (const circumstances of [{ manifest, inputs }, { inputs }])
      expect((await importOn(circumstances)).log).not.toContain('also for');
  });

  test('of a line of `manifest` for which there is no file yet', async () => {
    expect((await importOn({ apis: [] })).log).toContain(`There is no file at \`${path}\` yet`);
    expect((await importOn({})).log).not.toContain('There is no file');
  });
});

describe('an API that stands in the manifest', () => {
  test('for the environment is completed, not added', async () => {
    const manifest = `version: 1\napis:\n  - identifier: {staging: "${orders}", production: urn:x}\n    permissions: {}\n`;
    const { text, outputs } = await importOn({ manifest, inputs: { environment: 'staging' } });
    expect(outputs).toMatchObject({ additions: '1', errors: '0' });
    expect(text.match(/identifier/g)).toHaveLength(1);
  });

  test('in several parts gets what it lacks in the first one', async () => {
    const part = (name: string) => `  - identifier: ${orders}\n    permissions:\n      ${name}: What it lets one do\n`;
    const manifest = `version: 1\napis:\n${part('a:a')}${part('b:b')}`;
    const { text } = await importOn({ manifest, apis: [apiOf(orders, ['b:b', 'c:c', 'a:a'])] });
    expect(text).toBe(`version: 1\napis:\n${part('a:a')}      c:c: What it lets one do\n${part('b:b')}`);
  });
});

test('a file that would not say what it has to is left as it is, and said to be', async () => {
  const manifest = `version: 1\napis:\n  - identifier: ${orders}\n    permissions:\n      a:a: What it lets one do\n`;
  const { outputs, log, text } = await importOn({ manifest, complete: ({ bytes }) => bytes });
  expect(outputs).toMatchObject({ result: 'unchanged', additions: '0', 'manifest-file': '' });
  expect(text).toBe('');
  expect(log).toMatch(/left out: https:.* a form that is for people to edit/);
});

test('APIs that would make a file larger than can be read are left out, and said to be', async () => {
  const permissions = Array.from({ length: 1000 }, (_, index) => ({
    name: `read:x${index}`,
    description: 'x'.repeat(500),
  }));
  const apis = Array.from({ length: 12 }, (_, index) => ({ ...apiOf(`urn:${10 + index}`, []), permissions }));
  const { outputs, log, text } = await importOn({ apis });
  expect(outputs).toMatchObject({ result: 'changes', errors: '0' });
  expect(text.length).toBeLessThanOrEqual(5 * 1024 * 1024);
  expect(text.match(/identifier/g)).toHaveLength(10);
  expect(log.match(/left out: urn:2[01]: .*too large/g)).toHaveLength(2);
});

test('more exceptions than a policy can hold are handed out, and no policy is written', async () => {
  const apis = Array.from({ length: 11 }, (_, index) =>
    apiOf(
      `urn:${10 + index}`,
      Array.from({ length: 950 }, (_, name) => `legacyThing${name}`),
    ),
  );
  const { steps, outputs, log } = await importOn({ apis });
  expect(steps.at(-1)).toBe(`write ${path}`);
  expect(outputs.errors).toBe(String(11 * 950));
  expect(log).toContain('exceptions:\n');
});
