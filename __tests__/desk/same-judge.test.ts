/** Action and command judge alike, whatever stands in the files. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { connect } from '../../src/connect.ts';
import { readInputs } from '../../src/desk/connect.ts';
import { runCommand } from '../../src/desk/run-command.ts';
import { understand } from '../../src/desk/understand.ts';
import type { Reporter } from '../../src/ports/reporter.ts';
import { run } from '../../src/run.ts';
import { codePoint } from '../code-point.ts';

const manifest = readFileSync(new URL('../../examples/permissions.yml', import.meta.url), 'utf8');
/** With an exception whose day is over, so that the day counts, too. */
const policy = readFileSync(new URL('../../examples/permissions-policy.yml', import.meta.url), 'utf8').replace(
  /expires: \d{4}/,
  'expires: 2020',
);

const pieces = [
  ...['', ' ', '\t', '\n', '\r\n', ': ', '- ', '|', '#', '"', '{', '}', '[', ']', '~', '&a', '*a', '<<: ', '---\n'],
  ...[
    'null',
    'off',
    '__proto__',
    'Admin',
    'read:orders: x\n',
    '      ',
    '\u001b[2J',
    '\u009b',
    '\u202e',
    '\ud800',
    'ü',
    '::error::',
  ],
];

const edit = fc.record({
  at: fc.nat(3000),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: codePoint, maxLength: 5 })),
});

/** The text after some edits, each of them a few characters taken out and a piece put in. */
function mutated(text: string): fc.Arbitrary<string> {
  return fc.array(edit, { maxLength: 5 }).map((edits) =>
    edits.reduce((now, { at, remove, insert }) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + insert + now.slice(start + remove);
    }, text),
  );
}

const silent: Reporter = {
  info: () => undefined,
  mask: () => undefined,
  warning: () => undefined,
  annotate: () => undefined,
  summary: async () => undefined,
  output: () => undefined,
  file: async (path) => path,
  fail: () => undefined,
};

interface Told {
  readonly plan: string | undefined;
  readonly sarif: string | undefined;
  readonly fails: boolean;
}

/** As a step on a push, with a checkout and both files. */
async function byAction(workspace: string): Promise<Told> {
  const files = new Map<string, string>();
  const failed: string[] = [];
  const reporter: Reporter = {
    ...silent,
    file: async (path, content) => {
      files.set(path, content);
      return path;
    },
    fail: (message) => void failed.push(message),
  };
  const env = {
    INPUT_MODE: 'validate',
    'INPUT_PLAN-FILE': 'plan',
    'INPUT_SARIF-FILE': 'sarif',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REPOSITORY: 'acme/orders',
    GITHUB_SHA: 'c'.repeat(40),
    GITHUB_WORKSPACE: workspace,
  };
  await run(reporter, () => connect(env, reporter));
  return { plan: files.get('plan'), sarif: files.get('sarif'), fails: failed.length > 0 };
}

async function byCommand(folder: string): Promise<Told> {
  const told = async (format: string) => {
    const understood = understand(['validate', '--format', format], {});
    if (understood.kind !== 'command') throw new Error(`not understood: ${understood.kind}`);
    const { asked } = understood;
    const desk = {
      place: { folder, variables: {} },
      colours: 'plain',
      reporter: silent,
      busy: () => undefined,
    } as const;
    return await runCommand(asked, readInputs(asked, silent), desk);
  };
  const [plan, sarif] = [await told('json'), await told('sarif')];
  return { plan: plan.document, sarif: sarif.document, fails: plan.exitCode !== 0 };
}

test('what a validation finds is the same to the byte, as plan file and as SARIF', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'same-'));
  await mkdir(join(folder, '.github'));
  try {
    await fc.assert(
      fc.asyncProperty(mutated(manifest), mutated(policy), async (changed, ruled) => {
        await writeFile(join(folder, '.github/permissions.yml'), changed);
        await writeFile(join(folder, '.github/permissions-policy.yml'), ruled);
        const action = await byAction(folder);
        expect(action.plan).toContain('"problems"');
        expect(await byCommand(folder)).toEqual(action);
      }),
      { numRuns: 300 },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
