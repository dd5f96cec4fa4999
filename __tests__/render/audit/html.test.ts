import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { AuditDocument, AuditHolder } from '../../../src/core/audit/document.ts';
import { renderAuditHtml } from '../../../src/render/audit/html.ts';
import { visible } from '../../../src/render/visible.ts';
import { runs } from '../../runs.ts';
import {
  applicationHolder,
  audit,
  audited,
  auditedApi,
  audits,
  auditWith,
  everyUser,
  finding,
  heldBy,
  manyApis,
  roleOf,
  thirdParties,
} from '../audits.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';
import { hostileText } from '../samples.ts';
import { type Element, elementsOf, gridOf, textOf } from './page.ts';

test.each(['since', 'incomplete'] as const)('golden: %s', (name) => {
  expectGolden(`audit-${name}.html`, renderAuditHtml(audits[name]));
});

const samples: Readonly<Record<string, AuditDocument>> = {
  ...audits,
  'one holder': heldBy(1),
  'five holders': heldBy(5),
  'sixty holders': heldBy(60),
  'more holders than a table has columns': heldBy(130),
  'forty APIs': manyApis(40),
  hostile: auditWith(hostileText),
};

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended', 'html-validate:standard', 'html-validate:a11y'],
    rules: {
      'doctype-style': ['error', { style: 'lowercase' }],
      'prefer-native-element': 'off', // a region that scrolls is asked for by its role
      'long-title': 'off', // the tenant's name is as long as it is
    },
  }),
);

test.each(Object.entries(samples))(
  'is valid, and accessible as far as that can be computed: %s',
  async (_name, document) => {
    const html = renderAuditHtml(document);
    const { results } = await validator.validateString(html);
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`)),
    ).toEqual([]);
    elementsOf(html); // throws where a parser has to repair anything
  },
);

describe('the page', () => {
  const page = renderAuditHtml(audits.since);

  test('has its language, a title, one heading, a policy against whatever loads or runs, and no script', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n/);
    expect(page).toContain('<title>Auth0 permissions audit · production · example.eu.auth0.com</title>');
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    );
    expect(tagsOf(page).filter((tag) => tag === 'h1')).toHaveLength(1);
    expect(tagsOf(page).filter((tag) => ['script', 'link', 'img', 'iframe', 'form', 'base'].includes(tag))).toEqual([]);
    expect(page).not.toMatch(/@import|url\(/);
  });

  test('has a caption for every table, and a scope for every head', () => {
    const elements = elementsOf(page);
    const tables = elements.filter(({ tag }) => tag === 'table');
    expect(tables.length).toBeGreaterThan(5);
    expect(elements.filter(({ tag }) => tag === 'caption')).toHaveLength(tables.length);
    expect(elements.filter(({ tag, attributes }) => tag === 'th' && !('scope' in attributes))).toEqual([]);
  });

  test('links to parts of itself that there are, and nowhere else', () => {
    const elements = elementsOf(page);
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
    const targets = elements.filter(({ tag }) => tag === 'a').map(({ attributes }) => attributes.href);
    expect(targets.length).toBeGreaterThan(5);
    expect(targets.filter((target) => !ids.some((id) => `#${id}` === target))).toEqual([]);
  });

  const nameOf = (ids = '') => {
    const texts = new Map(elementsOf(page).map(({ attributes, text }) => [attributes.id, text]));
    return ids
      .split(' ')
      .map((id) => texts.get(id))
      .join(' ');
  };

  test('can be scrolled by a keyboard where it is wide', () => {
    const regions = elementsOf(page).filter(({ attributes }) => attributes.class === 'scroll');
    expect(regions).toHaveLength(4); // all APIs, and the matrix of each
    for (const { attributes } of regions) expect(attributes).toMatchObject({ role: 'region', tabindex: '0' });
    const named = regions.map(({ attributes }) => attributes['aria-label'] ?? nameOf(attributes['aria-labelledby']));
    expect(named).toEqual([
      'All APIs',
      'Billing API https://api.example.com/billing Who holds what',
      'Orders API https://api.example.com/orders Who holds what',
      'urn:example:internal Who holds what',
    ]);
  });

  test('says what was not read above all that was', () => {
    const text = textOf(renderAuditHtml(audits.incomplete));
    expect(text.indexOf('Not complete')).toBeLessThan(text.indexOf('Orders API'));
    expect(text).toContain('Which applications hold a permission is not known.');
    expect(renderAuditHtml(audits.incomplete)).not.toMatch(/>nobody</);
  });

  test('tells what is new, what changed and what was there before, in this order', () => {
    const headings = elementsOf(page).filter(({ tag }) => tag === 'h2');
    expect(headings.map(({ text }) => text)).toEqual([
      'New findings',
      'Who gained and who lost',
      'Findings that were there before',
      'APIs',
    ]);
  });

  test('folds a long list of notes or of permissions, and APIs where there are many', () => {
    const folded = (document: AuditDocument) =>
      elementsOf(renderAuditHtml(document)).filter(
        ({ tag, attributes }) => tag === 'details' && !('open' in attributes),
      );
    const found = (number: number, severity: 'note' | 'warning') =>
      audit({ findings: Array.from({ length: number }, (_, index) => finding({ permission: `p${index}`, severity })) });
    expect(folded(found(10, 'note'))).toHaveLength(0);
    expect(folded(found(11, 'note'))).toHaveLength(1);
    expect(folded(found(11, 'warning'))).toHaveLength(0);
    const permissions = (number: number) =>
      audit({
        apis: [auditedApi({ permissions: Array.from({ length: number }, (_, index) => audited(`p${index}`)) })],
      });
    expect(folded(permissions(40))).toHaveLength(0);
    expect(folded(permissions(41))).toHaveLength(1);
    expect(folded(manyApis(5)).filter(({ attributes }) => attributes.class === 'api')).toHaveLength(0);
    expect(folded(manyApis(6)).filter(({ attributes }) => attributes.class === 'api')).toHaveLength(6);
  });

  test('says what to do once for all findings of a kind that ask for the same', () => {
    const findings = ['a', 'b'].map((permission) =>
      finding({ permission, message: `Nobody holds ${permission}.`, hint: 'Grant it.' }),
    );
    const text = textOf(renderAuditHtml(audit({ findings })));
    expect(text.match(/Grant it\./g)).toHaveLength(1);
    expect(text).toContain('granted-to-nobody (2) Grant it.');
  });
});

