import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  conventions,
  defaultPolicy,
  type Exception,
  type Expectation,
  nevers,
  type Policy,
} from '../../src/core/policy.ts';
import { type Effect, type PolicyChange, policyChanges } from '../../src/core/policy-changes.ts';
import { exceptionRules, permissionRules } from '../../src/core/problem.ts';
import { runs } from '../runs.ts';
import { exceptionOf, expectationOf, globsOf, namingOf, patternOf } from './declared.ts';

/** How many pairs of policies are compared. */

/** The changes from one to the other, each as `effect setting: before → after`. */
function changes(before: Partial<Policy>, after: Partial<Policy>): string[] {
  return policyChanges({ ...defaultPolicy, ...before }, { ...defaultPolicy, ...after }).map(
    ({ effect, setting, before: was = 'nothing', after: is = 'nothing' }) => `${effect} ${setting}: ${was} → ${is}`,
  );
}

const descriptions = (fields: Partial<Policy['descriptions']>) => ({
  descriptions: { ...defaultPolicy.descriptions, ...fields },
});
const removals = (fields: Partial<Policy['removals']>) => ({ removals: { ...defaultPolicy.removals, ...fields } });
const actions = (...list: string[]) => ({ naming: namingOf('action:resource', ...list) });
const reserved = (...names: string[]) => ({ reserved: new Set(names) });
const forbidden = (...globs: string[]) => ({ forbidden: globsOf(...globs) });
const branches = (...globs: string[]) => ({ protectedBranches: globsOf(...globs) });
const rules = (rule: string, severity: 'off' | 'warning' | 'error') => ({ rules: new Map([[rule, severity]]) });

type Row = [before: Partial<Policy>, after: Partial<Policy>, weaker: string[], stricter: string[]];

const [pattern, otherPattern] = [await patternOf('^a$'), await patternOf('^ab?$')];
const [once, twice] = [forbidden('a'), forbidden('a', 'a')];

