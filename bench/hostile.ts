/** What a hostile pull request would have a run do: policies and manifests that look for what grows faster than they do. */

import { randomCase } from './random-case.ts';

/** The files of a pull request, by path. */
export interface HostileCase {
  readonly name: string;
  readonly manifest: Readonly<Record<string, string>>;
  readonly policy?: string;
  /** The manifest before it; an empty one unless given. */
  readonly base?: Readonly<Record<string, string>>;
}

interface Api {
  readonly identifier?: string | Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly openapi?: readonly string[];
  /** The first character of each name is written as an escape. */
  readonly escaped?: boolean;
}

/** As many names as a tenant can be imagined to have: a hundred APIs with the thousand that Auth0 allows. */
const all = 100_000;

const everyRule = 'version: 1\nforbidden: ["*"]\ndescriptions: {min-length: 500}\nnaming: {actions: [x]}\n';

export const hostileCases = (): readonly HostileCase[] => [
  { name: 'nothing hostile', manifest: inApis(ordinary(all)) },
  { name: 'nothing follows the convention', manifest: inApis(numbered(all, 'Orders_Manage_')) },
  {
    name: 'nothing follows the convention, nor did before, and the policy changes',
    policy: 'version: 1\ndescriptions: {min-length: 20}\n',
    manifest: inApis(numbered(all, 'Orders_Manage_')),
    base: withComment(inApis(numbered(all, 'Orders_Manage_'))),
  },
  {
    name: 'nothing follows a pattern',
    policy: patternOf('^[a-z]+:[a-z]{3,20}$'),
    manifest: inApis(numbered(all, 'Orders_Manage_')),
  },
  { name: 'a pattern of 48,000 instructions', policy: patternOf(repeated()), manifest: inApis(['a'.repeat(270)]) },
  {
    name: 'a pattern with a state for each character',
    policy: patternOf('(a|b)*a(a|b){40}$'),
    manifest: inApis(random(all, 30)),
  },
  {
    name: 'the same, small enough',
    policy: patternOf('(a|b)*a(a|b){12}$'),
    manifest: inApis(random(all, 30)),
  },
  {
    name: 'a pattern that is tried at each place',
    policy: patternOf(`${'a?'.repeat(60)}b$`),
    manifest: inApis(numbered(10_000, 'a'.repeat(270))),
  },
  {
    name: '1000 long globs',
    policy: forbidding(Array.from({ length: 1000 }, (_, index) => `${'*a'.repeat(245)}*${index}b`)),
    manifest: inApis(numbered(all, 'a'.repeat(30))),
  },
  {
    name: '1000 globs of one part, long names',
    policy: forbidding(Array.from({ length: 1000 }, (_, index) => `*${'a'.repeat(130)}b${index}*`)),
    manifest: inApis(numbered(all, 'a'.repeat(140))),
  },
  {
    name: '1000 short globs',
    policy: forbidding(Array.from({ length: 1000 }, (_, index) => `*:x${index}`)),
    manifest: inApis(ordinary(all)),
  },
  {
    name: '1000 long actions',
    policy: naming(`actions: [${numbered(1000, 'a'.repeat(490)).join(', ')}]`),
    manifest: inApis(ordinary(all)),
  },
  {
    name: '1000 actions, names of many parts',
    policy: naming(`convention: resource:action, actions: [${numbered(1000, 'a').join(', ')}]`),
    manifest: inApis(numbered(all, 'b:'.repeat(70))),
  },
  { name: 'names of many actions', manifest: inApis(numbered(all, 'Get.'.repeat(35))) },
  { name: 'names as long as a manifest has room for', manifest: inApis(numbered(all, 'x'.repeat(140))) },
  { name: 'one name of 5 MB', manifest: inApis([`Get${'.Get'.repeat(1_200_000)}`]) },
  {
    name: 'one name of 5 MB, 1000 actions',
    policy: naming(`convention: pattern, pattern: "^x", actions: [${numbered(1000, 'a').join(', ')}]`),
    manifest: inApis([`b${':b'.repeat(2_400_000)}`]),
  },
  {
    name: 'names that are alike but for their end',
    manifest: inApis(numbered(all, 'abcdefghij'.repeat(9))),
  },
  { name: 'names whose hashes are neighbours', manifest: inApis(neighbours(all)) },
  {
    name: 'an API in 100,000 entries',
    manifest: files(ordinary(all).map((name) => ({ identifier: 'x', names: [name] }))),
  },
  { name: '100,000 APIs', manifest: files(ordinary(all).map((name) => ({ identifier: name, names: [name] }))) },
  {
    name: '50,000 environments',
    manifest: files([{ names: ordinary(all / 2) }, { identifier: environments(all / 2), names: ['read:x'] }]),
  },
  {
    name: '50,000 environments of 50,000 names',
    manifest: files([{ identifier: environments(all / 2), names: ordinary(all / 2) }]),
  },
  {
    name: '20 environments of all',
    manifest: files(
      chunks(ordinary(all), 1000).map((names, api) => ({ identifier: environments(20, `${api}/`), names })),
    ),
  },
  {
    name: 'every name twice',
    manifest: files([{ names: [...ordinary(all / 2), ...ordinary(all / 2)] }]),
  },
  {
    name: '10,000 exceptions for one name of 20,000 APIs',
    policy: `version: 1\nexceptions:\n${exceptions(10_000, () => 'Legacy')}`,
    manifest: files(ordinary(20_000).map((name) => ({ identifier: name, names: ['Legacy'] }))),
  },
  {
    name: '10,000 exceptions for 10,000 names',
    policy: `version: 1\nexceptions:\n${exceptions(10_000, (index) => `Legacy_${index}`)}`,
    manifest: inApis(numbered(all, 'Legacy_')),
  },
  {
    name: '100 OpenAPI globs, 20,000 paths',
    manifest: {
      ...files([
        { names: ['read:x'], openapi: numbered(100, 'a').map((end) => `**/${'*a*/**/'.repeat(50)}${end}.yaml`) },
      ]),
      ...Object.fromEntries(numbered(20_000, '').map((end) => [`${'aa/'.repeat(40)}${end}.yaml`, ''])),
    },
  },
  {
    name: 'two environments of half, every rule has something to say',
    policy: everyRule,
    manifest: files(
      chunks(numbered(all / 2, 'Get_order'), 1000).map((names, api) => ({
        identifier: environments(2, `${api}/`),
        names,
      })),
    ),
  },
  {
    name: 'long names with an escape in each',
    manifest: inApis(numbered(all, 'x'.repeat(140)), { escaped: true }),
  },
  { name: '10 files of comments', manifest: tenFiles(`version: 1\napis: []\n${'#\n'.repeat(700_000)}`) },
  {
    name: '10 files of values that are missing',
    manifest: tenFiles(`version: 1\napis: [{identifier: x, permissions: {${numbered(140_000, 'a').join(',')}}}]\n`),
  },
  { name: 'a policy of a million marks', policy: `[${'[],'.repeat(333_333)}]`, manifest: inApis(ordinary(all)) },
  {
    name: '10 OpenAPI files of a million marks',
    manifest: {
      ...files([{ names: ['read:x'], openapi: numbered(10, 'api').map((name) => `${name}.yaml`) }]),
      ...Object.fromEntries(numbered(10, 'api').map((name) => [`${name}.yaml`, `[${'[],'.repeat(99_999)}]`])),
    },
  },
  {
    name: '20,000 files',
    manifest: Object.fromEntries(
      ordinary(20_000).map((name, index) => [`permissions/${index}.yml`, fileText([entryText({ names: [name] })])]),
    ),
  },
  {
    name: 'every rule has something to say',
    policy: everyRule,
    manifest: inApis(numbered(all, 'Get_order')),
  },
  ...[1, 11].map(randomCase), // the worst that fuzz-cost.ts has found
];