describe('the matrix', () => {
  const gridWith = (holders: AuditHolder[], fields: Parameters<typeof auditedApi>[0] = {}) =>
    gridOf(renderAuditHtml(audit({ apis: [auditedApi({ permissions: [audited('a', holders)], ...fields })] })));

  test.each<[string, AuditHolder, string, string]>([
    ['an application itself', applicationHolder('Shop'), 'Shop', 'A'],
    ['its users, by role', applicationHolder('Shop', { as: 'its-users' }), 'Shop', 'U by role'],
    ['anyone', applicationHolder('Shop', { as: 'anyone' }), 'Shop', 'P'],
    ['all that there is', applicationHolder('Shop', { all: true }), 'Shop', 'A*'],
    ['one without effect', applicationHolder('Shop', { effective: false }), 'Shop no effect', 'a without effect'],
    ['one without a name', applicationHolder(null, { id: 'c1' }), 'c1', 'A'],
    ['third parties', thirdParties({ as: 'itself' }), 'every third-party application', 'A'],
    ['every user', everyUser, 'any user of any first-party application', 'E'],
    ['a role', roleOf('Support'), 'Support 3 users', 'R'],
    ['a role whose users were not read', roleOf('Support', { users: null }), 'Support', 'R'],
    [
      'a role of an organization, without effect',
      roleOf('Editor', { organization: { id: 'org_1', name: null }, effective: false }),
      'Editor org_1, 3 users no effect',
      'r without effect',
    ],
  ])('marks %s', (_name, holder, head, mark) => {
    const [heads, [, ...cells] = []] = gridWith([holder]);
    expect([heads, cells]).toEqual([['Permission', head], [mark]]);
  });

  test('marks users at once where roles decide nothing', () => {
    expect(gridWith([applicationHolder('Shop', { as: 'its-users' })], { rbac: false })[1]).toEqual(['a', 'U']);
  });

  test('marks an application that holds it in two ways twice, in one column', () => {
    const ways = [applicationHolder('Shop'), applicationHolder('Shop', { as: 'its-users', effective: false })];
    expect(gridWith(ways)[1]).toEqual(['a', 'Au without effect']);
  });

  test.each([
    ['first', [true, false]],
    ['last', [false, true]],
  ])(
    'says of nobody without effect somewhere that it is without effect everywhere: what counts comes %s',
    (_name, counts) => {
      const permissions = counts.map((effective, index) =>
        audited(`p${index}`, [applicationHolder('Shop', { effective, as: effective ? 'itself' : 'its-users' })]),
      );
      expect(gridWith([], { permissions })[0]).toEqual(['Permission', 'Shop']);
    },
  );

  test('has those of a kind together, the widest reach first, each by name', () => {
    const holders = [
      roleOf('Support'),
      applicationHolder('Shop'),
      applicationHolder('Back', { as: 'its-users' }),
      thirdParties(),
      everyUser,
      applicationHolder('Shop', { as: 'anyone' }),
    ];
    const [heads] = gridWith(holders);
    expect(heads?.slice(1)).toEqual([
      'Shop',
      'any user of any first-party application',
      'every third-party application',
      'Back',
      'Shop',
      'Support 3 users',
    ]);
    const groups = elementsOf(renderAuditHtml(audit({ apis: [auditedApi({ permissions: [audited('a', holders)] })] })))
      .filter(({ attributes }) => attributes.scope === 'colgroup')
      .map(({ text }) => text);
    expect(groups).toEqual(['anyone', 'every user', 'third parties', 'applications', 'roles']);
  });

  test('tells two of one name apart', () => {
    const [heads] = gridWith([applicationHolder('Shop', { id: 'c1' }), applicationHolder('Shop', { id: 'c2' })]);
    expect(heads?.slice(1)).toEqual(['Shop c1', 'Shop c2']);
  });

  test('has a role of more than three organizations in one column, and says in how many it gives what', () => {
    const editors = (number: number) =>
      Array.from({ length: number }, (_, index) =>
        roleOf('Editor', { id: `r${index}`, organization: { id: `org_${index}`, name: `Org ${index}` } }),
      );
    const permissions = [audited('a', editors(4)), audited('b', editors(2))];
    expect(gridWith([], { permissions })).toEqual([
      ['Permission', 'Editor in 4 organizations, at most 12 users'],
      ['a', 'R 4'],
      ['b', 'R 2'],
    ]);
    expect(gridWith(editors(3))[0]).toHaveLength(4);
  });

  test('has the holders of its API alone', () => {
    const document = audit({
      apis: ['Shop', 'Kiosk'].map((name) =>
        auditedApi({ identifier: name, permissions: [audited('a', [applicationHolder(name)])] }),
      ),
    });
    expect(gridOf(renderAuditHtml(document), 1)).toEqual([
      ['Permission', 'Kiosk'],
      ['a', 'A'],
    ]);
  });

  test('is several tables where there are more holders than one has room for', () => {
    const page = renderAuditHtml(heldBy(130));
    const captions = elementsOf(page).filter(({ tag, text }) => tag === 'caption' && text.startsWith('Who holds what'));
    expect(captions.map(({ text }) => text)).toEqual([
      'Who holds what, holders 1 to 60 of 130',
      'Who holds what, holders 61 to 120 of 130',
      'Who holds what, holders 121 to 130 of 130',
    ]);
  });

  test('says beside a permission what is to be known of it', () => {
    const permissions = [
      audited('held', [everyUser], { deprecated: 'Use other' }),
      audited('idle', [applicationHolder('Shop', { effective: false })]),
      audited('gone', [], { status: 'missing' }),
      audited('stray', [everyUser], { status: 'dangling' }),
      audited('extra', [everyUser], { status: 'unmanaged' }),
    ];
    const findings = [
      finding({ permission: 'held', severity: 'error' }),
      finding({ permission: 'extra', severity: 'warning' }),
      finding({ permission: 'idle', api: 'urn:other', severity: 'error' }),
    ];
    const grid = gridOf(renderAuditHtml(audit({ apis: [auditedApi({ permissions })], findings })));
    expect(grid.map(([first]) => first)).toEqual([
      'Permission',
      'held 1 error deprecated',
      'idle nobody',
      'gone not on the tenant',
      'stray held, but not on the tenant',
      'extra 1 warning unmanaged',
    ]);
  });

  test('is left out where it would make the page too large, and says so', () => {
    const holders = Array.from({ length: 401 }, (_, index) => applicationHolder(`Shop ${index}`));
    const permissions = Array.from({ length: 1000 }, (_, index) => audited(`p${index}`, holders));
    const page = renderAuditHtml(audit({ apis: [auditedApi({ permissions })] }));
    expect(page).toContain('The matrix is left out');
    expect(page).not.toContain('class="matrix');
    expect(page.length).toBeLessThan(1_000_000);
  });

  test('is left out where those of the APIs before leave no room for it', () => {
    const holders = Array.from({ length: 500 }, (_, index) => applicationHolder(`Shop ${index}`));
    const permissions = Array.from({ length: 500 }, (_, index) => audited(`p${index}`, index === 0 ? holders : []));
    const few = auditedApi({ identifier: 'urn:few', permissions: [audited('a', [everyUser])] });
    const page = renderAuditHtml(audit({ apis: [auditedApi({ permissions }), auditedApi({ permissions }), few] }));
    expect(page.match(/class="matrix/g)).toHaveLength(9 + 1); // of the first API and of the last
    expect(page.match(/The matrix is left out/g)).toHaveLength(1);
  });

  test('of an API without holders is a sentence, which knows what was not read', () => {
    const textWith = (notRead: AuditDocument['notRead']) =>
      textOf(renderAuditHtml(audit({ apis: [auditedApi({ permissions: [audited('a')] })], notRead })));
    expect(textWith([])).toContain('Nobody holds any of its permissions.');
    const text = textWith([{ what: 'roles', scope: 'read:roles', message: 'Not read.' }]);
    expect(text).not.toContain('Nobody holds');
    expect(text).toContain('Not read: roles.');
  });
});

describe('no text of a tenant', () => {
  const outline = (text: string) =>
    elementsOf(renderAuditHtml(auditWith(text)))
      .filter(({ tag }) => tag !== 'code') // a sentence has one for what stands between backticks
      .map(({ tag, attributes }) => ({ tag, attributes }));
  const expected = outline('word');
  const texts = hostile.filter((text) => text.trim() !== '');

  test('adds or changes an element or an attribute', () => {
    fc.assert(
      fc.property(texts, (text) => expect(outline(text)).toEqual(expected)),
      { numRuns: runs(40) },
    );
  });

  test('is shown otherwise than as it is, or not seen', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const page = renderAuditHtml(auditWith(text));
        for (const line of page.split('\n')) expect(visible(line)).toBe(line);
        const names = elementsOf(page).filter(({ tag }) => tag === 'code');
        expect(names.map(({ content }) => content)).toContain(visible(text));
      }),
      { numRuns: runs(40) },
    );
  });
});

