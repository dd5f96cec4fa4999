import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import { parseTree } from '../src/adapters/yaml/tree.ts';
import { findingIds } from '../src/core/audit/document.ts';
import type { Document } from '../src/core/document.ts';
import { apisOf, type DeclaredApi, type Manifest, readManifest } from '../src/core/manifest.ts';
import { mergedList, planApi, type TenantApi } from '../src/core/plan.ts';
import { defaultPolicy, type Policy } from '../src/core/policy.ts';
import { policyChanges } from '../src/core/policy-changes.ts';
import { policySchema } from '../src/core/policy-file.ts';
import { readPolicy } from '../src/core/policy-reading.ts';
import { arrangeProblems, exceptionRules, type Problem, permissionRules } from '../src/core/problem.ts';
import { withImpact } from '../src/core/reach/impact.ts';
import type { Grant, Holders } from '../src/core/reach/reach.ts';
import { allRules } from '../src/core/rules/catalog.ts';
import {
  type CheckContext,
  checkAccess,
  checkManifest,
  checkPublic,
  checkSources,
  checkUnmanaged,
} from '../src/core/rules/check.ts';
import { inputNames } from '../src/inputs/inputs.ts';
import { describeManifest } from '../src/read/openapi.ts';
import { grant, holdersOf, limited } from './core/admissions.ts';
import { contextOf } from './core/declared.ts';

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

/** What a YAML block shows: a workflow has jobs, a manifest APIs, an OpenAPI file says so, and a policy none of it. */
function kindOf({ text }: Block): 'workflow' | 'manifest' | 'openapi' | 'policy' {
  if (/^jobs:/m.test(text)) return 'workflow';
  if (/^openapi: 3/m.test(text)) return 'openapi';
  return /^apis:/m.test(text) ? 'manifest' : 'policy';
}

const yamlBlocks = blocks.filter(({ language }) => language === 'yaml');
const isWrong = ({ text }: Block) => text.startsWith('# Wrong: ');

