import { describe, expect, test } from '@jest/globals';
import type { Event, Run } from '../../src/ports/run.ts';
import { requireBranch } from '../../src/read/branch.ts';

const base = 'b'.repeat(40);

function runOn(event: Event, eventName: string, branch: string | undefined): Run {
  return {
    ...{ event, eventName, branch, commit: 'a'.repeat(40), refProtected: true, repository: 'acme/orders' },
    repositoryUrl: 'https://github.com/acme/orders',
    runUrl: 'https://github.com/acme/orders/actions/runs/1',
    ...{ actionUrl: '', today: '2026-11-23', id: '1-1' },
  };
}

const byHand: Event = { kind: 'on-demand', defaultBranch: 'main' };
const push: Event = { kind: 'push', before: base };
const other = (name: string): Event => ({ kind: 'other', name });

describe('drift is looked for', () => {
  test.each<[string, Event]>([
    ['schedule', byHand],
    ['workflow_dispatch', byHand],
    ['push', push],
    ['repository_dispatch', other('repository_dispatch')],
    ['workflow_run', other('workflow_run')],
  ])('on %s', (name, event) => {
    expect(() => requireBranch(runOn(event, name, 'main'))).not.toThrow();
  });
});

describe('drift is not looked for', () => {
  test.each<[string, Event, string | undefined]>([
    ['pull_request', { kind: 'pull-request', number: 1, base, head: 'f'.repeat(40) }, undefined],
    ['pull_request_target', { kind: 'pull-request-target', number: 1, base, head: base }, 'main'],
    ['pull_request_review', other('pull_request_review'), undefined],
    ['merge_group', { kind: 'merge-group', base }, 'gh-readonly-queue/main/pr-1-abc'],
    ['push', push, 'gh-readonly-queue/main/pr-1-abc'],
    ['push', push, undefined],
  ])('on %s (%j, branch %s)', (name, event, branch) => {
    expect(() => requireBranch(runOn(event, name, branch))).toThrow(
      expect.objectContaining({
        code: 'input-invalid',
        message: `Drift is looked for on a branch, and this run, on ${name}, is for none.`,
      }),
    );
  });
});
