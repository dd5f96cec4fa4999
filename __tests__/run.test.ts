import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../src/adapters/yaml/parse.ts';
import type { FileSet, SourceFile } from '../src/core/document.ts';
import { ActionError } from '../src/core/errors.ts';
import type { Permission } from '../src/core/permission.ts';
import type { TenantApi } from '../src/core/plan.ts';
import { type InputName, parseInputs } from '../src/inputs/inputs.ts';
import type { ApplyPorts, Ports } from '../src/ports/ports.ts';
import type { Reporter } from '../src/ports/reporter.ts';
import type { Event } from '../src/ports/run.ts';
import type { TenantWriter, WriteAnswer } from '../src/ports/tenant.ts';
import { run } from '../src/run.ts';
import { limited } from './core/admissions.ts';

const orders = 'https://api.example.com/orders';
const before = file(`{version: 1, apis: [{identifier: "${orders}", permissions: {"read:orders": View}}]}`);
const after = file(`{version: 1, apis: [{identifier: "${orders}", permissions: {"create:orders": Place}}]}`);

const push: Event = { kind: 'push', before: 'b'.repeat(40) };
const pullRequest: Event = { kind: 'pull-request', number: 7, base: 'b'.repeat(40), head: 'f'.repeat(40) };

describe('the order of things', () => {
  test('a plan comments, shows the summary and sets every output before it ends, and opens no writer', async () => {
    const { shown, steps } = await runOn(pullRequest);
    expect(steps).toEqual(['read the tenant', 'write the comment', 'set the outputs', 'show the summary']);
    expect(shown).toMatchObject({ result: 'changes', additions: '1', removals: '1', 'comment-url': 'url' });
  });

  test('an apply asks for the branch before it reads the tenant, and again before the first write', async () => {
    const { shown, steps } = await runOn(push);
    const writes = ['read the API', 'write create:orders'];
    expect(steps).toEqual([
      'open a writer', // the token is no news of the tenant, and takes longest
      'ask for the branch',
      'read the tenant',
      'ask for the branch',
      ...writes,
      'set the outputs',
      'show the summary',
    ]);
    expect(shown).toMatchObject({ result: 'applied', additions: '1', removals: '1' });
  });
});

describe('a run that looks for drift', () => {
  const byClock: Event = { kind: 'on-demand', defaultBranch: 'main' };
  const inputs = { mode: 'drift' };

  test('asks for the branch before it keeps the issue, and opens no writer', async () => {
    const { shown, steps, failed } = await runOn(byClock, { inputs });
    expect(steps).toEqual([
      'read the tenant',
      'ask for the branch',
      'show the issue',
      'set the outputs',
      'show the summary',
    ]);
    expect(shown).toMatchObject({ result: 'changes', drift: 'true', 'failure-reason': 'drift-found' });
    expect(shown).toMatchObject({ changed: 'true', additions: '1', removals: '0', 'comment-url': 'issue' });
    expect(failed).toEqual([
      expect.stringMatching(/differs from the manifest: 1 to restore\. .*`mode: apply`.*\[drift-found\]/),
    ]);
  });

  test('closes the issue where nothing drifts', async () => {
    const { shown, steps } = await runOn(byClock, { inputs, held: [{ name: 'create:orders', description: 'Place' }] });
    expect(steps).toContain('settle the issue');
    expect(shown).toMatchObject({ result: 'unchanged', drift: 'false', 'failure-reason': '' });
  });

  test('leaves the issue alone where the tenant could not be asked', async () => {
    const down = new ActionError('auth0-unavailable', 'Down.', 'Wait.');
    const { shown, steps } = await runOn(byClock, { inputs, held: down });
    expect(steps).toEqual(['set the outputs', 'show the summary']);
    expect(shown).toMatchObject({ result: 'failed', drift: 'false', 'failure-reason': 'auth0-unavailable' });
  });

  test('leaves the issue alone where the branch holds another manifest by now', async () => {
    const { steps, warned } = await runOn(byClock, { inputs, tip: () => 'd'.repeat(40) });
    expect(steps).not.toContain('show the issue');
    expect(warned).toEqual([expect.stringContaining('main is at ddddddd now, with another manifest or policy')]);
  });

  test('has no issue with comment: never', async () => {
    const { steps, shown } = await runOn(byClock, { inputs: { ...inputs, comment: 'never' } });
    expect(steps).toEqual(['read the tenant', 'set the outputs', 'show the summary']);
    expect(shown).toMatchObject({ 'failure-reason': 'drift-found', 'comment-url': '' });
  });

  test.each<Event>([pullRequest, { ...pullRequest, kind: 'pull-request-target', head: 'c'.repeat(40) }])(
    'is refused on a $kind, and asks nobody',
    async (event) => {
      const { shown, steps } = await runOn(event, { inputs });
      expect(shown).toMatchObject({ result: 'failed', 'failure-reason': 'input-invalid' });
      expect(steps).toEqual(['set the outputs', 'show the summary']);
    },
  );
});