/** The last heading above a block, and the line it stands at. */
function sectionOf({ document, line }: Block): { title: string; start: number } {
  const above = read(document).split('\n').slice(0, line);
  const start = above.findLastIndex((one) => /^#{2,} /.test(one));
  return { title: above[start]?.replace(/^#+ /, '') ?? '', start };
}

/** The other blocks of a block's section. */
function neighbours(block: Block): Block[] {
  const { start } = sectionOf(block);
  return blocks.filter((one) => one !== block && one.document === block.document && sectionOf(one).start === start);
}

function soundNeighbours(block: Block, kind: ReturnType<typeof kindOf>): Block[] {
  return neighbours(block).filter((one) => one.language === 'yaml' && kindOf(one) === kind && !isWrong(one));
}

/** What a block is judged with: a manifest with the policy above it, all else with the manifest nearest to it. */
function partnerOf(block: Block): Block | undefined {
  const own = kindOf(block);
  const others = soundNeighbours(block, own === 'manifest' ? 'policy' : 'manifest');
  const above = others.findLast(({ line }) => line < block.line);
  return above ?? (own === 'manifest' ? undefined : others[0]);
}

/** What the tenant holds of an API, where the section shows it. */
function tenantOf(block: Block) {
  const shape = z.object({
    identifier: z.string(),
    scopes: z.array(z.object({ value: z.string(), description: z.string() })),
    subject_type_authorization: z.object({ anonymous_user: z.object({ policy: z.string() }) }).optional(),
  });
  return neighbours(block).flatMap(({ language, text }) => {
    const { data } = shape.safeParse(language === 'json' ? JSON.parse(text) : undefined);
    if (!data) return [];
    const permissions = data.scopes.map(({ value, description }) => ({ name: value, description }));
    const { identifier } = data;
    const anonymous = data.subject_type_authorization ? 'by-grant' : 'nobody';
    const admission = { ...limited, anonymous } as const;
    return [{ id: '1', identifier, name: undefined, permissions, system: false, admission } as const];
  });
}

/** The client grants that the section shows, as an application’s for itself or for anyone. */
function grantsOf(block: Block): Grant[] {
  const shape = z.object({ client_id: z.string(), subject_type: z.string(), scope: z.array(z.string()).default([]) });
  return neighbours(block).flatMap(({ language, text }) => {
    const { data } = shape.safeParse(language === 'json' ? JSON.parse(text) : undefined);
    if (!data) return [];
    const as = data.subject_type === 'client' ? 'itself' : 'anyone';
    return [
      grant(data.client_id, data.scope, { application: { id: data.client_id, name: null }, as, all: as === 'anyone' }),
    ];
  });
}

function parseText(text: string, path: string): { document?: Document; problems: readonly Problem[] } {
  const bytes = Buffer.from(text);
  return parseYaml({ path, size: bytes.length, bytes });
}

async function policyOf(block: Block | undefined): Promise<{ policy?: Policy; problems: readonly Problem[] }> {
  if (!block) return { policy: defaultPolicy, problems: [] };
  const { document, problems } = parseText(block.text, 'policy');
  return document ? await readPolicy(document) : { problems };
}

/** Without a manifest only the form of a policy is judged: which of its exceptions are needed can't be told. */
function manifestOf(block: Block | undefined): { manifest?: Manifest; problems: readonly Problem[] } {
  if (!block) return { problems: [] };
  const { document, problems } = parseText(block.text, 'manifest');
  return document ? readManifest([document]) : { problems };
}

/** Judges a block as the action does, and tells its own problems; the tenant is the one the examples speak of. */
async function judge(block: Block): Promise<Problem[]> {
  const own = kindOf(block);
  const partner = partnerOf(block);
  const ofOwn = own === 'manifest' ? partner : undefined;
  const { policy, problems: ofPolicy } = await policyOf(own === 'policy' ? block : ofOwn);
  const { manifest, problems: ofManifest } = manifestOf(own === 'manifest' ? block : partner);
  const described = manifest && (await describeOf(manifest, own === 'openapi' ? block : openApiOf(block)));
  const judged = policy && manifest ? judgeManifest(manifest, { ...contextOf(policy), ...described }, block) : [];
  const problems = [...ofPolicy, ...ofManifest, ...(described?.problems ?? []), ...judged];
  return arrangeProblems(problems.filter(({ file }) => file === (own === 'openapi' ? openApiPath : own)));
}

const openApiPath = 'docs/openapi.yaml';

function openApiOf(block: Block): Block | undefined {
  return soundNeighbours(block, 'openapi')[0];
}

/** What the OpenAPI block requires, which stands where the manifest names it. */
async function describeOf(manifest: Manifest, block: Block | undefined) {
  const bytes = Buffer.from(block?.text ?? '');
  const files = {
    list: async () => (block ? [openApiPath] : []),
    read: async (path: string) => (block && path === openApiPath ? { path, size: bytes.length, bytes } : undefined),
  };
  return block && (await describeManifest({ files, parseTree: async (file) => parseTree(file) }, manifest));
}

function judgeManifest(manifest: Manifest, context: CheckContext, block: Block): Problem[] {
  const tenant = tenantOf(block);
  const ofTenant = apisOf(manifest, '').flatMap((declared) => {
    const held = tenant.find(({ identifier }) => identifier === declared.identifier);
    return held ? judgeOnTenant({ declared, held, holders: holdersOf(held.identifier, grantsOf(block)) }, context) : [];
  });
  return [...checkManifest(manifest, context).problems, ...ofTenant];
}

function judgeOnTenant(
  { declared, held, holders }: { declared: DeclaredApi; held: TenantApi; holders: Holders },
  { policy, today }: CheckContext,
): Problem[] {
  const planned = withImpact(planApi({ declared, previous: new Map() }, held), holders);
  const names = mergedList(held.permissions, planned.changes).map(({ name }) => name);
  const reached = { declared, planned, admission: held.admission, names };
  const present = held.permissions.map(({ name }) => name);
  return [
    ...checkUnmanaged(declared, planned.unmanaged, policy),
    ...checkSources(declared, { held: present, before: [], renames: new Map() }),
    ...checkPublic(declared, planned, { policy, today }).problems,
    ...checkAccess(reached, policy, { holders: { ...holders, thirdParties: new Set() }, stage: 'plan' }),
  ];
}

describe('a manifest or a policy that is shown', () => {
  const shown = yamlBlocks.filter((block) => kindOf(block) !== 'workflow');
  const wrong = shown.filter(isWrong);

  test.each(named(shown))('at %s says that it is wrong, or begins with its version', (_at, { text }) => {
    expect(text).toMatch(/^(# Wrong: .+\n)?(version: 1|openapi: 3\.1\.0)\n/);
  });

  test.each(named(shown.filter((block) => !isWrong(block))))('at %s has no problem', async (_at, block) => {
    expect(await judge(block)).toEqual([]);
  });

  test.each(named(wrong))(
    'as wrong at %s is found by the rule it stands under, and by no other that it does not name',
    async (_at, block) => {
      const [remark = ''] = block.text.split('\n');
      const others = [...remark.matchAll(/`([a-z]+-[a-z]+)`/g)].map(([, rule = '']) => rule);
      const found = new Set((await judge(block)).map(({ rule }) => rule));
      expect([...found].sort()).toEqual([sectionOf(block).title, ...others].sort());
    },
  );

  test('as wrong is as long as it says', async () => {
    const essay = wrong.find(({ text }) => text.includes('essay'));
    const said = /(\d+) characters/.exec(essay?.text ?? '')?.[1];
    const messages = essay ? (await judge(essay)).map(({ message }) => message) : [];
    expect(messages).toEqual([expect.stringContaining(`has ${said} characters`)]);
  });
});

describe('a workflow that is shown', () => {
  const step = z.object({ uses: z.string(), with: z.record(z.string(), z.string()) });
  const workflow = z.object({ jobs: z.record(z.string(), z.object({ steps: z.array(step) })) });
  const workflows = yamlBlocks.filter((block) => kindOf(block) === 'workflow');

  test.each(named(workflows))('at %s pins what it uses, and gives only inputs that the action has', (_at, { text }) => {
    const steps = Object.values(workflow.parse(parse(text)).jobs).flatMap((job) => job.steps);
    const own = steps.filter(({ uses }) => uses === 'OWNER/auth0-permissions-action@FULL_COMMIT_SHA');
    expect(own).not.toEqual([]);
    for (const { uses } of steps) expect(uses).toMatch(/@FULL_COMMIT_SHA$/);
    for (const { with: given } of own) expect(inputNames).toEqual(expect.arrayContaining(Object.keys(given)));
  });

  test('in the README is the one of the examples', () => {
    const shown = workflows.find(({ document, text }) => document === 'README.md' && text.startsWith('name:'));
    expect(parse(shown?.text ?? '')).toEqual(parse(read('examples/workflows/all-in-one.yml')));
  });
});

test.each(named(blocks.filter(({ language }) => language === 'yaml' || language === 'json')))(
  'the snippet at %s parses',
  (_at, { text, language }) => {
    if (text.startsWith('# Wrong: ')) return; // what is wrong with it is tested above
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

  test('every finding of an audit has its row in docs/audit.md', () => {
    expect(tableOf('docs/audit.md', 'finding').map(([finding]) => finding)).toEqual(
      findingIds.map((id) => `\`${id}\``),
    );
  });

  test('every rule has its heading and its row in docs/rules.md, in the order of the catalog', () => {
    expect(headings('docs/rules.md').slice(1)).toEqual(allRules.map(({ id }) => id));
    expect(tableOf('docs/rules.md', 'rule').map(([rule]) => rule)).toEqual(
      allRules.map(({ id }) => `[\`${id}\`](#${id})`),
    );
  });

  test('the row of every rule tells its severity, and what a policy can do about it', () => {
    const yes = (list: readonly string[], id: string) => (list.includes(id) ? 'yes' : 'no');
    for (const [index, [, severity, changed, excepted]] of tableOf('docs/rules.md', 'rule').entries()) {
      const { id, severity: usual } = allRules[index] ?? {};
      expect([id, severity]).toEqual([id, expect.stringMatching(new RegExp(`^${usual}\\b`))]);
      expect([id, changed]).toEqual([id, yes([...permissionRules, ...exceptionRules], id ?? '')]);
      expect([id, excepted]).toEqual([id, yes(permissionRules, id ?? '')]);
    }
  });

  test.each(allRules.map(({ id }) => id))('the rule %s has a wrong and a good example', (id) => {
    const own = blocksOf('docs/rules.md').filter((block) => sectionOf(block).title === id);
    expect(own.filter(({ text }) => /^(# )?Wrong: /.test(text))).not.toEqual([]);
    expect(own.filter(({ text }) => text.startsWith('version: 1'))).not.toEqual([]);
  });

  test('every key of a policy has its row in docs/policy.md, in the order of the schema, with its default', () => {
    const rows = tableOf('docs/policy.md', 'key').map(([key, , given]) => [key, given]);
    expect(rows).toEqual(keysOf(z.toJSONSchema(policySchema, { io: 'input' }) as JsonSchema));
  });

  test('the policy that docs/policy.md calls the default one is', async () => {
    const { text = '' } = blocksOf('docs/policy.md').find((one) => sectionOf(one).title === 'Without a policy') ?? {};
    const { document } = parseText(text, 'policy');
    const { policy } = document ? await readPolicy(document) : {};
    expect(policy && policyChanges(defaultPolicy, policy)).toEqual([]);
    const shown = Object.keys(parse(text));
    const all = Object.keys(policySchema.shape).filter((key) => key !== 'protected-branches'); // has no default
    expect(shown).toEqual(all);
  });

  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );

  test('every folder of src is on the map of CONTRIBUTING.md, or the one that it is in', () => {
    const linked = [...read('CONTRIBUTING.md').matchAll(/^\| \[(src[^\]]*)\]/gm)].map(([, path = '']) =>
      join(root, path),
    );
    const folders = new Set(sources.map(({ parentPath }) => parentPath));
    expect([...folders].filter((path) => !linked.includes(path) && !linked.includes(dirname(path)))).toEqual([]);
    expect(linked.filter((path) => ![...folders].some((folder) => folder.startsWith(path)))).toEqual([]);
  });

  test('every file of src says its job in its first line', () => {
    const firstLine = (path: string) => readFileSync(path, 'utf8').replace(/^#!.*\n/, '');
    const files = sources.map(({ parentPath, name }) => join(parentPath, name));
    expect(files.filter((path) => !/^\/\*\*(\s\S.+| *\n \* \S.+)/.test(firstLine(path)))).toEqual([]);
  });
});

function asYaml(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The cells of the rows of a document's table whose first heading is this one. */
function tableOf(document: string, heading: string): string[][] {
  const [, table = ''] = read(document).split(`\n| ${heading} |`);
  const [own = ''] = table.split('\n\n');
  return own
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly default?: unknown;
}

/** The paths of all keys that hold a value, with their defaults as the documents write them; `rules` as one. */
function keysOf({ properties = {} }: JsonSchema, above = ''): [string, string][] {
  return Object.entries(properties).flatMap(([key, one]) => {
    const path = `${above}${key}`;
    if (path === 'rules') return [[`\`${path}\``, '`{}`']];
    if (one.properties) return keysOf(one, `${path}.`);
    const own: [string, string] = [`\`${path}\``, one.default === undefined ? '' : `\`${asYaml(one.default)}\``];
    return one.items?.properties ? [own, ...keysOf(one.items, `${path}[].`)] : [own];
  });
}

test.each(named(blocks.filter(({ language }) => language === 'sh')))(
  'the commands at %s can be pasted into a terminal: zsh takes a comment for words there',
  (_place, { text }) => expect(text).not.toMatch(/(^|\s)#/m),
);

test.each(['comment-light.png', 'comment-dark.png'])('the picture %s is one, and small enough to load', (name) => {
  const path = join(root, 'docs/images', name);
  expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG');
  expect(statSync(path).size).toBeLessThan(200_000);
});
