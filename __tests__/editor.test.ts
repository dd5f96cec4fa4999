/** What an editor makes of the JSON Schemas, asked of the YAML language server as an editor asks it. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  MarkupContent,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { conventions, nevers } from '../src/core/policy.ts';
import { exceptionRules, permissionRules } from '../src/core/problem.ts';

const root = join(import.meta.dirname, '..');

/** Runs before the server: asking the network for anything ends it, and fails whoever waits for an answer. */
const offline = `data:text/javascript,${encodeURIComponent(`
  import { Socket } from 'node:net';
  Socket.prototype.connect = () => process.exit(70);
`)}`;

const settings = new Map<string | undefined, object>([['yaml', { schemaStore: { enable: false } }]]);

const capabilities = {
  workspace: { configuration: true },
  textDocument: {
    completion: { completionItem: { documentationFormat: ['markdown' as const], snippetSupport: true } },
    hover: { contentFormat: ['markdown' as const] },
  },
};

function startServer() {
  const server = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');
  const args = ['--import', offline, server, '--stdio'];
  return spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
}

function connect({ stdin, stdout }: ChildProcessByStdio<Writable, Readable, null>) {
  const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  const published = new EventEmitter<Record<string, [readonly Diagnostic[]]>>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    published.emit(uri, diagnostics);
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => settings.get(section) ?? null),
  );
  connection.listen();
  return { connection, published };
}

/** "3:5-14 message": line and columns from 1, the last one that of the last character. */
function describeDiagnostic({ range: { start, end }, message }: Diagnostic): string {
  return `${start.line + 1}:${start.character + 1}-${end.character} ${message}`;
}

/** The text without its `▌`, and where that stood. */
function cursorOf(marked: string) {
  const [before = ''] = marked.split('▌');
  const position = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
  return { text: marked.replace('▌', ''), position };
}

/** An editor with its server; `▌` is where the cursor stands in a text. */
class Editor {
  readonly #child = startServer();
  readonly #server = connect(this.#child);
  readonly #ended = once(this.#child, 'exit');
  readonly #lost = this.#ended.then(([code]) => Promise.reject(new Error(`The language server ended with ${code}`)));

  async initialize(): Promise<void> {
    this.#lost.catch(() => undefined); // who waits for an answer says so
    const params = { processId: process.pid, rootUri: null, capabilities };
    await this.#answer(this.#server.connection.sendRequest(InitializeRequest.type, params));
    await this.#server.connection.sendNotification(InitializedNotification.type, {});
  }

  async complete(marked: string): Promise<CompletionItem[]> {
    const place = await this.#open(marked);
    const offered = await this.#answer(this.#server.connection.sendRequest(CompletionRequest.type, place));
    return Array.isArray(offered) ? offered : (offered?.items ?? []);
  }

  /** As Markdown. */
  async hover(marked: string): Promise<string> {
    const place = await this.#open(marked);
    const shown = await this.#answer(this.#server.connection.sendRequest(HoverRequest.type, place));
    return MarkupContent.is(shown?.contents) ? shown.contents.value : '';
  }

  async diagnose(text: string, uri = newUri()): Promise<string[]> {
    const published = once(this.#server.published, uri);
    await this.#open(text, uri);
    const [diagnostics] = await this.#answer(published);
    return diagnostics.map(describeDiagnostic).sort();
  }

  async close(): Promise<void> {
    this.#child.kill();
    await this.#ended;
  }

  async #open(marked: string, uri = newUri()) {
    const { text, position } = cursorOf(marked);
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    await this.#server.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return { textDocument, position };
  }