test.each([
  ['read:orders', '<code>read:orders</code>'],
  ['read orders', '<code>read orders</code>'],
  [' read', '<code class="spaces"> read</code>'],
  ['read ', '<code class="spaces">read </code>'],
  ['a  b', '<code class="spaces">a  b</code>'],
  ['<b>&"', '<code>&lt;b&gt;&amp;&quot;</code>'],
  ['a\u202eb', '<code>a\\u202eb</code>'],
])('the name %j is %s', (permission, shown) => {
  const page = renderAuditHtml(audit({ apis: [auditedApi({ permissions: [audited(permission)] })] }));
  expect(page).toContain(`<th scope="row">${shown}`);
});

describe('colours', () => {
  const css = /<style>(.*)<\/style>/s.exec(renderAuditHtml(audits.none))?.[1] ?? '';
  const declared = [...css.matchAll(/:root \{([^}]*)\}/g)].map(
    ([, block = '']) =>
      new Map([...block.matchAll(/--(\w+):(#[0-9a-f]{6})/g)].map(([, key = '', value = '']) => [key, value])),
  );

  test('are declared for a light screen, a dark screen and paper, which is as the light screen', () => {
    expect(declared).toHaveLength(3);
    expect(declared[2]).toEqual(declared[0]);
    expect(css).toMatch(/@media \(prefers-color-scheme: dark\) \{ :root/);
    const used = new Set([...css.matchAll(/var\(--(\w+)\)/g)].flatMap(([, key = '']) => (key === 'mark' ? [] : [key])));
    for (const scheme of declared) expect([...used].filter((key) => !scheme.has(key))).toEqual([]);
  });

  const texts = ['ink', 'soft', 'link', 'error', 'warning', 'application', 'users', 'role'];
  const pairs = declared.flatMap((scheme, index) =>
    texts.flatMap((text) => ['bg', 'panel'].map((ground) => [index, text, ground, scheme] as const)),
  );

  test.each(pairs)('of scheme %i: %s on %s and the other way round can be read', (_index, text, ground, scheme) => {
    expect(contrast(scheme.get(text) ?? '', scheme.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});

/** Source: WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function tagsOf(html: string): string[] {
  return elementsOf(html).map(({ tag }: Element) => tag);
}