describe('what a failure leads to', () => {
  test('a branch that moves on between plan and write stops the apply before anything is written', async () => {
    const tips = ['c'.repeat(40), 'd'.repeat(40)];
    const { shown, steps } = await runOn(push, { tip: () => tips.shift() ?? '' });
    expect(shown).toMatchObject({ result: 'blocked', 'failure-reason': 'commit-superseded' });
    expect(steps).not.toContain('write create:orders');
  });

  test('an input of another mode is a warning of the run', async () => {
    const { warned, shown } = await runOn(pullRequest, { inputs: { 'audit-file': 'a.html' } });
    expect(warned).toEqual(['Mode `plan` does nothing with `audit-file`: that takes `mode: audit`.']);
    expect(shown).toMatchObject({ result: 'changes', 'failure-reason': '' });
  });

  test('a comment that GitHub refuses is a warning', async () => {
    const refused = new ActionError('github-unavailable', 'Refused.', 'Grant it.');
    const { shown, failed, warned } = await runOn(pullRequest, { comment: () => Promise.reject(refused) });
    expect(shown).toMatchObject({ result: 'changes', 'comment-url': '' });
    expect(failed).toEqual([]);
    expect(warned).toEqual([expect.stringContaining('Refused. Grant it.')]);
  });

  test('a comment that fails by our own mistake is not passed off as GitHub’s', async () => {
    const { shown, failed } = await runOn(pullRequest, {
      comment: () => Promise.reject(new TypeError('x is undefined')),
    });
    expect(shown).toEqual({ result: 'failed', 'failure-reason': 'internal' }); // and says not that nothing was done
    expect(failed).toEqual([expect.stringContaining('x is undefined')]);
  });

  test('a policy that is missing and a tenant that is down are both told, each once; the first is the reason', async () => {
    const down = new ActionError('auth0-unavailable', 'Down.', 'Wait.');
    const { shown, failed } = await runOn(pullRequest, { inputs: { policy: 'nowhere.yml' }, held: down });
    expect(shown).toMatchObject({ result: 'failed' });
    expect(failed).toHaveLength(2);
    expect(failed).toContainEqual(expect.stringContaining('[auth0-unavailable]'));
    expect(failed).toContainEqual(expect.stringContaining('[policy-invalid]'));
    expect(failed[0]).toContain(`[${shown['failure-reason']}]`);
  });

  test('inputs that are wrong are reported once, and nothing is asked', async () => {
    const { shown, failed, steps } = await runOn(push, { inputs: { mode: 'aply' } });
    expect(shown).toMatchObject({ result: 'failed', 'failure-reason': 'input-invalid', changed: 'false' });
    expect([failed.length, steps]).toEqual([1, ['set the outputs']]);
  });

  test.each<[string, WriteAnswer[], string, string]>([
    ['refused by the rate limit is sent again', [{ kind: 'throttled' }], 'applied', ''],
    ['lost four times is given up', Array(4).fill({ kind: 'unknown', why: 'a reset' }), 'failed', 'auth0-unavailable'],
    ['answered with another list fails the check', [{ kind: 'written', permissions: [] }], 'failed', 'verify-failed'],
  ])('a write that is %s', async (_name, answers, result, reason) => {
    const { shown } = await runOn(push, { answers });
    expect(shown).toMatchObject({ result, 'failure-reason': reason });
  });
});

interface Circumstances {
  readonly inputs?: Partial<Record<InputName, string>>;
  readonly tip?: () => string;
  readonly comment?: () => Promise<string>;
  /** What the tenant holds, or why it does not say. */
  readonly held?: readonly Permission[] | ActionError;
  /** What the tenant answers to writes, one after the other; then it writes. */
  readonly answers?: WriteAnswer[];
}

/** Runs the shell between ports that remember what was asked of them. */
async function runOn(event: Event, circumstances: Circumstances = {}) {
  const steps: string[] = [];
  const { reporter, ...seen } = memoryReporter(steps);
  await run(reporter, () => memoryPorts({ event, steps, reporter }, circumstances));
  return { steps: steps.filter((step, index) => step !== steps[index - 1]), ...seen };
}

function memoryReporter(steps: string[]) {
  const [shown, failed, warned]: [Record<string, string>, string[], string[]] = [{}, [], []];
  const reporter: Reporter = {
    info: () => undefined,
    mask: () => undefined,
    annotate: () => undefined,
    warning: (message) => void warned.push(message),
    summary: async () => void steps.push('show the summary'),
    output: (name, value) => {
      steps.push('set the outputs');
      shown[name] = value;
    },
    file: async (path) => path,
    fail: (message) => void failed.push(message),
  };
  return { reporter, shown, failed, warned };
}

