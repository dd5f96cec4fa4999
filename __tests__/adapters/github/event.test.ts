import { expect, test } from '@jest/globals';
import { readEvent } from '../../../src/adapters/github/event.ts';

const [base, head] = ['b'.repeat(40), 'a'.repeat(40)];
const pull_request = { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'topic' } };
const repository = { default_branch: 'main' };

test.each([
  ['pull_request', { pull_request }, { kind: 'pull-request', number: 7, base, head }],
  ['pull_request_target', { pull_request }, { kind: 'pull-request-target', number: 7, base, head }],
  ['push', { before: base }, { kind: 'push', before: base }],
  ['push', { before: '0'.repeat(40) }, { kind: 'push', before: undefined }],
  ['merge_group', { merge_group: { base_sha: base, head_sha: head } }, { kind: 'merge-group', base }],
  ['workflow_dispatch', { repository }, { kind: 'on-demand', defaultBranch: 'main' }],
  ['schedule', {}, { kind: 'on-demand', defaultBranch: undefined }],
  ['pull_request_review', { pull_request }, { kind: 'other', name: 'pull_request_review' }],
])('%s with %j is %j', (name, payload, event) => {
  expect(readEvent(name, payload)).toEqual(event);
});

test.each([
  ['pull_request', {}, 'pull_request'],
  ['pull_request', { pull_request: { ...pull_request, number: '7' } }, 'pull_request.number'],
  ['pull_request_target', { pull_request: { ...pull_request, head: { sha: '../../x' } } }, 'pull_request.head.sha'],
  ['push', { before: 'main' }, 'before'],
  ['push', 'text', ''],
  ['merge_group', {}, 'merge_group'],
  ['merge_group', { merge_group: { base_sha: 'main' } }, 'merge_group.base_sha'],
])('%s with %j is refused, and says what is wrong', (name, payload, where) => {
  expect(() => readEvent(name, payload)).toThrow(
    expect.objectContaining({ code: 'input-invalid', message: expect.stringContaining(`GitHub sends: ${where}.`) }),
  );
});
