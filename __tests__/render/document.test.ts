/** What of a report is worth a comment, what needs more than a line, and that nothing of it is left out. */
import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/core/errors.ts';
import type { Report } from '../../src/core/report.ts';
import { hasNews, oneLine } from '../../src/render/document.ts';
import { textOf } from '../../src/render/section.ts';
import { added, api, commentOf, exception, plan, problem, report, warning } from './samples.ts';

const calm = report({ result: 'unchanged' });
const { policyShown } = calm;
const roles = { notRead: [], roles: { checked: 240, total: 1000 } };
const deprecation = { permission: 'cancel:orders', reason: '', isNew: true, place: problem() };

/** Each by itself in a report that says nothing else. */
const alone: [string, Report, string][] = [
  ['a failure', { ...calm, failure: new ActionError('auth0-unavailable', 'No answer.', '') }, 'No answer.'],
  ['an error', { ...calm, problems: [problem()] }, '1 error'],
  ['a change', report({ plan: plan({ apis: [api({ changes: [added('read:orders')] })] }) }), '`read:orders`'],
  ['a deprecation', report({ plan: plan({ apis: [api({ deprecated: [deprecation] })] }) }), '`cancel:orders`'],
  ['an API that is no longer managed', report({ plan: plan({ released: ['urn:old'] }) }), '`urn:old`'],
  [
    'a change of the policy',
    { ...calm, policyShown: { ...policyShown, changes: [{ effect: 'weaker', setting: 'removals.max', after: '9' }] } },
    'changes the policy',
  ],
  ['a first policy', { ...calm, policyShown: { ...policyShown, isFirst: true } }, 'the first policy'],
  ['a manifest without a plan', report({ plan: null }), 'The manifest is valid.'],
];

const asides: [string, Report, string][] = [
  ['a warning', { ...calm, problems: [warning] }, '1 warning'],
  ['a notice', { ...calm, notices: ['GitHub did not tell.'] }, 'GitHub did not tell.'],
  ['what could not be found out', report({ plan: plan({ unknowns: roles }) }), 'Checked 240 of 1000 roles'],
];

const inLine: [string, Report, string][] = [
  ['nothing', calm, 'follows the manifest.'],
  [
    'exceptions in force',
    { ...calm, policyShown: { ...policyShown, exceptions: [exception] } },
    '1 exception in force.',
  ],
  [
    'unmanaged permissions',
    report({ plan: plan({ apis: [api({ unmanaged: [{ name: 'a:b', description: '' }] })] }) }),
    '1 unmanaged permission on the tenant (kept).',
  ],
  ['that nobody was asked', report({ plan: plan({ tenantAsked: false }) }), 'the tenant was not asked.'],
];

describe('a comment', () => {
  test.each(alone)('is made for %s, which it shows', (_what, one, shown) => {
    expect(hasNews(one)).toBe(true);
    expect(oneLine(one)).toBe('');
    expect(commentOf(one)).toContain(shown);
  });

  test.each(asides)('is not made for %s, and shows it where there is one', (_what, one, shown) => {
    expect(hasNews(one)).toBe(false);
    expect(oneLine(one)).toBe('');
    expect(commentOf(one)).toContain(shown);
  });

  test.each(inLine)('is not made for %s, and is one line where there is one', (_what, one, shown) => {
    expect(hasNews(one)).toBe(false);
    expect(oneLine(one)).toMatch(/^\*\*Auth0 permissions · production\*\* · /);
    expect(commentOf(one)).toContain(oneLine(one));
    expect(oneLine(one)).toContain(shown);
  });
});

test('a report of no run and no commit has no last line', () => {
  const { origin } = calm;
  const atDesk = { ...calm, origin: { ...origin, commit: '', previous: '', runUrl: '' } };
  expect([commentOf(calm), commentOf(atDesk)].map((text) => text.includes('<sub>'))).toEqual([true, false]);
});

test('sections without text leave no gap', () => {
  expect(textOf(['a', '', 'b'].map((text) => ({ weight: 'aside', text }) as const))).toBe('a\n\nb');
});