interface Surroundings {
  readonly event: Event;
  readonly steps: string[];
  readonly reporter: Reporter;
}

function memoryPorts({ event, steps, reporter }: Surroundings, circumstances: Circumstances): ApplyPorts {
  const { inputs = {}, tip = () => 'c'.repeat(40), comment = async () => 'url', answers = [] } = circumstances;
  const given: Partial<Record<InputName, string>> = {
    'auth0-domain': 'acme.eu.auth0.com',
    'auth0-token': 't',
    ...inputs,
  };
  const { held = [{ name: 'read:orders', description: 'View' }] } = circumstances;
  const writer = memoryTenant(steps, { answers: [...answers], held });
  return {
    inputs: parseInputs((name) => given[name] ?? ''),
    run: runOf(event),
    files: {
      current: async () => filesOf(after),
      at: async (commit) => filesOf(commit === 'c'.repeat(40) ? after : before),
      other: async () => [],
      centralPolicy: async () => file('version: 1'),
      list: async () => [],
      read: async () => undefined,
    },
    parse: parseYaml,
    parseTree: async () => ({ problems: [] }),
    reporter,
    openReader: async () => ({
      apis: writer.apis,
      allApis: writer.allApis,
      ahead: writer.ahead,
      holders: writer.holders,
    }),
    openWriter: async () => {
      steps.push('open a writer');
      return writer;
    },
    openBranch: async () => ({
      state: async () => {
        steps.push('ask for the branch');
        return { protected: true, tip: tip() };
      },
    }),
    openDeployments: async () => ({
      lookAhead: () => undefined,
      async *attempts() {
        const commit = event.kind === 'on-demand' ? 'c'.repeat(40) : 'b'.repeat(40);
        yield { commit, succeeded: true, added: new Set<string>() };
      },
      others: async () => [],
      begin: async () => 1,
      finish: async () => undefined,
    }),
    openIssues: async () => ({
      lookAhead: () => undefined,
      show: async () => {
        steps.push('show the issue');
        return { url: 'issue', accepted: false };
      },
      settle: async () => {
        steps.push('settle the issue');
        return undefined;
      },
    }),
    openCensus: async () => {
      throw new Error('Nothing is audited here.');
    },
    readGiven: async () => undefined,
    openFolder: async () => {
      throw new Error('Nothing is imported here.');
    },
    openHistory: async () => ({
      between: async () => ({ commits: [], complete: true, relation: 'ahead', wasTip: true }),
      mergedBy: async () => [],
      labelledBy: async () => undefined,
    }),
    cancellation: () => AbortSignal.any([]),
    openComments: async () => ({
      read: async () => undefined,
      pullRequest: async () => ({ open: true, head: 'f'.repeat(40), labels: [] }),
      write: async () => {
        steps.push('write the comment');
        return await comment();
      },
    }),
  };
}

function runOf(event: Event): Ports['run'] {
  const repositoryUrl = 'https://github.com/acme/orders';
  return {
    event,
    eventName: eventNames[event.kind] ?? event.kind,
    commit: 'c'.repeat(40),
    branch: event.kind === 'pull-request' ? undefined : 'main',
    refProtected: true,
    repository: 'acme/orders',
    repositoryUrl,
    runUrl: `${repositoryUrl}/actions/runs/1`,
    actionUrl: '',
    today: '2026-11-23',
    id: '1-1',
  };
}

const eventNames: Readonly<Record<string, string>> = { 'pull-request': 'pull_request', 'on-demand': 'schedule' };

interface Holding {
  readonly held: readonly Permission[] | ActionError;
  readonly answers: WriteAnswer[];
}

function memoryTenant(steps: string[], { held, answers }: Holding): TenantWriter {
  const api = (permissions: readonly Permission[]): TenantApi => {
    return { id: 'id', identifier: orders, name: undefined, permissions, system: false, admission: limited };
  };
  const now = () => {
    if (held instanceof ActionError) throw held;
    return api(held);
  };
  return {
    apis: async () => {
      const found = now();
      steps.push('read the tenant');
      return [found];
    },
    allApis: async () => [now()],
    ahead: () => undefined,
    holders: async () => ({ grants: new Map([[orders, []]]), roles: { roles: [], total: 0 }, notRead: [] }),
    api: async () => {
      steps.push('read the API');
      return now();
    },
    replace: async (_id, permissions) => {
      steps.push(`write ${permissions.map(({ name }) => name).join()}`);
      return answers.shift() ?? { kind: 'written', permissions };
    },
    pause: async () => undefined,
  };
}

function filesOf(manifest: SourceFile): FileSet {
  return { manifest: [manifest], policy: undefined };
}

function file(text: string): SourceFile {
  const bytes = new TextEncoder().encode(text);
  return { path: '.github/permissions.yml', size: bytes.length, bytes };
}
