import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/core/errors.ts';
import { readMarker } from '../../src/core/marker.ts';
import type { ApiOutcome } from '../../src/core/outcome.ts';
import type { ApiPlan, Change } from '../../src/core/plan.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { GrantHolder, Reach } from '../../src/core/reach/reach.ts';
import type { Plan } from '../../src/core/report.ts';
import { failuresOf } from '../../src/core/result.ts';
import { renderDocument } from '../../src/render/document.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { missingOutcome } from '../../src/write/apis.ts';
import { holder, limited, nobody, open, roleHolder } from '../core/admissions.ts';
import { expectGolden } from './golden.ts';
import {
  added,
  api,
  applied,
  commentOf,
  large,
  notApplied,
  plan,
  problem,
  removed,
  report,
  samples,
  updated,
  warning,
} from './samples.ts';

const medium = { problems: 25, rest: 'in the plan file' };

describe('a comment is the reviewed document', () => {
  test.each(Object.entries(samples))('of the report "%s"', (name, sample) => {
    expectGolden(`${name}.md`, commentOf(sample));
  });
});

describe('a document gets shorter with its room', () => {
  test.each([
    ['large-full', 7_000],
    ['large-shorter', 3_000],
    ['large-shortest', 2_500],
    ['large-table', 1_000],
    ['large-totals', 700],
  ])('%s fits into %i bytes', (name, limit) => {
    const document = renderDocument(large, { ...medium, limit });
    expect(Buffer.byteLength(document)).toBeLessThanOrEqual(limit);
    expectGolden(`${name}.md`, `${document}\n`);
  });
});

describe('a name that goes and one that comes', () => {
  const shown = (...changes: readonly Change[]) => commentOf(report({ plan: plan({ apis: [api({ changes })] }) }));
  const [from, to] = [removed('create:orders', 'Place an order'), added('place:orders', 'Place an order')];

  test('with the same description look like a rename, which can be made in two steps', () => {
    expect(shown(from, to)).toContain(
      '**A rename?** `create:orders` and `place:orders` have the same description. Whoever holds the old name loses it; to ' +
        'spare them that, declare both until nobody holds the old one. Say `renamed-from` at the new one.',
    );
  });

  test.each<[string, readonly Change[]]>([
    ['with other descriptions', [from, added('place:orders', 'Place an order of one’s own')]],
    ['without a description', [removed('create:orders'), added('place:orders')]],
    [
      'that are renamed already',
      [
        { ...from, renamed: 'place:orders' },
        { ...to, renamed: 'create:orders' },
      ],
    ],
    ['of which there are several', [from, to, added('put:orders', 'Place an order')]],
    ['of which both come', [added('create:orders', 'Place an order'), to]],
  ])('%s are not taken for one', (_, changes) => {
    expect(shown(...changes)).not.toContain('A rename?');
  });

  test('are not asked about where all are renamed, or once it is done', () => {
    const many = [1, 2, 3, 4].flatMap((n) => [
      removed(`old:${n}`, `The text ${n}`),
      added(`new:${n}`, `The text ${n}`),
    ]);
    expect(shown(...many)).not.toContain('A rename?');
    const one = api({ changes: [from, to] });
    const done = report({ mode: 'apply', result: 'applied', plan: plan({ apis: [one] }), outcomes: [applied(one)] });
    expect(commentOf(done)).toContain('1 added');
    expect(commentOf(done)).not.toContain('A rename?');
  });
});

describe('the first line', () => {
  test('names the tenant, the environment and the plan', () => {
    expect(readMarker(commentOf(samples.typical ?? report()))).toEqual({
      tenant: 'acme.eu.auth0.com',
      environment: 'production',
      fingerprint: plan().fingerprint,
    });
  });

  test('has no fingerprint where there is no plan', () => {
    expect(readMarker(commentOf(report({ plan: null })))?.fingerprint).toBe('');
  });
});

describe('a job summary', () => {
  test('is the comment without its marker', () => {
    const comment = commentOf(report({ plan: plan({ apis: [api({ changes: [added('read:orders')] })] }) }));
    const summary = renderSummary(report({ plan: plan({ apis: [api({ changes: [added('read:orders')] })] }) }));
    expect(comment.slice(comment.indexOf('\n') + 1)).toBe(summary);
  });

  test('says of a validation without problems that the manifest is valid', () => {
    expect(renderSummary(report({ mode: 'validate', result: 'unchanged', plan: null }))).toContain(
      'The manifest is valid.',
    );
  });
});

