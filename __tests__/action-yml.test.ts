import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { ActionError } from '../src/core/errors.ts';
import type { Report } from '../src/core/report.ts';
import { inputNames, parseInputs } from '../src/inputs/inputs.ts';
import type { ApplyPorts } from '../src/ports/ports.ts';
import type { Reporter } from '../src/ports/reporter.ts';
import type { Run } from '../src/ports/run.ts';
import { publish, publishFailure } from '../src/tell/publish.ts';

const root = new URL('../', import.meta.url);
const described = z.strictObject({ description: z.string().min(10), default: z.string().optional() });
const schema = z.object({
  name: z.string(),
  inputs: z.record(z.string(), described),
  outputs: z.record(z.string(), z.strictObject({ description: z.string().min(10) })),
  runs: z.strictObject({ using: z.string(), main: z.string() }),
});
const action = schema.parse(parse(readFileSync(new URL('action.yml', root), 'utf8')));

const never = async () => {
  throw new Error('Nothing of the kind is needed here.');
};

const run: Run = {
  event: { kind: 'push', before: undefined },
  eventName: 'push',
  commit: 'a'.repeat(40),
  branch: 'main',
  refProtected: false,
  repository: 'acme/orders',
  repositoryUrl: 'https://github.com/acme/orders',
  runUrl: 'https://github.com/acme/orders/actions/runs/1',
  actionUrl: '',
  today: '2026-11-23',
  id: '1-1',
};

/** Keeps the outputs and forgets the rest. */
function reporterInto(outputs: Map<string, string>): Reporter {
  return {
    info: () => undefined,
    mask: () => undefined,
    warning: () => undefined,
    annotate: () => undefined,
    summary: async () => undefined,
    output: (name, value) => void outputs.set(name, value),
    file: async (path) => `/workspace/${path}`,
    fail: () => undefined,
  };
}

function portsInto(outputs: Map<string, string>): ApplyPorts {
  return {
    inputs: parseInputs((name) => (name === 'plan-file' ? 'plan.json' : '')),
    run,
    files: { current: never, at: never, other: never, centralPolicy: never, list: never, read: never },
    parse: () => ({ problems: [] }),
    parseTree: never,
    reporter: reporterInto(outputs),
    openReader: never,
    openWriter: never,
    openBranch: never,
    openComments: never,
    openDeployments: never,
    openIssues: never,
    openHistory: never,
    openCensus: never,
    readGiven: never,
    openFolder: never,
    cancellation: () => AbortSignal.any([]),
  };
}

const report: Report = {
  mode: 'validate',
  result: 'unchanged',
  tenant: '',
  environment: '',
  problems: [],
  policyShown: { file: '', central: false, changes: [], exceptions: [] },
  notices: [],
  alsoFailed: [],
  remembered: true,
  origin: { repositoryUrl: run.repositoryUrl, runUrl: run.runUrl, commit: run.commit, previous: '', actionUrl: '' },
};

describe('action.yml', () => {
  test('has the inputs that are read, in their order', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames]);
  });

  test('has the defaults that an empty input has', () => {
    const withDefaults = parseInputs((name) => (name === 'github-token' ? '' : (action.inputs[name]?.default ?? '')));
    expect(withDefaults).toEqual(parseInputs(() => ''));
  });

  test('names the default wherever the action has one', () => {
    const defaults = Object.entries(action.inputs).flatMap(([name, input]) =>
      input.default ? [[name, input.default]] : [],
    );
    expect(Object.fromEntries(defaults)).toEqual({
      mode: 'auto',
      manifest: '.github/permissions.yml',
      policy: '.github/permissions-policy.yml',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub, not of JavaScript
      'github-token': '${{ github.token }}',
      comment: 'changes',
      'fail-on': 'error',
    });
  });

  test('has the outputs that a run sets', async () => {
    const outputs = new Map<string, string>();
    await publish(report, portsInto(outputs));
    expect([...outputs.keys()].sort()).toEqual(Object.keys(action.outputs).sort());
  });

  test('has the outputs that a run sets which failed before it began, and counts nothing', () => {
    const outputs = new Map<string, string>();
    publishFailure(new ActionError('input-invalid', 'm', 'h'), reporterInto(outputs));
    expect([...outputs.keys()].sort()).toEqual(Object.keys(action.outputs).sort());
    const counts = { changed: 'false', additions: '0', updates: '0', removals: '0', errors: '0', warnings: '0' };
    expect(Object.fromEntries(outputs)).toMatchObject({
      result: 'failed',
      'failure-reason': 'input-invalid',
      ...counts,
    });
  });

  test('runs the bundle on Node.js 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

describe('the README', () => {
  const readme = () => readFileSync(new URL('README.md', root), 'utf8');

  /** Names in the first column of the table whose first heading is this one. */
  function tableOf(heading: string): string[] {
    const lines = readme().split('\n');
    const start = lines.findIndex((line) => new RegExp(`^\\| *${heading}s? *\\|`, 'i').test(line));
    const rows = lines.slice(start + 2);
    const end = rows.findIndex((line) => !line.startsWith('|'));
    const cells = rows.slice(0, end < 0 ? undefined : end).map((row) => row.split('|')[1] ?? '');
    return start < 0 ? [] : cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
  }

  test('lists every input', () => {
    expect(tableOf('input').sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test('lists every output', () => {
    expect(tableOf('output').sort()).toEqual(Object.keys(action.outputs).sort());
  });
});
