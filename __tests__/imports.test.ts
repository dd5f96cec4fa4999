import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = new URL('../', import.meta.url);

interface Import {
  /** A package's name, or a path from the root of the repository. */
  readonly target: string;
  readonly kind: 'value' | 'type' | 'dynamic';
}

const statement = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const dynamic = /\bimport\('([^']+)'\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(new URL(file, root), 'utf8');
  const resolve = (specifier: string) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
  return [
    ...[...text.matchAll(statement)].map(([, type, specifier = '']): Import => {
      return { target: resolve(specifier), kind: type ? 'type' : 'value' };
    }),
    ...[...text.matchAll(dynamic)].map(
      ([, specifier = '']): Import => ({ target: resolve(specifier), kind: 'dynamic' }),
    ),
  ];
}

const files = globSync('src/**/*.ts', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .sort();
const graph = new Map(files.map((file) => [file, importsOf(file)]));

function under(folder: string): string[] {
  return files.filter((file) => file.startsWith(folder));
}

/** Imports of these files that are not allowed, as `file → target`. */
function violations(of: readonly string[], allowed: (one: Import, file: string) => boolean): string[] {
  return of.flatMap((file) =>
    (graph.get(file) ?? [])
      .filter((one) => !allowed(one, file))
      .map(({ target, kind }) => `${file} → ${target} (${kind})`),
  );
}

/** Every file that is loaded with this one, itself included; with `dynamic`, whatever it may load later too. */
function loadedBy(file: string, reach: 'at once' | 'ever', seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const followed = (graph.get(file) ?? []).filter(
    ({ kind }) => kind === 'value' || (reach === 'ever' && kind === 'dynamic'),
  );
  for (const { target } of followed) loadedBy(target, reach, seen);
  return seen;
}

test('every import of every file is seen', () => {
  expect(files.length).toBeGreaterThan(40);
  const counted = files.map(
    (file) => readFileSync(new URL(file, root), 'utf8').match(/\bfrom '|\bimport\('|^import '/gm) ?? [],
  );
  expect([...graph.values()].flat()).toHaveLength(counted.flat().length);
  expect(violations(files, ({ target }) => !target.startsWith('src/') || files.includes(target))).toEqual([]);
});

describe('the core', () => {
  const pure = new Set(['zod/mini', 'fastest-levenshtein', 'node:crypto', 're2js']);

  test('imports itself and packages that do no I/O', () => {
    expect(violations(under('src/core/'), ({ target }) => target.startsWith('src/core/') || pure.has(target))).toEqual(
      [],
    );
  });

  test('loads the engine for patterns only when a policy has one', () => {
    const engine = [...graph.values()].flat().filter(({ target }) => target === 're2js');
    expect(engine.map(({ kind }) => kind)).toEqual(engine.map(() => 'dynamic'));
    expect(engine).not.toEqual([]);
  });

  test('takes nothing from node:crypto but the hash', () => {
    const text = readFileSync(new URL('src/core/fingerprint.ts', root), 'utf8');
    expect(text).toContain("import { createHash } from 'node:crypto'");
    expect(under('src/core/').filter((file) => importsOf(file).some(({ target }) => target === 'node:crypto'))).toEqual(
      ['src/core/fingerprint.ts'],
    );
  });

  test('neither reads the environment, nor the clock, nor chance, nor writes a log', () => {
    const impure = /\bprocess\.|\bconsole\.|Date\.now|new Date\(\)|Math\.random|\bfetch\(|setTimeout/;
    const pureFolders = [...under('src/core/'), ...under('src/render/')];
    expect(pureFolders.filter((file) => impure.test(readFileSync(new URL(file, root), 'utf8')))).toEqual([]);
  });
});

test('render imports the core and itself, and for SARIF its types and the hash', () => {
  const allowed = ({ target, kind }: Import, file: string) => {
    if (file === 'src/render/sarif.ts' && target === 'node:crypto') return true;
    return (
      target.startsWith('src/core/') || target.startsWith('src/render/') || (target === 'sarif' && kind === 'type')
    );
  };
  expect(violations(under('src/render/'), allowed)).toEqual([]);
});

describe('adapters', () => {
  const folderOf = (file: string) => file.split('/').slice(0, 3).join('/');

  test('import the core, their own folder, and of ports and inputs the types', () => {
    const allowed = ({ target, kind }: Import, file: string) => {
      if (!target.startsWith('src/')) return true;
      if (target.startsWith('src/ports/') || target === 'src/inputs/inputs.ts') return kind === 'type';
      return target.startsWith('src/core/') || target.startsWith(`${folderOf(file)}/`);
    };
    expect(violations(under('src/adapters/'), allowed)).toEqual([]);
  });

  test('are bound by connect.ts, for a command by its own, and by what both share; each entry takes its reporter', () => {
    const binders = ['src/connect.ts', 'src/desk/connect.ts', 'src/local-ports.ts'];
    const outside = files.filter((file) => !file.startsWith('src/adapters/') && !binders.includes(file));
    const reporters = new Map([
      ['src/index.ts', 'src/adapters/github/reporter.ts'],
      ['src/command-line.ts', 'src/adapters/terminal/reporter.ts'],
    ]);
    const allowed = ({ target, kind }: Import, file: string) =>
      !target.startsWith('src/adapters/') || reporters.get(file) === target || kind === 'type';
    expect(violations(outside, allowed)).toEqual([]);
  });
});

describe('a command', () => {
  const atDesk = [...loadedBy('src/command-line.ts', 'ever')];

  test('loads nothing that leads to GitHub, whatever it does', () => {
    expect(atDesk).toEqual(
      expect.arrayContaining(['src/adapters/git/git.ts', 'src/adapters/auth0/http.ts', 'src/modes/import.ts']),
    );
    expect(atDesk.filter((target) => /^src\/adapters\/github\/|^@actions\//.test(target))).toEqual([]);
  });

  test('loads nothing that writes a tenant', () => {
    expect(atDesk.filter((target) => /adapters\/auth0\/writer|modes\/apply/.test(target))).toEqual([]);
  });

  test('loads what speaks HTTP when it asks a tenant, not at the start', () => {
    expect([...loadedBy('src/command-line.ts', 'at once')].filter((target) => target === 'got')).toEqual([]);
  });
});

test('git is run from one file, without a shell', () => {
  const runs = files.filter((file) => importsOf(file).some(({ target }) => /child_process/.test(target)));
  expect(runs).toEqual(['src/adapters/git/git.ts']);
  expect(readFileSync(new URL('src/adapters/git/git.ts', root), 'utf8')).not.toMatch(/\bshell:|\bexec\(/);
});

test('an answer is had from one file for each side, which gives it as unknown or parsed', () => {
  const importers = (name: string) => files.filter((file) => importsOf(file).some(({ target }) => target === name));
  expect(importers('@actions/github')).toEqual(['src/adapters/github/api.ts']);
  expect(importers('got')).toEqual(['src/adapters/auth0/http.ts']);
  const text = readFileSync(new URL('src/adapters/github/api.ts', root), 'utf8');
  expect(/export interface Repository \{.*?\n\}/s.exec(text)?.[0]).not.toMatch(/octokit/i);
});

test('zod is imported as the API of which a bundle holds only what is used', () => {
  const zods = [...graph.values()].flat().filter(({ target }) => /^zod\b/.test(target));
  expect([...new Set(zods.map(({ target }) => target))]).toEqual(['zod/mini']);
});

test('ports are types and nothing else', () => {
  expect(violations(under('src/ports/'), ({ kind }) => kind === 'type')).toEqual([]);
});

describe('what writes to a tenant', () => {
  const writer = 'src/adapters/auth0/writer.ts';
  const sends = (file: string) => /method: 'PATCH'/.test(readFileSync(new URL(file, root), 'utf8'));

  test('is one file, imported by connect.ts alone', () => {
    expect(files.filter(sends)).toEqual([writer]);
    expect(files.filter((file) => importsOf(file).some(({ target }) => target === writer))).toEqual(['src/connect.ts']);
  });

  test('is not behind the reader that a plan is given', () => {
    const behind = [...loadedBy('src/local-ports.ts', 'ever')];
    expect(behind).toEqual(expect.arrayContaining(['src/adapters/auth0/http.ts', 'src/adapters/auth0/token.ts']));
    expect(behind.filter((file) => file === writer || (files.includes(file) && sends(file)))).toEqual([]);
  });

  test('knows no other word for a write', () => {
    const methods = files.flatMap((file) => {
      const text = readFileSync(new URL(file, root), 'utf8');
      return [...text.matchAll(/method: '(\w+)',/g)].map(([, method]) => `${file} ${method}`);
    });
    expect(methods.filter((one) => one.startsWith('src/adapters/auth0/'))).toEqual([
      'src/adapters/auth0/reads.ts GET',
      'src/adapters/auth0/tenant.ts GET',
      'src/adapters/auth0/token.ts POST',
      'src/adapters/auth0/writer.ts PATCH',
    ]);
  });
});

test('what signs is loaded when a private key is used, not with the rest of the adapter', () => {
  const signs = (target: string) => target.startsWith('jose');
  expect([...loadedBy('src/adapters/auth0/tenant.ts', 'at once')].filter(signs)).toEqual([]);
  expect([...loadedBy('src/index.ts', 'at once')].filter(signs)).toEqual([]);
  expect([...loadedBy('src/index.ts', 'ever')].filter(signs)).toEqual(['jose/jwt/sign']);
});

test('what speaks HTTP is loaded when it is first used, not at the start', () => {
  const atStart = [...loadedBy('src/index.ts', 'at once')];
  expect(atStart).toContain('src/connect.ts');
  expect(atStart.filter((target) => ['got', '@octokit/core'].includes(target))).toEqual([]);
  expect([...loadedBy('src/index.ts', 'ever')]).toEqual(expect.arrayContaining(['got', '@octokit/core']));
});

test('what reads OpenAPI files is loaded when a manifest names one, not at the start', () => {
  const reads = ['src/adapters/github/commit-tree.ts', 'src/adapters/yaml/tree.ts', 'src/core/openapi-reader.ts'];
  const atStart = loadedBy('src/index.ts', 'at once');
  expect([...reads, 'src/read/openapi.ts'].filter((file) => atStart.has(file))).toEqual([]);
  expect([...loadedBy('src/index.ts', 'ever')]).toEqual(expect.arrayContaining(reads));
});

test('the shape of a policy file is loaded where there is one', () => {
  const shape = 'src/core/policy-file.ts';
  expect(loadedBy('src/index.ts', 'at once').has(shape)).toBe(false);
  expect(loadedBy('src/index.ts', 'ever').has(shape)).toBe(true);
});

test('the words of an import or an audit are loaded by no other run', () => {
  const words = ['src/render/import.ts', 'src/render/audit/report.ts'];
  const atStart = loadedBy('src/index.ts', 'at once');
  expect(words.filter((file) => atStart.has(file))).toEqual([]);
  expect([...loadedBy('src/index.ts', 'ever')]).toEqual(expect.arrayContaining(words));
});

test('what matches globs is loaded when the input `manifest` has one, not at the start', () => {
  expect([...loadedBy('src/index.ts', 'at once')]).not.toContain('picomatch');
  expect([...loadedBy('src/index.ts', 'ever')]).toContain('picomatch');
});

describe('the rooms of the shell', () => {
  const outer = (folder: string) => `src/${folder}/`;
  const everywhere = [outer('ports'), outer('inputs'), outer('core')];

  test.each([
    ['inputs', []],
    ['read', [outer('read')]],
    ['write', [outer('write'), outer('read')]],
    ['modes', [outer('modes'), outer('read'), outer('write'), 'src/render/log.ts']],
    ['tell', [outer('tell'), outer('read'), outer('render'), 'src/write/record.ts']],
  ])('are known by each other only in one direction: %s', (room, known) => {
    const allowed = [...everywhere, outer(room), ...known];
    expect(under(outer(room)).length).toBeGreaterThan(0);
    expect(
      violations(
        under(outer(room)),
        ({ target }) => !target.startsWith('src/') || allowed.some((one) => target.startsWith(one)),
      ),
    ).toEqual([]);
  });
});

test('no import leads in a circle, those of types and those that come later included', () => {
  const inCircles = files.filter((file) => {
    const seen = new Set<string>();
    const follow = (from: string): boolean =>
      (graph.get(from) ?? []).some(({ target }) => {
        if (target === file) return true;
        if (seen.has(target)) return false;
        seen.add(target);
        return follow(target);
      });
    return follow(file);
  });
  expect(inCircles).toEqual([]);
});