/** What is weaker in one direction is stricter in the other. */
const rows: Record<string, Row> = {
  'an action more': [actions('a'), actions('a', 'b'), ['naming.actions: nothing → b'], ['naming.actions: b → nothing']],
  'any action': [actions('a', 'b'), actions(), ['naming.actions: a, b → any'], ['naming.actions: any → a, b']],
  'a reserved name less': [reserved('a', 'b'), reserved('a'), ['reserved: b → nothing'], ['reserved: nothing → b']],
  'a forbidden glob less': [
    forbidden('*:all', 'x'),
    forbidden('x'),
    ['forbidden: *:all → nothing'],
    ['forbidden: nothing → *:all'],
  ],
  'no need for descriptions': [
    {},
    descriptions({ required: false }),
    ['descriptions.required: true → false'],
    ['descriptions.required: false → true'],
  ],
  'shorter descriptions': [
    {},
    descriptions({ 'min-length': 9 }),
    ['descriptions.min-length: 10 → 9'],
    ['descriptions.min-length: 9 → 10'],
  ],
  'longer descriptions': [
    descriptions({ 'max-length': 80 }),
    {},
    ['descriptions.max-length: 80 → 500'],
    ['descriptions.max-length: 500 → 80'],
  ],
  'more removals': [{}, removals({ max: 10 }), ['removals.max: 5 → 10'], ['removals.max: 10 → 5']],
  'a larger part of an API': [
    {},
    removals({ 'max-percent': 30.5 }),
    ['removals.max-percent: 30 → 30.5'],
    ['removals.max-percent: 30.5 → 30'],
  ],
  'removals of what is in use': [
    {},
    removals({ 'in-use': 'warn' }),
    ['removals.in-use: block → warn'],
    ['removals.in-use: warn → block'],
  ],
  'removals that nothing announced': [
    removals({ 'require-deprecation': true }),
    {},
    ['removals.require-deprecation: true → false'],
    ['removals.require-deprecation: false → true'],
  ],
  'unmanaged permissions that stay': [
    { unmanaged: 'forbid' },
    {},
    ['unmanaged: forbid → keep'],
    ['unmanaged: keep → forbid'],
  ],
  'unmanaged permissions that are removed': [
    {},
    { unmanaged: 'remove' },
    ['unmanaged: keep → remove'],
    ['unmanaged: remove → keep'],
  ],
  'unmanaged permissions that are removed instead of being an error': [
    { unmanaged: 'forbid' },
    { unmanaged: 'remove' },
    ['unmanaged: forbid → remove'],
    ['unmanaged: remove → forbid'],
  ],
  'plans that nobody reviewed': [
    { stalePlan: 'require' },
    {},
    ['stale-plan: require → block'],
    ['stale-plan: block → require'],
  ],
  'plans that are stale': [{}, { stalePlan: 'warn' }, ['stale-plan: block → warn'], ['stale-plan: warn → block']],
  'another branch': [
    branches('main'),
    branches('main', 'release/*'),
    ['protected-branches: nothing → release/*'],
    ['protected-branches: release/* → nothing'],
  ],
  'any protected branch': [
    branches('main', 'next'),
    {},
    ['protected-branches: main, next → any'],
    ['protected-branches: any → main, next'],
  ],
  'a rule that is off': [
    {},
    rules('similar-name', 'off'),
    ['rules.similar-name: warning → off'],
    ['rules.similar-name: off → warning'],
  ],
  'a rule that only warns': [
    {},
    rules('naming-convention', 'warning'),
    ['rules.naming-convention: error → warning'],
    ['rules.naming-convention: warning → error'],
  ],
  'a rule that is off instead of an error': [
    rules('description-required', 'error'),
    rules('description-required', 'off'),
    ['rules.description-required: error → off'],
    ['rules.description-required: off → error'],
  ],
  'a rule about exceptions that is off': [
    {},
    rules('exception-expired', 'off'),
    ['rules.exception-expired: error → off'],
    ['rules.exception-expired: off → error'],
  ],
  'an exception': [
    {},
    { exceptions: [exceptionOf('a')] },
    ['exceptions: nothing → a from naming-convention'],
    ['exceptions: a from naming-convention → nothing'],
  ],
  'an exception for one API': [
    {},
    { exceptions: [exceptionOf('a', { api: 'orders', rule: 'similar-name' })] },
    ['exceptions: nothing → a of orders from similar-name'],
    ['exceptions: a of orders from similar-name → nothing'],
  ],
  'an exception that lasts longer': [
    { exceptions: [exceptionOf('a', { expires: '2026-12-31' })] },
    { exceptions: [exceptionOf('a', { expires: '2027-01-01' })] },
    ['exceptions: a from naming-convention, expires 2026-12-31 → expires 2027-01-01'],
    ['exceptions: a from naming-convention, expires 2027-01-01 → expires 2026-12-31'],
  ],
  'an exception that lasts for ever': [
    { exceptions: [exceptionOf('a', { expires: '2026-12-31' })] },
    { exceptions: [exceptionOf('a')] },
    ['exceptions: a from naming-convention, expires 2026-12-31 → expires never'],
    ['exceptions: a from naming-convention, expires never → expires 2026-12-31'],
  ],
  'a second exception for the same that lasts longer, wherever it stands': [
    { exceptions: [exceptionOf('a', { expires: '2026-12-31' })] },
    { exceptions: [exceptionOf('a'), exceptionOf('a', { expires: '2026-12-31' })] },
    ['exceptions: a from naming-convention, expires 2026-12-31 → expires never'],
    ['exceptions: a from naming-convention, expires never → expires 2026-12-31'],
  ],
  'several things, in the order of the file': [
    reserved('a'),
    { ...removals({ max: 6 }), ...rules('similar-name', 'off'), exceptions: [exceptionOf('b'), exceptionOf('a')] },
    [
      'reserved: a → nothing',
      'removals.max: 5 → 6',
      'rules.similar-name: warning → off',
      'exceptions: nothing → a from naming-convention',
      'exceptions: nothing → b from naming-convention',
    ],
    [
      'reserved: nothing → a',
      'removals.max: 6 → 5',
      'rules.similar-name: off → warning',
      'exceptions: a from naming-convention → nothing',
      'exceptions: b from naming-convention → nothing',
    ],
  ],
};

describe('a policy is weaker with', () => {
  test.each(Object.entries(rows))('%s, and stricter without', (_, [before, after, weaker, stricter]) => {
    expect(changes(before, after)).toEqual(weaker.map((change) => `weaker ${change}`));
    expect(changes(after, before)).toEqual(stricter.map((change) => `stricter ${change}`));
  });
});