function ordinary(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `read:resource_${index}`);
}

function numbered(count: number, start: string): string[] {
  return Array.from({ length: count }, (_, index) => `${start}${index}`);
}

/** Letters a and b in an order that no two names share. */
function random(count: number, length: number): string[] {
  let seed = 1;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed >>> 31 === 1 ? 'a' : 'b';
  };
  return Array.from({ length: count }, () => Array.from({ length }, next).join(''));
}

const multiplier = 0x9e3779b1;

/** As `one-letter.ts` hashes. */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) hash = (Math.imul(hash, multiplier) + text.charCodeAt(at)) | 0;
  return hash >>> 0;
}

/** Names of 80 letters that begin alike, with hashes in a range that fills slots one after the other. */
function neighbours(count: number): string[] {
  const start = 'abcdefghij'.repeat(8);
  const found: string[] = [];
  const [own, power] = [hashOf(start), powerOf(start.length)];
  for (let tail = 0; found.length < 1000; tail += 1) {
    const end = String(tail).padStart(10, '0');
    const hash = (own + Math.imul(hashOf(end), power)) >>> 0;
    if (hash < 2 ** 24) found.push(`${start}${end}`);
  }
  return Array.from({ length: count }, (_, index) => found[index % found.length] ?? '');
}

function powerOf(exponent: number): number {
  let power = 1;
  for (let at = 0; at < exponent; at += 1) power = Math.imul(power, multiplier);
  return power;
}

