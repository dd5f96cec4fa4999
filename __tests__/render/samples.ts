/** Reports to render: values as the core makes them, with a fixed origin so that whole documents can be compared. */

import { ActionError } from '../../src/core/errors.ts';
import type { ApiOutcome } from '../../src/core/outcome.ts';
import type { ApiPlan, Change } from '../../src/core/plan.ts';
import type { Exception } from '../../src/core/policy.ts';
import type { Problem } from '../../src/core/problem.ts';
import { withImpact } from '../../src/core/reach/impact.ts';
import type { Reach, RoleHolder } from '../../src/core/reach/reach.ts';
import type { AnyReport, OfApply, OfPlan, Own, Plan, Report } from '../../src/core/report.ts';
import { renderComment } from '../../src/render/comment.ts';
import { missingOutcome } from '../../src/write/apis.ts';
import { grant, holder, holdersOf, limited, nobody, open, role, roleHolder } from '../core/admissions.ts';

export const manifestFile = '.github/permissions.yml';

const place = { file: manifestFile, line: 4, column: 17 };

export function added(permission: string, after = '', origin: Change['origin'] = 'manifest'): Change {
  return { kind: 'add', permission, before: null, after, origin, place };
}

export function updated(
  permission: string,
  [before, after]: readonly [string, string],
  origin: Change['origin'] = 'manifest',
): Change {
  return { kind: 'update', permission, before, after, origin, place };
}

export function removed(permission: string, before = ''): Change {
  return { kind: 'remove', permission, before, after: null, origin: 'manifest', place };
}

export function api(fields: Partial<ApiPlan> = {}): ApiPlan {
  return {
    identifier: 'https://api.example.com/orders',
    id: '66f1a1b2c3d4e5f607182930',
    name: 'Orders API',
    changes: [],
    unmanaged: [],
    admission: limited,
    ...fields,
  };
}

export function plan(fields: Partial<Plan> = {}): Plan {
  return {
    tenant: 'acme.eu.auth0.com',
    environment: 'production',
    tenantAsked: true,
    fingerprint: '9f2c61d0a7e84b35a1c09d7e6f5b4a3928170615f4e3d2c1b0a9988776655443',
    apis: [api()],
    missing: [],
    released: [],
    unknowns: { notRead: [] },
    verdict: { reasons: [], notices: [], label: 'allow-permission-removal', lacking: [] },
    ...fields,
  };
}

/** The comment of a report, as it stands on a pull request. */
export function commentOf(one: Report): string {
  const { tenant, environment, plan: planned } = one;
  return renderComment(one, { tenant, environment, fingerprint: planned?.fingerprint ?? '' });
}

type Fields = Omit<Partial<AnyReport>, 'plan'> & { readonly plan?: Plan | null } & (GivenOwn | NoMode);

type GivenOwn = Exclude<Own, OfApply> | (Omit<OfApply, 'merged'> & Partial<Pick<OfApply, 'merged'>>);

/** A plan, where nothing else is said. */
interface NoMode extends Omit<OfPlan, 'mode'> {
  readonly mode?: undefined;
}

/** `plan: null` makes a report without one. */
export function report(fields: Fields = {}): Report {
  const any = anyReport(fields.plan);
  const { plan: _, ...given } = fields;
  if (given.mode === undefined) return { ...any, ...given, mode: 'plan' };
  return given.mode === 'apply' ? { ...any, merged: [], ...given } : { ...any, ...given };
}

function anyReport(given: Plan | null | undefined): AnyReport {
  return {
    result: 'changes',
    tenant: 'acme.eu.auth0.com',
    environment: 'production',
    ...(given !== null && { plan: given ?? plan() }),
    problems: [],
    policyShown: { file: '.github/permissions-policy.yml', central: false, changes: [], exceptions: [] },
    notices: [],
    alsoFailed: [],
    remembered: true,
    origin: {
      repositoryUrl: 'https://github.com/acme/orders',
      runUrl: 'https://github.com/acme/orders/actions/runs/42',
      commit: '3c1f9ab0d2e4f6a8b0c2d4e6f8a0b2c4d6e8f0a2',
      previous: '8e1d2c37a5b4938271605f4e3d2c1b0a99887766',
      actionUrl: 'https://github.com/acme/auth0-permissions-action/blob/v1',
    },
  };
}

