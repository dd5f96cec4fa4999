import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import { readManifest } from '../src/core/manifest.ts';
import { checkManifest } from '../src/core/rules/check.ts';
import { inputNames } from '../src/inputs.ts';

const root = join(import.meta.dirname, '..');

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

interface Block {
  readonly document: string;
  /** Of its first line in the document, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

function blocksOf(document: string): Block[] {
  const markdown = read(document);
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ index, 1: language = '', 2: text = '' }) => ({
    document,
    line: markdown.slice(0, index).split('\n').length + 1,
    language,
    text,
  }));
}

const blocks = documents.flatMap(blocksOf);

/** Rows for `test.each`: where a block stands, and the block. */
function named(chosen: readonly Block[]): [string, Block][] {
  return chosen.map((block) => [`${block.document}:${block.line}`, block]);
}

function prose(document: string): string {
  return read(document).replaceAll(/^```.*?^```$/gms, '');
}

function headings(document: string): string[] {
  return [...prose(document).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) => text);
}

/** The anchors GitHub gives to headings. */
function anchors(document: string): Set<string> {
  const seen = new Map<string, number>();
  const slugs = headings(document).map((text) => {
    const slug = text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
  return new Set(slugs);
}

describe('a relative link leads somewhere', () => {
  const link = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g;
  const links = documents.flatMap((document) => {
    const targets = [...prose(document).matchAll(link)].map(([, inline, attribute]) => inline ?? attribute ?? '');
    return targets.filter((target) => !/^[a-z]+:/.test(target)).map((target): [string, string] => [document, target]);
  });

  test.each(links)('in %s to %s', (document, target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? document : relative(root, join(root, dirname(document), path));
    expect(existsSync(join(root, file))).toBe(true);
    if (anchor !== undefined) expect(anchors(file)).toContain(anchor);
  });

  test('and there are some in each document with contents', () => {
    expect(new Set(links.map(([document]) => document)).size).toBe(documents.length);
  });
});

/** A manifest's text, judged as the action does; the tenant is the one the examples speak of. */
function judge(text: string) {
  const bytes = Buffer.from(text);
  const { document, problems: broken } = parseYaml({ path: 'permissions.yml', size: bytes.length, bytes });
  if (!document) return broken;
  const { manifest, problems } = readManifest([document]);
  return manifest ? checkManifest(manifest, { tenant: 'acme.eu.auth0.com' }) : problems;
}

describe('a manifest that is shown', () => {
  test.each(named(blocks.filter(({ text }) => text.startsWith('version: 1'))))('at %s has no problem', (_at, block) => {
    expect(judge(block.text)).toEqual([]);
  });

  const wrong = blocks.filter(({ text }) => text.startsWith('# Wrong'));

  test.each(named(wrong))('as wrong at %s is found by the rule it stands under', (_at, { document, line, text }) => {
    const above = read(document).split('\n').slice(0, line);
    const rule = above.findLast((one) => one.startsWith('## '))?.slice(3);
    expect(judge(text).map((problem) => problem.rule)).toContain(rule);
  });

  test('as wrong is as long as it says', () => {
    const essay = wrong.find(({ text }) => text.includes('essay'))?.text ?? '';
    const said = /(\d+) characters/.exec(essay)?.[1];
    expect(judge(essay).map(({ message }) => message)).toEqual([expect.stringContaining(`has ${said} characters`)]);
  });
});

describe('a workflow that is shown', () => {
  const step = z.object({ uses: z.string(), with: z.record(z.string(), z.string()) });
  const workflow = z.object({ jobs: z.record(z.string(), z.object({ steps: z.array(step) })) });
  const workflows = blocks.filter(({ text }) => /^jobs:$/m.test(text));

  test.each(named(workflows))('at %s gives only inputs that the action has', (_at, { text }) => {
    const steps = Object.values(workflow.parse(parse(text)).jobs).flatMap((job) => job.steps);
    expect(steps).not.toEqual([]);
    for (const { uses, with: given } of steps) {
      expect(uses).toBe('OWNER/auth0-permissions-action@FULL_COMMIT_SHA');
      expect(inputNames).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });

  test('in the README is the one of the examples', () => {
    const shown = workflows.find(({ document, text }) => document === 'README.md' && text.startsWith('name:'));
    expect(parse(shown?.text ?? '')).toEqual(parse(read('examples/workflows/all-in-one.yml')));
  });
});

test.each(named(blocks.filter(({ language }) => language === 'yaml' || language === 'json')))(
  'the snippet at %s parses',
  (_at, { text, language }) => {
    if (text.startsWith('# Wrong')) return; // what is wrong with it is tested above
    expect(() => (language === 'json' ? JSON.parse(text) : parse(text))).not.toThrow();
  },
);

describe('the tables of the README', () => {
  const action = z
    .object({
      inputs: z.record(z.string(), z.object({ default: z.string().optional() })),
      outputs: z.record(z.string(), z.unknown()),
    })
    .parse(parse(read('action.yml')));

  /** The cells of each row below a heading. */
  function rows(heading: string): string[][] {
    const [, section = ''] = read('README.md').split(`\n## ${heading}\n`);
    const [own = ''] = section.split('\n## ');
    return [...own.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
  }

  test('hold every input with its default, one row each', () => {
    const shown = rows('Inputs').map(([name, given]) => [name, given]);
    const audience = '`https://<auth0-domain>/api/v2/`'; // depends on another input
    const meant = Object.entries(action.inputs).map(([name, { default: given }]) => {
      const usual = name === 'auth0-audience' ? audience : given === undefined ? '' : `\`${given}\``;
      return [`\`${name}\``, usual];
    });
    expect(shown).toEqual(meant);
  });

  test('hold every output, one row each', () => {
    expect(rows('Outputs').map(([name]) => name)).toEqual(Object.keys(action.outputs).map((name) => `\`${name}\``));
  });
});

/** The members of a union of texts, as its source has them: types are gone when a test runs. */
function unionOf(file: string, type: string): string[] {
  const [, union = ''] = new RegExp(`export type ${type} =([^;]+);`).exec(read(file)) ?? [];
  const members = [...union.matchAll(/'([a-z0-9-]+)'/g)].map(([, member = '']) => member);
  expect(members.length).toBeGreaterThan(5);
  return members;
}

describe('nothing is left unexplained', () => {
  test('every error code has its heading in docs/troubleshooting.md, and no other code has one', () => {
    const codes = headings('docs/troubleshooting.md').filter((heading) => /^[a-z0-9-]+$/.test(heading));
    expect(codes.sort()).toEqual(unionOf('src/core/errors.ts', 'ErrorCode').sort());
  });

  test('every rule has its heading, its row, and a good example in docs/rules.md', () => {
    const rules = unionOf('src/core/problem.ts', 'RuleId');
    expect(headings('docs/rules.md').slice(1)).toEqual(rules);
    for (const rule of rules) expect(read('docs/rules.md')).toContain(`| [\`${rule}\`](#${rule}) |`);
    const good = blocksOf('docs/rules.md').filter(({ text }) => text.startsWith('version: 1'));
    expect(good).toHaveLength(rules.length);
  });
});

test.each(['comment-light.png', 'comment-dark.png'])('the picture %s is one, and small enough to load', (name) => {
  const path = join(root, 'docs/images', name);
  expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG');
  expect(statSync(path).size).toBeLessThan(200_000);
});