describe('a policy is changed, neither weaker nor stricter, by', () => {
  test.each([
    [
      'another convention',
      {},
      { naming: namingOf('resource.action') },
      ['naming.convention: action:resource → resource.action'],
    ],
    [
      'a pattern',
      {},
      { naming: pattern },
      ['naming.convention: action:resource → pattern', 'naming.pattern: nothing → ^a$'],
    ],
    ['another pattern', { naming: pattern }, { naming: otherPattern }, ['naming.pattern: ^a$ → ^ab?$']],
    [
      'another label',
      {},
      removals({ 'override-label': 'x' }),
      ['removals.override-label: allow-permission-removal → x'],
    ],
  ])('%s', (_, before, after, found) => {
    expect(changes(before, after)).toEqual(found.map((change) => `changed ${change}`));
  });
});

test('a list with other entries is weaker by those that left it, and stricter by those that joined it', async () => {
  expect(changes(forbidden('a', 'b'), forbidden('b', 'c'))).toEqual([
    'weaker forbidden: a → nothing',
    'stricter forbidden: nothing → c',
  ]);
  expect(changes(actions('a', 'b'), actions('b', 'c'))).toEqual([
    'stricter naming.actions: a → nothing',
    'weaker naming.actions: nothing → c',
  ]);
});

test('an exception for all APIs instead of one is one more and one less', () => {
  const [one, all] = [exceptionOf('a', { api: 'orders' }), exceptionOf('a')];
  expect(changes({ exceptions: [one] }, { exceptions: [all] })).toEqual([
    'weaker exceptions: nothing → a from naming-convention',
    'stricter exceptions: a of orders from naming-convention → nothing',
  ]);
});

describe('expectations of reach', () => {
  const refunds = (fields: Parameters<typeof expectationOf>[1]) => expectationOf(['refund:*'], fields);

  test.each<[string, Parameters<typeof expectationOf>[1], Parameters<typeof expectationOf>[1], string[]]>([
    [
      'one more that is ruled out',
      { never: ['anonymous'] },
      { never: ['anonymous', 'third-party'] },
      ['stricter access refund:* never: nothing → third-party'],
    ],
    [
      'one role more that may',
      { only: { roles: ['Finance'] } },
      { only: { roles: ['Finance', 'Audit'] } },
      ['weaker access refund:* only.roles: nothing → Audit'],
    ],
    [
      'a list where there was none',
      { only: { roles: ['Finance'] } },
      { only: { roles: ['Finance'], applications: ['Backoffice'] } },
      ['stricter access refund:* only.applications: any → Backoffice'],
    ],
    [
      'no list at all any more',
      { never: ['anonymous'], only: { applications: [] } },
      { never: ['anonymous'] },
      ['weaker access refund:* only: listed → none', 'weaker access refund:* only.applications:  → any'],
    ],
    [
      'fewer APIs',
      { never: ['anonymous'] },
      { never: ['anonymous'], apis: ['urn:b', 'urn:a'] },
      [
        'weaker access refund:* never: anonymous → nothing',
        'stricter access refund:* of urn:a, urn:b never: nothing → anonymous',
      ],
    ],
  ])('%s', async (_, before, after, expected) => {
    expect(changes({ access: [await refunds(before)] }, { access: [await refunds(after)] })).toEqual(expected);
  });

  test('say of a glob more that it is stricter, and of nothing else', async () => {
    const [before, after] = [['a:*'], ['b:*', 'a:*']].map((globs) => expectationOf(globs, { never: ['anonymous'] }));
    expect(changes({ access: [(await before) ?? []].flat() }, { access: [(await after) ?? []].flat() })).toEqual([
      'stricter access b:* never: nothing → anonymous',
    ]);
  });

  test('of one permission count together, in whatever entries they stand', async () => {
    const one = await refunds({ never: ['anonymous', 'third-party'], only: { roles: ['Finance'] } });
    const two = [await refunds({ never: ['third-party'], only: { roles: ['Finance', 'Audit'] } }), one];
    expect(changes({ access: [one] }, { access: two })).toEqual([]);
  });
});