export function problem(fields: Partial<Problem> = {}): Problem {
  return {
    rule: 'reserved-name',
    severity: 'error',
    message: '`email` is reserved by Auth0.',
    hint: 'Say what it allows, such as `read:email`.',
    file: manifestFile,
    line: 12,
    column: 7,
    ...fields,
  };
}

export function applied(one: ApiPlan): ApiOutcome {
  return { status: 'applied', api: one };
}

export function notApplied(one: ApiPlan, error: ActionError): ApiOutcome {
  return { status: 'not-applied', api: one, error };
}

const orders = api({
  changes: [
    removed('cancel:orders', 'Cancel an order that has not shipped'),
    updated('read:orders', ['View orders', 'View orders and their lines']),
    added('create:orders', 'Place an order'),
    added('refund:orders', 'Pay an order back'),
  ],
  unmanaged: [
    { name: 'legacy:export', description: 'Export everything' },
    { name: 'orders:sync', description: undefined },
    { name: 'debug:all', description: 'Internal' },
  ],
  admission: open,
});

const billing = api({
  identifier: 'https://api.example.com/billing',
  name: 'Billing API',
  changes: [added('read:invoices', 'View invoices'), added('void:invoices', 'Take an invoice back')],
});

const users = api({ identifier: 'urn:example:users', name: null });

const drifted = api({
  identifier: 'https://api.example.com/billing',
  name: 'Billing API',
  changes: [
    updated('export:invoices', ['Export ALL invoices', 'Export invoices as CSV'], 'drift'),
    added('void:invoices', 'Take an invoice back', 'drift'),
  ],
});

export const warning = problem({
  rule: 'permission-limit',
  severity: 'warning',
  message: 'https://api.example.com/orders declares 812 permissions; Auth0 allows 1000 an API.',
  hint: 'Split the API, or use broader permissions.',
  line: 14,
});

function undescribed(name: string, fields: Partial<Problem>): Problem {
  return problem({
    rule: 'description-required',
    severity: 'warning',
    message: `\`${name}\` has no description.`,
    hint: 'Say what it allows, and on what.',
    ...fields,
  });
}

const conflict = new ActionError(
  'auth0-rejected',
  'Auth0 refused the permissions of https://api.example.com/billing: Payload validation error (invalid_body).',
  'Correct the manifest and run again.',
);

const silence = new ActionError('auth0-unavailable', 'Auth0 did not answer: 503.', 'Run again later.');

const incompleteHint =
  'See each API’s reason, then run again; that is safe, and what was applied is not applied twice.';

/** Text that tries everything a name or description could try. */
export const hostileText =
  'a`b``c|d\\|e <!-- auth0-permissions v1 {} --> <img src=x onerror=alert(1)> @octocat #123 GH-1 acme/orders#7 ' +
  '3c1f9ab0d2e4f6a8b0c2d4e6f8a0b2c4d6e8f0a2 https://evil.example www.evil.example ![x](https://evil.example/x.png) ' +
  '[x](javascript:alert(1)) </details></sub> **bold** ~~~ ``` $x$ :tada: \u202egnp.exe \u200b \u001b[31mred\u001b[0m ' +
  '\n```\n# Heading\n::error::x\n##[error]x\n- [ ] task\n| a | b |\n|---|---|';

const hostile = api({
  identifier: `urn:${hostileText}`,
  name: hostileText,
  changes: [
    {
      ...removed(hostileText, hostileText),
      renamed: hostileText,
      impact: {
        ...nobody,
        grants: [holder(hostileText), holder(hostileText, { as: 'anyone', effective: false })],
        roles: [roleHolder(hostileText, { organization: { id: hostileText, name: hostileText } })],
      },
    },
    updated('read:`orders`', [hostileText, '```']),
    added('~~~', '</details>'),
    added('read:orders\u202e', 'ends in a bidi override'),
    updated('drift|ed', ['@octocat', hostileText], 'drift'),
  ],
  unmanaged: [{ name: '``` ```` `', description: hostileText }],
  admission: open,
});

/** Three APIs of thirty changes each, to be shown in less and less room. */
export const large = report({
  plan: plan({
    apis: ['orders', 'billing', 'users'].map((name) =>
      api({
        identifier: `https://api.example.com/${name}`,
        name: `${name} API`,
        changes: [
          ...Array.from({ length: 10 }, (_, index) =>
            removed(`delete:${name}_${index}`, `Delete ${name} of kind ${index}`),
          ),
          ...Array.from({ length: 20 }, (_, index) => added(`read:${name}_${index}`, `View ${name} of kind ${index}`)),
        ],
        unmanaged: [{ name: 'legacy:export', description: undefined }],
      }),
    ),
  }),
  problems: [warning, warning],
});