  async #answer<Answer>(promised: Promise<Answer>): Promise<Answer> {
    return await Promise.race([promised, this.#lost]);
  }
}

function newUri(): string {
  return `file:///${randomUUID()}.yml`;
}

let editor: Editor;

beforeAll(async () => {
  editor = new Editor();
  await editor.initialize();
});

afterAll(async () => {
  await editor.close();
});

function modeline(name: string): string {
  return `# yaml-language-server: $schema=${pathToFileURL(join(root, `schema/${name}.schema.json`))}\n`;
}

/** Texts that begin with the modeline, so their own first line is the second. */
const manifest = (text: string) => `${modeline('manifest')}${text}`;
const policy = (text: string) => `${modeline('policy')}${text}`;

const api = 'version: 1\napis:\n  - identifier: https://api.example.com\n';
const permission = `${api}    permissions:\n      read:orders:\n`;

describe('completion', () => {
  const rules = [...permissionRules, ...exceptionRules];
  const settings = ['naming', 'reserved', 'forbidden', 'descriptions', 'removals', 'unmanaged', 'stale-plan'];

  test.each([
    ['the keys of a manifest', manifest('▌'), ['version', 'apis']],
    ['the keys of an API', manifest('version: 1\napis:\n  - ▌'), ['identifier', 'name', 'openapi', 'permissions']],
    ['the keys that an API lacks', manifest(`${api}    ▌`), ['name', 'openapi', 'permissions']],
    ['a name to fill in', manifest(`${api}    permissions:\n      ▌`), ['permission']],
    ['the details of a permission', manifest(`${permission}        ▌`), ['description', 'deprecated', 'renamed-from']],
    ['what `deprecated` may be but text', manifest(`${permission}        deprecated: ▌`), ['true']],
    [
      'the keys of a policy',
      policy('▌'),
      ['version', ...settings, 'protected-branches', 'rules', 'exceptions', 'access'],
    ],
    ['who can be ruled out', policy('version: 1\naccess:\n  - permissions: [a]\n    never:\n      - ▌'), [...nevers]],
    ['the keys of a map', policy('version: 1\nnaming:\n  ▌'), ['convention', 'pattern', 'actions']],
    ['the five conventions', policy('version: 1\nnaming:\n  convention: ▌'), [...conventions]],
    ['what becomes of the unmanaged', policy('version: 1\nunmanaged: ▌'), ['keep', 'forbid', 'remove']],
    ['what a stale plan leads to', policy('version: 1\nstale-plan: ▌'), ['block', 'warn', 'require']],
    ['true and false', policy('version: 1\ndescriptions:\n  required: ▌'), ['true', 'false']],
    ['the rules that can be changed', policy('version: 1\nrules:\n  ▌'), rules],
    ['the severities', policy('version: 1\nrules:\n  similar-name: ▌'), ['"off"', 'warning', 'error']],
    ['the rules to except from', policy('version: 1\nexceptions:\n  - rule: ▌'), [...permissionRules]],
    ['nothing for text', policy('version: 1\nreserved: ▌'), []],
  ])('offers %s', async (_name, text, labels) => {
    const offered = await editor.complete(text);
    const skeletons = ['Auth0 Permissions manifest', 'Auth0 Permissions policy', 'API', 'Exception', 'Expectation'];
    expect(offered.map(({ label }) => label).filter((label) => !skeletons.includes(label))).toEqual(labels);
  });

  test.each([
    ['an API with what it needs', manifest('▌'), 'apis', 'apis:\n  - identifier: \n    permissions:\n      '],
    ['a list with its first entry', policy('version: 1\n▌'), 'reserved', 'reserved:\n  - '],
    ['a map with its defaults', policy('version: 1\n▌'), 'naming', 'naming:\n  convention: action:resource'],
    [
      'an exception with what it needs',
      policy('version: 1\n▌'),
      'exceptions',
      'exceptions:\n  - rule: \n    permission: \n    reason: ',
    ],
  ])('writes %s', async (_name, text, key, written) => {
    const offered = await editor.complete(text);
    const snippet = offered.find(({ label }) => label === key)?.insertText ?? '';
    expect(snippet.replaceAll(/\$\{\d+:?([^}]*)\}|\$\d+/g, '$1')).toBe(written);
  });

  test('says what each value means, and which is the default', async () => {
    const offered = await editor.complete(policy('version: 1\nunmanaged: ▌'));
    expect(offered.map(({ label, detail, documentation }) => [label, detail, documentation])).toEqual([
      ['keep', 'Default value', { kind: 'markdown', value: 'They stay as they are, and are listed.' }],
      ['forbid', undefined, expect.objectContaining({ value: expect.stringContaining('none is removed') })],
      ['remove', undefined, expect.objectContaining({ value: expect.stringContaining('within the limits') })],
    ]);
  });
});