describe('nothing is said of', () => {
  test.each([
    ['the same', {}, {}],
    ['another order', reserved('a', 'b'), reserved('b', 'a')],
    ['an entry that stands twice', once, twice],
    ['a severity that is the rule’s own', {}, rules('similar-name', 'warning')],
    [
      'exceptions in another order',
      { exceptions: [exceptionOf('a'), exceptionOf('b')] },
      { exceptions: [exceptionOf('b'), exceptionOf('a')] },
    ],
    ['another reason', { exceptions: [exceptionOf('a')] }, { exceptions: [exceptionOf('a', { reason: 'Another' })] }],
    [
      'a second exception for the same that expires sooner',
      { exceptions: [exceptionOf('a', { expires: '2027-01-01' })] },
      { exceptions: ['2027-01-01', '2026-12-31'].map((expires) => exceptionOf('a', { expires })) },
    ],
  ])('%s', (_, before, after) => {
    expect(changes(before, after)).toEqual([]);
    expect(changes(after, before)).toEqual([]);
  });
});

const word = fc.constantFrom('a', 'b', 'c');
const words = fc.uniqueArray(word);
const globs = words.map((texts) => texts.map((text) => ({ text, matches: (name: string) => name === text })));
const day = fc.constantFrom('2026-12-31', '2027-01-01');
const exception: fc.Arbitrary<Exception> = fc
  .record({
    permission: word,
    rule: fc.constantFrom(...permissionRules),
    api: fc.option(word),
    expires: fc.option(day),
  })
  .map(({ permission, rule, api, expires }) =>
    exceptionOf(permission, { rule, ...(api !== null && { api }), ...(expires !== null && { expires }) }),
  );
const expectation: fc.Arbitrary<Expectation> = fc.record({
  permissions: globs,
  apis: fc.option(globs, { nil: undefined }),
  never: fc.uniqueArray(fc.constantFrom(...nevers)),
  only: fc.option(fc.record({ roles: words, applications: words }, { requiredKeys: [] }), { nil: undefined }),
  place: fc.constant({ file: 'policy.yml', line: 1, column: 1 }),
});
const severity = fc.constantFrom('off', 'warning', 'error');
const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  naming: fc
    .tuple(fc.constantFrom(...conventions), words)
    .map(([convention, actions]) => namingOf(convention, ...actions)),
  reserved: words.map((names) => new Set(names)),
  forbidden: globs,
  descriptions: fc.record({
    required: fc.boolean(),
    'min-length': fc.nat({ max: 3 }),
    'max-length': fc.nat({ max: 3 }),
  }),
  removals: fc.record({
    max: fc.nat({ max: 3 }),
    'max-percent': fc.nat({ max: 3 }),
    'in-use': fc.constantFrom('block', 'warn'),
    'require-deprecation': fc.boolean(),
    'override-label': word,
  }),
  unmanaged: fc.constantFrom('keep', 'forbid', 'remove'),
  stalePlan: fc.constantFrom('block', 'warn', 'require'),
  protectedBranches: fc.option(globs, { nil: undefined }),
  rules: fc
    .array(fc.tuple(fc.constantFrom(...permissionRules, ...exceptionRules), severity))
    .map((set) => new Map(set)),
  exceptions: fc.array(exception, { maxLength: 4 }),
  access: fc.array(expectation, { maxLength: 4 }),
});

const mirrored: Record<Effect, Effect> = { weaker: 'stricter', stricter: 'weaker', changed: 'changed' };

/** Without what an exception was or is, whose text says before and after in other words. */
function facts(changes: readonly PolicyChange[], turn: (change: PolicyChange) => PolicyChange): string[] {
  return changes
    .map(turn)
    .map(({ effect, setting, before, after }) =>
      setting === 'exceptions'
        ? JSON.stringify([effect, setting, before === undefined, after === undefined])
        : JSON.stringify([effect, setting, before, after]),
    )
    .sort();
}

function mirror({ effect, setting, before, after }: PolicyChange): PolicyChange {
  return {
    effect: mirrored[effect],
    setting,
    ...(after !== undefined && { before: after }),
    ...(before !== undefined && { after: before }),
  };
}

test('the way back from any policy to any other mirrors the way there', () => {
  const same = fc.property(anyPolicy, anyPolicy, (a, b) => {
    expect(facts(policyChanges(b, a), mirror)).toEqual(facts(policyChanges(a, b), (change) => change));
  });
  fc.assert(same, { numRuns: runs(1000) });
});

test('nothing is said of any policy and itself', () => {
  fc.assert(fc.property(anyPolicy, (policy) => expect(policyChanges(policy, policy)).toEqual([])));
});