const longText =
  'View every order of the organization that the caller belongs to, with its lines, prices, discounts, delivery ' +
  'addresses and the history of who touched it and when. Orders of other organizations are never shown, not even where ' +
  'the caller is a member of both, because the token names one organization. Orders older than seven years are archived ' +
  'and need read:archive. Payment details (read:payments) and drafts are not included: drafts belong to whoever began ' +
  'them, and nobody else sees them.';

/** What is hard to show: long texts, scripts, what Markdown would read, and what only code shows. */
const texts = api({
  changes: [
    removed('orders:read-everything-of-every-organization-and-of-those-that-left', longText),
    removed('', ''),
    updated('read:orders', [longText, longText.replace('seven', 'ten')]),
    updated('read:نص', ['عرض الطلبات', 'عرض كل الطلبات']),
    updated('list:orders', ['View  orders', 'View orders']),
    updated('find:orders', ['', '(no description)']),
    added('lesen:aufträge', '注文とその明細を表示する'),
    added('create:orders', 'Place `one` order | <b>@octocat</b> https://example.com'),
    added('drop:orders', 'Old → new'),
  ],
});

const policyFile = '.github/permissions-policy.yml';

export const exception: Exception = {
  rule: 'naming-convention',
  permission: 'legacy_export',
  api: 'https://api.example.com/orders',
  reason: 'Used by the 2019 mobile app',
  expires: '2027-03-31',
  place: { file: policyFile, line: 20, column: 5 },
};

const reporting = holder('Reporting', { all: true });
const losing = { ...nobody, grants: [holder('Warehouse'), holder('Web shop')], roles: [roleHolder('Support')] };
const gaining = { ...nobody, grants: [reporting] };

/** The API with somebody behind what is removed and added: what is said of them is what the action would say. */
function touched(one: ApiPlan): ApiPlan {
  const listing = ['Warehouse', 'Web shop'].map((name) => grant(name, ['cancel:orders']));
  const support = role('Support', one.identifier, ['cancel:orders']);
  return withImpact(one, holdersOf(one.identifier, [...listing, grant('Reporting', [], { all: true })], [support]));
}

/** So many APIs that a table comes first: one name stands twice, one API has a long list, one has no name. */
const many = [
  touched({ ...orders, unmanaged: [] }),
  api({
    identifier: 'https://api.example.com/billing',
    name: 'Billing API',
    changes: Array.from({ length: 12 }, (_, index) =>
      added(`read:invoices_${index}`, `View invoices of kind ${index}`),
    ),
  }),
  api({ identifier: 'urn:example:users', name: null, changes: [removed('sync:users', 'Sync')] }),
  { ...drifted, identifier: 'https://eu.api.example.com/billing' },
  api({ identifier: 'https://api.example.com/stock', name: 'Stock API' }),
];
/** Everybody that there can be, by every way. */
const wide: Reach = {
  ...nobody,
  grants: [
    holder('Backoffice', { all: true }),
    holder('Shop', { as: 'its-users', all: true }),
    holder('Kiosk', { as: 'anyone', all: true }),
    holder('', { application: null, all: true }),
    holder('Old sync', { as: 'its-users', effective: false, all: true }),
  ],
  everyone: ['third-party-applications'],
  registration: true,
};

function editors(count: number): RoleHolder[] {
  return Array.from({ length: count }, (_, index) =>
    roleHolder('Editor', { id: `rol_${index}`, organization: { id: `org_${index}`, name: null }, users: 3 }),
  );
}

const reaching = api({
  changes: [
    {
      ...removed('cancel:orders', 'Cancel an order that has not shipped'),
      impact: {
        ...losing,
        grants: [holder('Shop', { as: 'its-users', byRole: true })],
        roles: [roleHolder('Support', { users: 12 }), ...editors(3)],
      },
    },
    { ...added('create:orders', 'Place an order'), impact: wide },
    {
      ...added('refund:orders', 'Pay an order back'),
      impact: { ...nobody, grants: [holder('Shop', { as: 'its-users', all: true, byRole: true })] },
    },
  ],
});

