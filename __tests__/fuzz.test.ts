import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import type { SourceFile } from '../src/core/document.ts';
import { parseInputs } from '../src/inputs/inputs.ts';
import type { ApplyPorts } from '../src/ports/ports.ts';
import type { Reporter } from '../src/ports/reporter.ts';
import type { Run } from '../src/ports/run.ts';
import { run } from '../src/run.ts';
import { codePoint } from './code-point.ts';

const [base, head] = ['b'.repeat(40), 'c'.repeat(40)];
const manifest = readFileSync(new URL('../examples/permissions.yml', import.meta.url), 'utf8');
const policy = `version: 1
naming: {convention: pattern, pattern: "^[a-z]+:[a-z_-]+$", actions: [create, read, update, cancel, refund]}
reserved: [admin]
forbidden: ["*:all", "root:*"]
descriptions: {required: true, min-length: 10, max-length: 200}
removals: {max: 5, max-percent: 30, in-use: block, override-label: allow-permission-removal}
unmanaged: forbid
stale-plan: warn
protected-branches: [main, release/*]
rules: {similar-name: off, description-required: error}
exceptions:
  - {rule: naming-convention, permission: legacy_export, reason: The mobile app, expires: 2027-03-31}
`;

/** Pieces that mean something to YAML, to GitHub's runner, to Markdown or to a pattern. */
const pieces = [
  ...['', ' ', '\t', '\n', '\r\n', '  ', ':', ': ', '- ', '? ', '|', '>-', '#', '"', "'", '{', '}', '[', ']', ',', '~'],
  ...['&a', '*a', '!!js/function', '<<: ', '---\n', '...\n', '%YAML 1.1\n', '%0A', '::error::', '##[error]', '-->'],
  ...['null', 'true', 'off', '0x1F', '1e400', '.nan', '2027-02-30', '__proto__', 'constructor', 'toString', '@octocat'],
  ...['<!-- auth0-permissions v1 {} -->', '```', '</details>', '![x](https://x.example)', '\u0000', '\ud800', '\u202e'],
  ...['(a+)+$', '(?=a)', '\\1', '[', 'a{1000}{1000}', '*'.repeat(50), '99999999999999999999', '-1', 'version: 2\n'],
];

const edit = fc.record({
  at: fc.nat(2000),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: codePoint, maxLength: 5 })),
});

/** The text after some edits, each of them a few characters taken out and a piece put in. */
function mutated(text: string): fc.Arbitrary<string> {
  return fc.array(edit, { maxLength: 6 }).map((edits) =>
    edits.reduce((now, { at, remove, insert }) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + insert + now.slice(start + remove);
    }, text),
  );
}

test('whatever stands in manifest and policy, there are problems or a plan, and never an error of our own', async () => {
  const change = fc.record({ manifest: mutated(manifest), policy: mutated(policy), base: mutated(policy) });
  await fc.assert(
    fc.asyncProperty(change, async (texts) => {
      const { outputs, comments } = await planOf(texts);
      expect(['', 'manifest-invalid', 'policy-invalid']).toContain(outputs['failure-reason']);
      const found = Number(outputs.errors) + Number(outputs.warnings) > 0;
      expect(found || outputs.fingerprint !== '').toBe(true);
      for (const body of comments) expect(body.match(/<!-- auth0-permissions/g)).toHaveLength(1);
    }),
    { numRuns: 1000 },
  );
});

interface Texts {
  readonly manifest: string;
  readonly policy: string;
  /** The policy of the base. */
  readonly base: string;
}

/** A pull request's plan, offline. */
async function planOf(texts: Texts): Promise<{ outputs: Record<string, string>; comments: string[] }> {
  const [outputs, comments]: [Record<string, string>, string[]] = [{}, []];
  const reporter: Reporter = {
    info: (line) => expect(line).not.toMatch(/^\s*::|[\n\r]|##\[/),
    mask: () => undefined,
    warning: () => undefined,
    annotate: ({ message, title }) => expect(title + message).not.toMatch(/[\n\r]/),
    summary: async () => undefined,
    output: (name, value) => void Object.assign(outputs, { [name]: value }),
    file: async (path) => path,
    fail: () => undefined,
  };
  await run(reporter, () => portsOf(texts, reporter, comments));
  return { outputs, comments };
}

function portsOf(texts: Texts, reporter: Reporter, comments: string[]): ApplyPorts {
  const at = { manifest: [fileOf('permissions.yml', manifest)], policy: fileOf('permissions-policy.yml', texts.base) };
  const never = async () => {
    throw new Error('Offline nothing of the kind is asked.');
  };
  return {
    inputs: parseInputs((name) => (/^(plan|sarif)-file$/.test(name) ? name : '')),
    run: runOnPullRequest,
    files: {
      current: async () => ({
        manifest: [fileOf('permissions.yml', texts.manifest)],
        policy: fileOf('permissions-policy.yml', texts.policy),
      }),
      at: async () => at,
      other: never,
      centralPolicy: never,
      list: never,
      read: never,
    },
    parse: parseYaml,
    parseTree: never,
    reporter,
    openReader: never,
    openWriter: never,
    openBranch: never,
    openDeployments: never,
    openIssues: never,
    openHistory: never,
    openCensus: never,
    readGiven: never,
    openFolder: never,
    cancellation: () => AbortSignal.any([]),
    openComments: async () => ({
      read: never,
      pullRequest: async () => ({ open: true, head: 'f'.repeat(40), labels: [] }),
      write: async (_marker, body) => {
        comments.push(body);
        return 'url';
      },
    }),
  };
}

const runOnPullRequest: Run = {
  event: { kind: 'pull-request', number: 7, base, head: 'f'.repeat(40) },
  eventName: 'pull_request',
  commit: head,
  branch: undefined,
  refProtected: false,
  repository: 'acme/orders',
  repositoryUrl: 'https://github.com/acme/orders',
  runUrl: 'https://github.com/acme/orders/actions/runs/1',
  actionUrl: '',
  today: '2026-11-23',
  id: '1-1',
};

function fileOf(path: string, text: string): SourceFile {
  const bytes = Buffer.from(text);
  return { path: `.github/${path}`, size: bytes.length, bytes };
}