describe('a diagnostic', () => {
  const choice = 'Expected one of `off`, `warning` and `error`.';

  test.each([
    [
      'a misspelt key of a manifest',
      manifest('version: 1\napi: []\napis: []\n'),
      ['3:1-3 Property api is not allowed.'],
    ],
    [
      'a misspelt key of an API',
      manifest(`${api}    nmae: Orders API\n    permissions: {}\n`),
      ['5:5-8 Property nmae is not allowed.'],
    ],
    [
      'a misspelt detail that stands alone',
      manifest(`${permission}        descripton: View\n`),
      ['7:9-18 Property descripton is not allowed.'],
    ],
    ['a missing key', manifest('version: 1\napis:\n  - identifier: x\n'), ['4:5-5 Missing property "permissions".']],
    ['another version', manifest('version: "1"\napis: []\n'), ['2:10-12 Expected `1`.']],
    [
      'a number as a description',
      manifest(`${api}    permissions:\n      read:orders: 42\n`),
      ['6:20-21 Incorrect type. Expected one of string, object.'],
    ],
    [
      'a deprecation that is none',
      manifest(`${permission}        deprecated: false\n`),
      ['7:21-25 Expected `true` or a reason.'],
    ],
    [
      'a name that Auth0 reserves',
      manifest(`${api}    permissions:\n      email: View\n      emails: View\n`),
      ['6:7-11 Auth0 reserves this name.'],
    ],
    [
      'a name with characters that no scope has',
      manifest(`${api}    permissions:\n      read orders: View\n      "a\\"b": View\n      bücher: View\n`),
      [6, 7, 8].map((line) =>
        expect.stringMatching(`^${line}:7-.* A name has no spaces, double quotes and backslashes`),
      ),
    ],
    [
      'a name without and one with too many characters',
      manifest(`${api}    permissions:\n      "": View\n      ${'x'.repeat(281)}: View\n`),
      [
        '6:7-8 String is shorter than the minimum length of 1.',
        '7:7-287 String is longer than the maximum length of 280.',
      ],
    ],
    [
      'a name that is empty, and one that is a number',
      manifest(`${api}    permissions:\n      : View\n      42: View\n`),
      ['6:7-6 A name has to be text.', '7:7-8 A name has to be text.'],
    ],
    [
      'descriptions that are too long',
      manifest(`${api}    permissions:\n      a: ${'x'.repeat(501)}\n      b: {description: ${'x'.repeat(501)}}\n`),
      [
        '6:10-510 String is longer than the maximum length of 500.',
        '7:24-524 String is longer than the maximum length of 500.',
      ],
    ],
    [
      'a deprecation by a word that says no',
      manifest(`${permission}        deprecated: Off\n`),
      ['7:21-23 Expected `true` or a reason.'],
    ],
    [
      'a word that is no reason',
      policy('version: 1\nexceptions:\n  - {rule: similar-name, permission: x, reason: yes}\n'),
      ['4:49-51 Expected a reason.'],
    ],
    [
      'a word that is no label',
      policy('version: 1\nremovals:\n  override-label: no\n'),
      ['4:19-20 Expected the name of a label.'],
    ],
    [
      'no identifier at all',
      manifest('version: 1\napis:\n  - identifier: {}\n    permissions: {}\n'),
      ['4:17-18 Object has fewer properties than the required number of 1'],
    ],
    ['a misspelt key of a policy', policy('version: 1\nremoval: {}\n'), ['3:1-7 Property removal is not allowed.']],
    [
      'a misspelt key of a map',
      policy('version: 1\nremovals:\n  max-procent: 5\n'),
      ['4:3-13 Property max-procent is not allowed.'],
    ],
    [
      'a rule that nobody can change',
      policy('version: 1\nrules:\n  schema: off\n'),
      ['4:3-8 Property schema is not allowed.'],
    ],
    ['a wrong word', policy('version: 1\nrules:\n  similar-name: warn\n'), [`4:17-20 ${choice}`]],
    [
      'a wrong word of a wrong type, once',
      policy('version: 1\nrules:\n  similar-name: false\n'),
      [`4:17-21 ${choice}`],
    ],
    [
      'a number out of its range',
      policy('version: 1\nremovals:\n  max-percent: 101\n'),
      ['4:16-18 Value is above the maximum of 100.'],
    ],
    [
      'a day that there is not',
      policy('version: 1\nexceptions:\n  - {rule: similar-name, permission: x, reason: z, expires: 2027-02-30}\n'),
      ['4:61-70 Expected a day such as 2027-03-31.'],
    ],
    [
      'a pattern without its convention',
      policy('version: 1\nnaming:\n  pattern: ^x$\n'),
      ['4:3-9 `pattern` counts only with `convention: pattern`.'],
    ],
    [
      'the convention without its pattern',
      policy('version: 1\nnaming:\n  convention: pattern\n'),
      ['3:1-6 Missing property "pattern".'],
    ],
  ])('marks %s', async (_name, text, diagnostics) => {
    expect(await editor.diagnose(text)).toEqual(diagnostics);
  });

  test.each(examples())('marks nothing in examples/%s, and there what does not belong', async (path) => {
    const text = path.endsWith('policy.yml') ? read(path) : manifest(read(path));
    const wrong = `${text}unknown: 1\n`;
    const at = wrong.split('\n').length - 1;
    expect(
      await Promise.all([editor.diagnose(text, uriOf(path)), editor.diagnose(wrong, uriOf(`${path}.wrong.yml`))]),
    ).toEqual([[], [`${at}:1-7 Property unknown is not allowed.`]]);
  });
});