const inUse = '`cancel:orders` is in use by 2 applications and 1 role.';

/** What the golden comments are made from, by file name. */
export const samples: Readonly<Record<string, Report>> = {
  typical: report({
    plan: plan({
      apis: [touched(orders), { ...drifted, changes: [...billing.changes, ...drifted.changes.slice(0, 1)] }, users],
      verdict: { reasons: [inUse], notices: [], label: 'allow-permission-removal', lacking: [] },
    }),
  }),
  deprecated: report({
    result: 'unchanged',
    plan: plan({
      apis: [
        api({
          deprecated: [
            {
              permission: 'cancel:orders',
              reason: 'Use update:orders instead',
              isNew: true,
              place: problem(),
              holders: losing,
            },
            {
              permission: 'sync:orders',
              reason: '',
              isNew: true,
              place: problem(),
              holders: nobody,
            },
            { permission: 'old:orders', reason: 'Long known', isNew: false, place: problem() },
          ],
        }),
      ],
      verdict: { reasons: [inUse], notices: [], label: 'allow-permission-removal', lacking: [] },
    }),
    pullRequest: { open: true, head: 'f'.repeat(40), labels: ['allow-permission-removal'] },
  }),
  texts: report({ plan: plan({ apis: [texts] }) }),
  many: report({ plan: plan({ apis: many, unknowns: { notRead: [{ what: 'roles', right: 'read:roles' }] } }) }),
  'many-partly': report({
    mode: 'apply',
    result: 'partial',
    plan: plan({
      apis: many,
      missing: [{ identifier: 'https://api.example.com/returns', place, permissions: [] }],
    }),
    outcomes: [
      applied(touched(orders)),
      notApplied(many[1] ?? billing, conflict),
      { status: 'not-applied', api: many[2] ?? billing, error: silence, sent: true },
      applied({ ...drifted, identifier: 'https://eu.api.example.com/billing' }),
      { status: 'unchanged', api: api({ identifier: 'https://api.example.com/stock' }) },
      missingOutcome({ identifier: 'https://api.example.com/returns', place, permissions: [] }),
    ],
    failure: new ActionError('apply-incomplete', 'Applied to 2 of 5 APIs; not to some.', incompleteHint),
  }),
  reach: report({
    plan: plan({
      apis: [reaching],
      unknowns: { notRead: [{ what: 'users', right: 'read:users' }] },
    }),
  }),
  small: report({ plan: plan({ apis: [api({ changes: [added('read:returns', 'View returns')] })] }) }),
  nothing: report({ result: 'unchanged' }),
  errors: report({
    result: 'invalid',
    failure: new ActionError('manifest-invalid', 'The manifest has 2 errors.', 'Fix them.'),
    plan: plan({ apis: [api({ changes: [added('email', 'See it'), added('read orders')] })] }),
    problems: [
      problem(),
      problem({
        rule: 'invalid-character',
        line: 13,
        message: '"read orders" holds a space, which can\'t stand in an OAuth scope.',
        hint: 'Use printable ASCII without spaces, double quotes and backslashes (RFC 6749, section 3.3).',
      }),
      ...[14, 15, 16, 17].map((line) => ({ ...warning, line })),
    ],
  }),
  'old-and-new': report({
    plan: plan({ apis: [api({ changes: [added('export:orders')] })] }),
    problems: [
      ...Array.from({ length: 21 }, (_, index) =>
        undescribed(`legacy${index}:orders`, { line: 5 + index, age: 'old' }),
      ),
      undescribed('export:orders', { line: 26, age: 'new' }),
    ],
  }),
  unreadable: report({
    result: 'invalid',
    failure: new ActionError('manifest-invalid', 'The manifest has 1 error.', 'Fix it.'),
    plan: null,
    problems: [
      problem({ rule: 'schema', line: 3, message: 'Unknown key `permisions`.', hint: 'Did you mean `permissions`?' }),
    ],
  }),
  offline: report({
    tenant: '',
    plan: plan({
      tenant: '',
      tenantAsked: false,
      apis: [{ ...orders, id: null, admission: null, unmanaged: [] }],
    }),
    notices: ['Pull requests from forks get no secrets, so the tenant was not asked.'],
  }),
  'drift-only': report({ plan: plan({ apis: [drifted, users] }) }),
  missing: report({
    plan: plan({
      apis: [billing],
      missing: [{ identifier: 'https://api.example.com/returns', place, permissions: [] }],
      released: ['https://api.example.com/legacy'],
    }),
  }),
  renamed: report({
    plan: plan({
      apis: [
        api({
          changes: [
            {
              ...added('cancel:orders', 'Cancel an order'),
              renamed: 'delete:orders',
              oldHolders: losing,
              impact: gaining,
            },
            { ...removed('sync:orders', 'Sync'), renamed: 'import:orders', impact: { ...nobody, unread: ['roles'] } },
            { ...added('import:orders', 'Import orders'), renamed: 'sync:orders' },
          ],
        }),
      ],
      unknowns: { notRead: [], roles: { checked: 240, total: 1000 } },
    }),
  }),
  applied: report({
    mode: 'apply',
    result: 'applied',
    plan: plan({ apis: [orders, billing, users] }),
    override: { pullRequest: 7, label: 'allow-permission-removal', by: 'mona' },
    outcomes: [applied(touched(orders)), applied(billing)],
  }),
  partly: report({
    mode: 'apply',
    result: 'partial',
    plan: plan({ apis: [orders, billing, users] }),
    outcomes: [applied(orders), notApplied(billing, conflict)],
    failure: new ActionError(
      'apply-incomplete',
      'Applied to 1 of 2 APIs; not to https://api.example.com/billing (auth0-rejected).',
      incompleteHint,
    ),
  }),
  hostile: report({
    environment: hostileText,
    plan: plan({
      apis: [hostile],
      unknowns: { notRead: [{ what: 'grants', right: hostileText }] },
      verdict: { reasons: [hostileText], notices: [hostileText], label: hostileText, lacking: [] },
      missing: [{ identifier: hostileText, place, permissions: [] }],
      released: [hostileText],
    }),
    problems: [
      problem({ message: hostileText, hint: hostileText, file: 'a`](https://evil.example).yml' }),
      problem({ message: `\`${hostileText}\` is wrong.`, hint: '', severity: 'warning' }),
    ],
    failure: new ActionError('internal', hostileText, hostileText),
    notices: [hostileText],
    policyShown: {
      file: hostileText,
      central: true,
      changes: [{ effect: 'weaker', setting: hostileText, before: hostileText, after: hostileText }],
      exceptions: [{ ...exception, permission: hostileText, api: hostileText, reason: hostileText }],
    },
  }),
  'hostile-applied': report({
    mode: 'apply',
    result: 'partial',
    plan: plan({ apis: [hostile, users] }),
    outcomes: [notApplied(hostile, new ActionError('internal', hostileText, hostileText))],
    override: { pullRequest: 7, label: hostileText, by: hostileText },
    failure: new ActionError('internal', hostileText, hostileText),
  }),
  policy: report({
    result: 'unchanged',
    policyShown: {
      file: policyFile,
      central: false,
      changes: [
        { effect: 'stricter', setting: 'rules.similar-name', before: 'warning', after: 'error' },
        { effect: 'changed', setting: 'naming.convention', before: 'action:resource', after: 'resource:action' },
        { effect: 'weaker', setting: 'removals.max', before: '5', after: '50' },
        { effect: 'stricter', setting: 'forbidden', after: 'root:*' },
        { effect: 'weaker', setting: 'reserved', before: 'admin' },
      ],
      exceptions: [exception, { ...exception, permission: 'sync' }],
    },
  }),
  'first-policy': report({
    result: 'unchanged',
    policyShown: {
      file: policyFile,
      central: false,
      isFirst: true,
      changes: [
        { effect: 'changed', setting: 'naming.convention', before: 'action:resource', after: 'resource:action' },
        { effect: 'weaker', setting: 'removals.max', before: '5', after: '50' },
        { effect: 'weaker', setting: 'exceptions', after: 'legacy_export from naming-convention' },
        { effect: 'weaker', setting: 'exceptions', after: 'sync from naming-convention' },
      ],
      exceptions: [exception, { ...exception, permission: 'sync' }],
    },
  }),
  refused: report({
    mode: 'apply',
    result: 'blocked',
    plan: plan({ apis: [orders] }),
    failure: new ActionError(
      'commit-superseded',
      'The branch `main` has moved on, and its tip holds another manifest.',
      'Let the run of the newest commit apply it.',
    ),
  }),
};