function repeated(): string {
  return `^(${Array.from({ length: 40 }, () => '(a?){300}').join('|')})$`;
}

function patternOf(pattern: string): string {
  return naming(`convention: pattern, pattern: ${JSON.stringify(pattern)}`);
}

function naming(settings: string): string {
  return `version: 1\nnaming: {${settings}}\n`;
}

function forbidding(globs: readonly string[]): string {
  return `version: 1\nforbidden: ${JSON.stringify(globs)}\n`;
}

function exceptions(count: number, name: (index: number) => string): string {
  const lines = Array.from({ length: count }, (_, index) => {
    return `  - {rule: naming-convention, permission: ${name(index)}, reason: Old}\n`;
  });
  return lines.join('');
}

function environments(count: number, path = ''): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`e${index}`, `https://api.example.com/${path}${index}`]),
  );
}

function inApis(names: readonly string[], how: Pick<Api, 'escaped'> = {}): Record<string, string> {
  return files(
    chunks(names, 1000).map((part, index) => ({ ...how, identifier: `https://api.example.com/${index}`, names: part })),
  );
}

/** The same, in files that differ. */
function withComment(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, `${text}# As it was.\n`]));
}

function tenFiles(text: string): Record<string, string> {
  return Object.fromEntries(numbered(10, 'permissions/').map((path) => [`${path}.yml`, text]));
}

/** Each at most 4 MB; an API that is larger has a file of its own. */
function files(apis: readonly Api[]): Record<string, string> {
  const texts: string[][] = [];
  let left = 0;
  for (const api of apis) {
    const own = entryText(api);
    left -= Buffer.byteLength(own);
    if (left < 0) {
      texts.push([]);
      left = 4_000_000 - Buffer.byteLength(own);
    }
    texts.at(-1)?.push(own);
  }
  return Object.fromEntries(texts.map((parts, index) => [`permissions/${index}.yml`, fileText(parts)]));
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function fileText(entries: readonly string[]): string {
  return ['version: 1', 'apis:', ...entries, ''].join('\n');
}

function entryText({ identifier = 'https://api.example.com', names, openapi, escaped }: Api): string {
  return [
    `  - identifier: ${JSON.stringify(identifier)}`,
    ...(openapi ? [`    openapi: ${JSON.stringify(openapi)}`] : []),
    `    permissions:${names.length === 0 ? ' {}' : ''}`,
    ...names.map(nameText).map((line) => (escaped ? line.replace(/"(.)/, withEscape) : line)),
  ].join('\n');
}

function withEscape(_: string, character: string): string {
  return `"\\x${character.charCodeAt(0).toString(16)}`;
}

/** A key of more than a thousand characters has to say that it is one. */
function nameText(name: string): string {
  const key = JSON.stringify(name);
  return name.length < 1000 ? `      ${key}: ""` : `      ? ${key}\n      : ""`;
}
