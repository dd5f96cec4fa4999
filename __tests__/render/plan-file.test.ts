import { expect, test } from '@jest/globals';
import { renderPlanFile } from '../../src/render/plan-file.ts';
import { expectGolden } from './golden.ts';
import { api, hostileText, plan, problem, report, samples, updated } from './samples.ts';

test('the plan file has its documented keys, in their order', () => {
  expectGolden('plan.json', renderPlanFile(samples.typical ?? report()));
});

test('an API that the tenant does not have has no id and no changes', () => {
  const { apis } = JSON.parse(renderPlanFile(samples.missing ?? report()));
  expect(apis.at(-1)).toEqual({
    identifier: 'https://api.example.com/returns',
    id: null,
    name: null,
    changes: [],
    unmanaged: [],
    exposure: null,
  });
});

test('without a plan there are no APIs and no fingerprint, and the problems stand', () => {
  const file = JSON.parse(renderPlanFile(report({ plan: null, result: 'invalid', problems: [problem()] })));
  expect(file).toMatchObject({ fingerprint: '', apis: [], summary: { additions: 0, errors: 1 }, result: 'invalid' });
  expect(file.problems).toHaveLength(1);
});

test('text is neither cut nor escaped', () => {
  const text = hostileText.repeat(10);
  const one = api({ changes: [updated(text, [text, ''])] });
  const { apis } = JSON.parse(renderPlanFile(report({ plan: plan({ apis: [one] }) })));
  expect(apis[0].changes[0]).toMatchObject({ permission: text, before: text, after: '' });
});

test('a permission without a description is told from one with an empty description', () => {
  const unmanaged = [
    { name: 'a:b', description: undefined },
    { name: 'c:d', description: '' },
  ];
  const { apis } = JSON.parse(renderPlanFile(report({ plan: plan({ apis: [api({ unmanaged })] }) })));
  expect(apis[0].unmanaged).toEqual([
    { permission: 'a:b', description: null },
    { permission: 'c:d', description: '' },
  ]);
});

test.each([
  ['new', true],
  ['old', false],
  [undefined, null],
] as const)('a problem of the age %s has new: %s', (age, isNew) => {
  const file = JSON.parse(renderPlanFile(report({ problems: [problem({ ...(age && { age }) })] })));
  expect(file.problems).toEqual([expect.objectContaining({ new: isNew })]);
});