/** Manifests and policy. */
function examples(): string[] {
  const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' });
  return files.filter((path) => path.endsWith('.yml') && !path.startsWith('workflows')).sort();
}

function read(path: string): string {
  return readFileSync(join(root, 'examples', path), 'utf8');
}

/** Where the file is: its own modeline leads from there to the schema. */
function uriOf(path: string): string {
  return String(pathToFileURL(join(root, 'examples', path)));
}

describe('a hover', () => {
  test.each([
    ['the version', manifest('ver▌sion: 1\n'), 'The version of this format: `1`.'],
    ['the identifier', manifest(api.replace('ident', 'id▌ent')), 'Its identifier (audience), such as `https://'],
    [
      'a permission',
      manifest(`${permission.replace('read:', 're▌ad:')}        description: View\n`),
      'or a map with `desc',
    ],
    ['a detail', manifest(`${permission}        dep▌recated: true\n`), 'any more: `true`, or why'],
    ['a key of a policy', policy('un▌managed: keep\n'), 'that no manifest declared. Default: `keep`.'],
    ['a key of a map', policy('removals:\n  ma▌x: 3\n'), 'remove at most. Default: `5`.'],
    ['a value', policy('stale-plan: bl▌ock\n'), '* `warn`: A warning says so, and the API is written.'],
    ['a rule', policy('rules:\n  sim▌ilar-name: off\n'), 'taken for one another. Default: `warning`.'],
    [
      'a word of an expectation',
      policy('access:\n  - {permissions: [a], never: [every-us▌er]}\n'),
      'users were granted it',
    ],
    ['a key of an exception', policy('exceptions:\n  - exp▌ires: 2027-03-31\n'), 'in UTC, such as `2027-03-31`.'],
  ])('on %s says what it is', async (_name, text, said) => {
    expect(await editor.hover(text)).toContain(said);
  });
});
