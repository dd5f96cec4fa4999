import { describe, expect, test } from '@jest/globals';
import { parseInputs } from '../../src/inputs/inputs.ts';
import { decideMode, unusedInputs } from '../../src/modes/choose.ts';
import type { GitHubPorts } from '../../src/ports/ports.ts';
import type { Event, Run } from '../../src/ports/run.ts';
import { requireProtected } from '../../src/read/branch.ts';

const tip = 'b'.repeat(40);

const runOnMain: Run = {
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

/** The repository protects the branches that are named; asking for another fails like GitHub would for none. */
function ports(run: Partial<Run> = {}, mode = 'auto', protectedBranches: readonly string[] = []) {
  return {
    inputs: parseInputs((name) => (name === 'mode' ? mode : '')),
    run: { ...runOnMain, ...run },
    openBranch: async (name: string) => ({
      state: async () => ({ protected: protectedBranches.includes(name), tip }),
    }),
  } satisfies Pick<GitHubPorts, 'inputs' | 'run' | 'openBranch'>;
}

describe('inputs of another mode', () => {
  const given = { apis: 'https://*', 'audit-file': 'audit.html', 'audit-baseline': 'before.json' };
  const inputsOf = (...names: readonly (keyof typeof given)[]) =>
    parseInputs((name) => names.map((one) => [one, given[one]]).find(([one]) => one === name)?.[1] ?? '');

  test('are told, with the mode that they are for', () => {
    expect(unusedInputs(inputsOf('audit-file', 'audit-baseline', 'apis'), 'plan')).toEqual([
      'Mode `plan` does nothing with `audit-file`, `audit-baseline` and `apis`: that takes `mode: audit`.',
    ]);
    expect(unusedInputs(inputsOf('apis'), 'drift')).toEqual([
      'Mode `drift` does nothing with `apis`: that takes `mode: audit` or `mode: import`.',
    ]);
    expect(unusedInputs(inputsOf('audit-file', 'apis'), 'import')).toEqual([
      'Mode `import` does nothing with `audit-file`: that takes `mode: audit`.',
    ]);
  });

  test('are none where the mode reads them, or they are not given', () => {
    expect(unusedInputs(inputsOf('audit-file', 'audit-baseline', 'apis'), 'audit')).toEqual([]);
    expect(unusedInputs(inputsOf('apis'), 'import')).toEqual([]);
    expect(unusedInputs(inputsOf(), 'apply')).toEqual([]);
  });
});

const gone = async () => ({ state: async () => undefined });

const base = 'c'.repeat(40);

describe('auto', () => {
  test.each<[string, Event, string]>([
    ['a pull request', { kind: 'pull-request', number: 1, base, head: 'f'.repeat(40) }, 'plan'],
    ['a pull request with the base’s secrets', { kind: 'pull-request-target', number: 1, base, head: base }, 'plan'],
    ['a run by hand', { kind: 'on-demand', defaultBranch: 'main' }, 'plan'],
    ['a merge group', { kind: 'merge-group', base }, 'validate'],
    ['a push to a branch that is not protected', { kind: 'push', before: base }, 'validate'],
  ])('for %s', async (_, event, mode) => {
    expect(await decideMode(ports({ event }))).toBe(mode);
  });

  test('for a run by the clock looks for drift', async () => {
    const event: Event = { kind: 'on-demand', defaultBranch: 'main' };
    expect(await decideMode(ports({ event, eventName: 'schedule' }))).toBe('drift');
  });

  const push = { event: { kind: 'push', before: base } } as const;

  test.each<[string, Partial<Run>, string[], string]>([
    ['that the runner calls protected', { refProtected: true }, [], 'apply'],
    ['that GitHub calls protected', {}, ['main'], 'apply'],
    ['while another is protected', {}, ['release'], 'validate'],
    ['of a tag', { branch: undefined }, ['main'], 'validate'],
    ['of a tag that is protected', { branch: undefined, refProtected: true }, [], 'validate'],
  ])('for a push %s', async (_, run, protectedBranches, mode) => {
    expect(await decideMode(ports({ ...push, ...run }, 'auto', protectedBranches))).toBe(mode);
  });

  test('for a push to a branch that is gone by now validates', async () => {
    expect(await decideMode({ ...ports(push), openBranch: gone })).toBe('validate');
  });

  test('does not guess at an event that it does not know', async () => {
    await expect(
      decideMode(ports({ event: { kind: 'other', name: 'issue_comment' }, eventName: 'issue_comment' })),
    ).rejects.toMatchObject({
      code: 'input-invalid',
      message: 'Mode auto does not know what to do on the event issue_comment.',
      hint: 'Set the input `mode`, or run on pull_request, push, merge_group, schedule or workflow_dispatch.',
    });
  });
});

test.each(['validate', 'plan', 'apply', 'drift'])('the mode %s is what it says on every event', async (mode) => {
  const events: Event[] = [
    { kind: 'merge-group', base },
    { kind: 'other', name: 'x' },
    { kind: 'pull-request', number: 1, base, head: 'f'.repeat(40) },
  ];
  const modes = await Promise.all(events.map((event) => decideMode(ports({ event }, mode))));
  expect(modes).toEqual([mode, mode, mode]);
});

describe('an apply', () => {
  const refused = (message: string, hint: string) => ({ code: 'branch-not-protected', message, hint });
  const push = 'Apply on a push to a protected branch.';

  test.each<[string, Partial<Run>, string[]]>([
    ['the runner', { refProtected: true }, []],
    ['GitHub', {}, ['main']],
  ])('may write to a branch that is protected as %s says, and learns its tip', async (_, run, protectedBranches) => {
    expect(await requireProtected(ports(run, 'apply', protectedBranches))).toBe(tip);
  });

  test.each(['push', 'workflow_dispatch', 'schedule', 'repository_dispatch'])('may run on %s', async (eventName) => {
    expect(await requireProtected(ports({ eventName }, 'apply', ['main']))).toBe(tip);
  });

  test.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
    'workflow_run',
    'issue_comment',
    'pushed',
  ])('is refused on %s, protected or not', async (eventName) => {
    await expect(requireProtected(ports({ eventName, refProtected: true }, 'apply', ['main']))).rejects.toMatchObject(
      refused(`An apply is refused on ${eventName}.`, push),
    );
  });

  test('is refused for a tag', async () => {
    await expect(requireProtected(ports({ branch: undefined, refProtected: true }, 'apply'))).rejects.toMatchObject(
      refused('An apply needs a branch, and this run is for a tag.', push),
    );
  });

  test('is refused on a branch that is gone, protected or not before', async () => {
    await expect(requireProtected({ ...ports({ refProtected: true }), openBranch: gone })).rejects.toMatchObject(
      refused('The branch main is gone.', 'Run again for a branch that is there.'),
    );
  });

  test('is refused on a branch that is not protected', async () => {
    await expect(requireProtected(ports({ branch: 'feature' }, 'apply', ['main']))).rejects.toMatchObject(
      refused(
        'The branch feature is not protected.',
        'Protect it with a branch protection rule or a ruleset that requires pull requests, then run again.',
      ),
    );
  });
});