describe('what a reader is told', () => {
  const changed = (admission: ApiPlan['admission']) =>
    api({ admission, changes: [removed('cancel:orders'), added('read:orders')] });

  test('any user of ours may ask for an addition to an API without RBAC', () => {
    expect(comment(changed(open))).toContain(
      '**Any user of any first-party application may ask for `read:orders`.** RBAC is off.',
    );
  });

  test.each([limited, null])('nothing of the kind where the API is %j', (admission) => {
    expect(comment(changed(admission))).not.toMatch(/Any user|Every user|WARNING/);
  });

  test('nothing of the kind where nothing is added', () => {
    expect(comment(api({ admission: open, changes: [removed('cancel:orders')] }))).not.toContain('WARNING');
  });

  test('a removal takes access away, until it is applied', () => {
    expect(comment(changed(limited))).toContain('**Loses access:** whoever holds `cancel:orders`');
    const done = report({
      mode: 'apply',
      result: 'applied',
      plan: plan({ apis: [changed(limited)] }),
      outcomes: [applied(changed(limited))],
    });
    expect(commentOf(done)).not.toContain('Loses access');
  });

  test('a grant that lists what is removed keeps it, also where it allows all', () => {
    const said = (fields: Partial<GrantHolder>) => {
      const impact = { ...nobody, grants: [holder('CI', { all: true, ...fields })] };
      return comment(api({ changes: [{ ...removed('a:b'), impact }] })).includes('Auth0 leaves what is removed');
    };
    expect([said({ lists: true }), said({ lists: false })]).toEqual([true, false]);
  });

  test('what grants keep is told once for all APIs', () => {
    const changes = [{ ...removed('a:b'), impact: { ...nobody, grants: [holder('CI')] } }];
    const apis = ['urn:1', 'urn:2'].map((identifier) => api({ identifier, changes }));
    expect(commentOf(report({ plan: plan({ apis }) })).match(/Auth0 leaves what is removed/g)).toHaveLength(1);
  });

  test('roles were not asked for what is added, unless it is said already that they were not read', () => {
    const changes = [{ ...added('a:b'), impact: { ...nobody, unread: ['roles' as const] } }];
    const [one, two] = [[], [{ what: 'roles', right: 'read:roles' } as const]].map((notRead) =>
      commentOf(report({ plan: plan({ apis: [api({ changes })], unknowns: { notRead } }) })),
    );
    expect(one).toContain('\n\nNot checked: whether a role has kept `a:b` from before, and gives it at once.\n\n');
    expect(two).not.toContain('from before');
    expect(comment(api({ changes: [{ ...added('a:b'), impact: nobody }] }))).not.toContain('from before');
  });

  test.each<[string, Partial<Reach>]>([
    ['nobody who was found', {}],
    ['not checked', { unread: ['grants'] }],
    ['role `r` · not all checked', { unread: ['grants'], roles: [roleHolder('r')] }],
  ])('what is deprecated is held by: %s', (said, fields) => {
    const one = { permission: 'a:b', reason: '', isNew: true, place: problem(), holders: { ...nobody, ...fields } };
    expect(comment(api({ changes: [], deprecated: [one] }))).toContain(`| \`a:b\` |  | ${said} |`);
  });

  test('four names and more are counted', () => {
    const four = ['a:b', 'a:c', 'a:d', 'a:e'].map((name) => removed(name));
    expect(comment(api({ changes: four }))).toContain('whoever holds one of the 4 removed permissions');
  });

  test('an update from or to no description says so', () => {
    const text = comment(api({ changes: [updated('a:b', ['', 'New']), updated('a:c', ['Old', ''])] }));
    expect(text).toContain('🔶 `a:b` _no description_\\\n  → New\n- 🔶 `a:c` Old\\\n  → _no description_');
  });

  test('an API that followed the manifest already when it was read again is not shown as changed', () => {
    const one = api({ changes: [added('read:orders')] });
    const text = commentOf(
      report({
        mode: 'apply',
        result: 'applied',
        plan: plan({ apis: [one] }),
        outcomes: [{ status: 'unchanged', api: one }],
      }),
    );
    expect(text).toContain('Nothing to apply');
  });

  test('more problems than are listed are counted', () => {
    const problems = Array.from({ length: 40 }, (_, line) => problem({ line: line + 1 }));
    const text = commentOf(report({ problems }));
    expect(text).toContain('**40 errors**');
    expect(text).toContain('… and 15 more');
  });

  test('three warnings stand open and four are folded', () => {
    const warnings = (number: number) => commentOf(report({ problems: Array(number).fill(warning) }));
    expect(warnings(3)).not.toContain('<details>');
    expect(warnings(4)).toContain('<details><summary>4 warnings</summary>');
  });

  describe('of problems on a pull request', () => {
    const of = (number: number, fields: Partial<Problem>) =>
      Array.from({ length: number }, (_, line) => ({ ...warning, line: line + 1, ...fields }));
    const commentWith = (...problems: readonly Problem[]) => commentOf(report({ problems }));

    test('new warnings stand open, ten of them, and the others folded', () => {
      expect(commentWith(...of(10, { age: 'new' }))).toMatch(/#### 10 new warnings\n\n(- .*\n){10}\n<sub>/);
      expect(commentWith(...of(12, { age: 'new' }))).toMatch(
        /#### 12 new warnings\n\n(- .*\n){10}\n<details><summary>2 more<\/summary>\n\n(- .*\n){2}\n<\/details>/,
      );
    });

    test('those that were there before are folded, even one, and below the new ones', () => {
      const text = commentWith(...of(1, { age: 'old' }), ...of(1, { age: 'new', line: 7 }));
      expect(text).toMatch(
        /#### 1 new warning\n\n- .*:7`.*\n\n<details><summary>1 warning that was there before<\/summary>\n\n- /,
      );
    });

    test.each<[string, Problem[], string]>([
      ['new ones', of(2, { severity: 'error', age: 'new' }), '**2 new errors** to fix'],
      [
        'new ones and old ones',
        [...of(1, { severity: 'error', age: 'new' }), ...of(2, { severity: 'error', age: 'old' })],
        '**1 new error and 2 that were there before** to fix',
      ],
      ['old ones', of(1, { severity: 'error', age: 'old' }), '**1 error that was there before** to fix'],
      ['those that nobody can tell', of(1, { severity: 'error' }), '**1 error** to fix'],
    ])('errors are told at the top, and listed there where they are new: %s', (_which, problems, says) => {
      const text = commentWith(...problems);
      expect(text).toContain(says);
      const [alert = ''] = /> \[!CAUTION\](?:\n>.*)*/.exec(text) ?? [];
      expect(alert.match(/> - /g)?.length ?? 0).toBe(problems.filter(({ age }) => age !== 'old').length);
    });

    test('old errors stand before old warnings in their list', () => {
      const text = commentWith(...of(1, { age: 'old', line: 1 }), ...of(1, { age: 'old', line: 2, severity: 'error' }));
      expect(text).toMatch(
        /<summary>1 error and 1 warning that were there before<\/summary>\n\n- \[`[^`]*:2`.*\n- \[`[^`]*:1`/,
      );
    });

    test('a warning that nobody can tell is not called new', () => {
      const text = commentWith(...of(1, { age: 'new' }), ...of(1, { line: 9 }));
      expect(text).toContain('#### 2 warnings');
    });
  });

  test('unmanaged permissions are counted where nothing changes', () => {
    const unmanaged = [{ name: 'legacy:export', description: undefined }];
    const text = comment(api({ unmanaged }));
    expect(text).toContain('follows the manifest. 1 unmanaged permission on the tenant (kept).');
    expect(text.trim().split('\n\n')).toHaveLength(2);
  });

  test('an API that is missing is told once, as what failed', () => {
    const failure = new ActionError('api-not-found', '1 API is not on the tenant.', 'Create it.');
    const missing = [{ identifier: 'urn:returns', place: problem(), permissions: [] }];
    const text = commentOf(report({ failure, plan: plan({ missing }) }));
    expect(text).toContain('> [!CAUTION]\n> **Not on the tenant:** `urn:returns`.');
    expect(text).not.toContain('1 API is not on the tenant');
  });

  test('an API that is no longer managed is told even where nothing changes', () => {
    expect(commentOf(report({ plan: plan({ released: ['urn:legacy'] }) }))).toContain('`urn:legacy`');
  });

  test('counts alone still say that any user may ask for what is added', () => {
    const document = renderDocument(report({ plan: plan({ apis: [changed(open)] }) }), { ...medium, limit: 700 });
    expect(document).toContain(
      '**Any user of any first-party application may ask for the added permissions of 1 API.**',
    );
    expect(document).not.toContain('```');
  });

  test('counts alone still say that all users of an application get what is added', () => {
    const impact = { ...nobody, grants: [holder('Shop', { as: 'its-users' })] };
    const short = (admission: ApiPlan['admission']) => {
      const one = api({ admission, changes: [{ ...added('a:b', 'x'.repeat(500)), impact }] });
      return renderDocument(report({ plan: plan({ apis: [one] }) }), { ...medium, limit: 700 });
    };
    expect(short({ ...open, users: 'by-grant' })).toContain(
      '**All users of single applications get added permissions of 1 API.** RBAC is off.',
    );
    expect(short(open)).not.toContain('single applications');
  });

  test.each(['../../../../evil/x.yml', 'a/../x.yml', '..'])(
    'the file %j is no link, it would lead elsewhere',
    (file) => {
      expect(commentOf(report({ problems: [{ ...warning, file }] }))).toContain(`- \`${file}:14\` `);
    },
  );

  test('a run without addresses has no links', () => {
    const origin = { repositoryUrl: '', runUrl: '', commit: '', previous: '', actionUrl: '' };
    expect(commentOf(report({ origin, problems: [warning] }))).not.toContain('](');
  });
});

describe('where many APIs change', () => {
  const one = (name: string | null, changes: readonly Change[] = [added('a:b')], identifier = `urn:${name}`) =>
    api({ identifier, name, changes });
  const document = (apis: readonly ApiPlan[], fields: Partial<Plan> = {}) =>
    renderDocument(report({ plan: plan({ apis, ...fields }) }), { ...medium, limit: 100_000 });
  const four = ['A', 'B', 'C', 'D'].map((name) => one(name));
  const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| '));
  const losing: Reach = { ...nobody, grants: [holder('x')] };

  test('a table comes first, from four on', () => {
    expect(document(four)).toMatch(/\| D \| 1 \|[\s\S]*#### A ·/);
    expect(document([...four.slice(1), one('E', [])])).not.toContain('| API |');
  });

  test('a column without a number is left out', () => {
    expect(rowsOf(document(four))[0]).toBe('| API | 🟢 |');
    expect(rowsOf(document([...four, one('E', [updated('a:b', ['x', 'y'])])]))[0]).toBe('| API | 🟢 | 🔶 |');
  });

  test('a name that stands twice, and one that is missing, is told with the identifier', () => {
    const rows = rowsOf(document([one('A', undefined, 'urn:1'), one('A', undefined, 'urn:2'), one('C'), one(null)]));
    expect(rows.slice(1)).toEqual(['| A · `urn:1` | 1 |', '| A · `urn:2` | 1 |', '| C | 1 |', '| `urn:null` | 1 |']);
  });

  test('whoever loses or gains several permissions is counted once', () => {
    const roles = { ...nobody, grants: [holder('x', { all: true })], roles: [roleHolder('r'), roleHolder('s')] };
    const removals = [
      { ...removed('a:c'), impact: losing },
      { ...removed('a:d'), impact: roles },
    ];
    const idle = holder('y', { effective: false });
    const byRole = holder('z', { as: 'its-users', byRole: true });
    const gaining = { ...added('a:b'), impact: { ...nobody, grants: [...roles.grants, idle, byRole] } };
    expect(rowsOf(document([...four, one('E', [...removals, gaining])]))[5]).toBe(
      '| E | 1 | 2 | 1 application and 2 roles **lose** · 1 application **gains** |',
    );
  });

  test('any user of an open API loses what is removed', () => {
    const changes = [{ ...removed('a:c'), impact: nobody }];
    const isOpen = api({ identifier: 'urn:e', name: 'E', changes, admission: open });
    expect(rowsOf(document([...four, isOpen]))[5]).toBe('| E |  | 1 | any user **loses** |');
  });

  test.each<[string, Reach | undefined]>([
    ['not checked', undefined],
    ['1 application **loses** · not all checked', { ...losing, unread: ['roles'] }],
    ['anyone **loses**', { ...nobody, grants: [holder('x', { as: 'anyone' })] }],
    ['every third-party application **loses**', { ...nobody, grants: [holder(null, { application: null })] }],
    ['', nobody],
  ])('what is not known is not nobody: %j', (said, impact) => {
    const change = { ...removed('a:c'), ...(impact && { impact }) };
    expect(document([...four, one('E', [change])])).toContain(`| E |  | 1 |${said === '' ? '' : ` ${said} |`}`);
  });

  test('a list of more than ten changes is folded, one of ten is not', () => {
    const list = (length: number) => Array.from({ length }, (_, index) => added(`a:${index}`));
    expect(document([...four, one('E', list(11))])).toContain('<details><summary>🟢 11 to add</summary>');
    expect(document([...four, one('E', list(10))])).not.toContain('<details>');
    expect(document([one('E', list(11))])).not.toContain('<details>');
  });

  test('rows beyond a hundred are counted', () => {
    const rows = rowsOf(document(Array.from({ length: 102 }, (_, index) => one(`N${index}`))));
    expect(rows.slice(-2)).toEqual(['| N99 | 1 |', '| … and 2 more APIs |  |']);
  });
});

test('what failed beside the failure is told, too, each in a line of its own', () => {
  const [down, bug] = [
    new ActionError('auth0-unauthorized', 'The secret is wrong.', 'Set it.'),
    new ActionError('internal', 'x is undefined.', 'Report it.'),
  ];
  const text = commentOf(
    report({ failure: new ActionError('github-unavailable', 'Down.', ''), alsoFailed: [down, bug] }),
  );
  expect(text).toMatch(/> \*\*The secret is wrong\.\*\* Set it\. .*auth0-unauthorized/);
  expect(text).toMatch(/> \*\*x is undefined\.\*\* Report it\. .*internal/);
});

describe('an apply that some APIs did not get', () => {
  const [stale, silent] = [
    new ActionError('plan-stale', 'It changed.', 'Run again.'),
    new ActionError('auth0-unavailable', 'No answer.', 'Run again.'),
  ];
  const named = (name: string) => api({ identifier: `urn:${name}`, name: null, changes: [added('a:b')] });
  const told = (outcomes: readonly ApiOutcome[], missing: Plan['missing'] = []) => {
    const run = { mode: 'apply', problems: [], policyShown: { file: '' }, outcomes, stopped: [] } as const;
    const [failure] = failuresOf(run, 'error');
    const apis = ['a', 'b', 'c'].map(named);
    return commentOf(report({ mode: 'apply', outcomes, plan: plan({ apis, missing }), ...(failure && { failure }) }));
  };

  test('is told with the names of both, by reason', () => {
    const text = told([
      applied(named('a')),
      notApplied(named('b'), stale),
      { status: 'not-applied', api: named('c'), error: silent, sent: true },
    ]);
    expect(text).toContain('**Applied to 1 of 3 APIs: 🟢 1 added**');
    expect(text).toContain('> **Not every API was applied.** See each API’s reason');
    expect(text).toMatch(/> - \*\*Not applied\*\* \(\[`plan-stale`\]\(\S+#plan-stale\)\): `urn:b`\n/);
    expect(text).toMatch(/> - \*\*Sent, but not confirmed\*\* \(\[`auth0-unavailable`\]\(\S+\)\): `urn:c`\n/);
    expect(text).toContain('> - **Applied:** `urn:a`\n');
  });

  test('counts an API that the tenant lacks, and none that had nothing left to apply', () => {
    const missing = [{ identifier: 'urn:d', place: problem(), permissions: [] }];
    const outcomes = [applied(named('a')), { status: 'unchanged', api: named('b') } as const];
    const text = told([...outcomes, ...missing.map(missingOutcome)], missing);
    expect(text).toContain('**Applied to 1 of 2 APIs: 🟢 1 added**');
    expect(text).toMatch(/\*\*Not applied\*\* \(\[`api-not-found`\]\(\S+\)\): `urn:d`\n> - \*\*Applied:\*\* `urn:a`\n/);
  });

  test('that failed for one reason is told with it, and with all names', () => {
    const text = told([notApplied(named('a'), stale), notApplied(named('b'), stale)]);
    expect(text).toContain('> **It changed.** Run again.');
    expect(text).toMatch(/> - \*\*Not applied\*\* \(\S+\): `urn:a` and `urn:b`\n/);
  });

  test('of one API has no list', () => {
    expect(told([notApplied(named('a'), stale)])).not.toContain('> - ');
  });
});

function comment(one: ReturnType<typeof api>): string {
  return commentOf(report({ plan: plan({ apis: [one] }) }));
}
