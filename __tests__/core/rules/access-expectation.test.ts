import { describe, expect, test } from '@jest/globals';
import type { ApiPlan } from '../../../src/core/plan.ts';
import { defaultPolicy, type Expectation } from '../../../src/core/policy.ts';
import type { Admission, Holders } from '../../../src/core/reach/reach.ts';
import type { Stage } from '../../../src/core/rules/access-expectation.ts';
import { checkAccess } from '../../../src/core/rules/check.ts';
import { grant, holdersOf, limited, open, role } from '../admissions.ts';
import { apiOf, expectationOf, orders, policyFile } from '../declared.ts';
import { change, planned } from '../planned.ts';

const anonymous: Admission = { ...limited, anonymous: 'by-grant' };
const kiosk = holdersOf(orders, [grant('Kiosk', [], { as: 'anyone', all: true })]);
const unread: Holders = {
  grants: undefined,
  roles: undefined,
  notRead: [
    { what: 'grants', right: 'read:grants' },
    { what: 'roles', right: 'read:roles' },
    { what: 'users', right: 'read:users' },
  ],
};
const refunds = await expectationOf(['refund:*'], { never: ['anonymous'] });
const change1 = 'Change the grant, the role or the API’s settings in Auth0, or `access` in the policy.';

interface Case {
  readonly entries?: readonly Expectation[];
  readonly names?: readonly string[];
  readonly plan?: ApiPlan;
  readonly admission?: Admission;
  readonly holders?: Holders;
  readonly stage?: Stage;
}

function problems({ entries = [refunds], names = ['refund:orders'], plan = planned([]), ...others }: Case) {
  const { admission = anonymous, holders = kiosk, stage = 'plan' } = others;
  const api = { declared: apiOf([]), planned: plan, admission, names };
  return checkAccess(api, { ...defaultPolicy, access: entries }, { holders, stage });
}

const adding = planned([change('add', 'refund:orders')]);
const said = (of: Case) => problems(of).map(({ severity, message }) => `${severity}: ${message}`);

test('what reaches whom it must not is told at the entry, with what to do', () => {
  expect(problems({})).toEqual([
    {
      rule: 'access-expectation',
      severity: 'warning',
      message:
        `\`refund:orders\` of ${orders} reaches anyone, without signing in, through \`Kiosk\` (its grant allows all). ` +
        '`access` rules that out: `never: anonymous`.',
      hint: change1,
      subject: { api: orders, permission: 'refund:orders' },
      file: policyFile,
      line: 30,
      column: 5,
    },
  ]);
});

describe('it is', () => {
  const unjudged = { holders: unread };
  const stages: readonly Stage[] = ['plan', 'apply', 'drift'];

  test.each<[string, Case, string[]]>([
    ['caused by the change', { plan: adding }, ['error', 'error', 'error']],
    ['so on the tenant already', {}, ['warning', 'warning', 'error']],
    ['not to be told, of what is added', { plan: adding, ...unjudged }, ['warning', 'error', 'error']],
    ['not to be told, of what is there already', unjudged, ['warning', 'warning', 'error']],
  ])('%s: in a plan, an apply and a look for drift %j', (_, of, severities) => {
    expect(stages.flatMap((stage) => problems({ ...of, stage }).map(({ severity }) => severity))).toEqual(severities);
  });
});

describe('what can’t be told', () => {
  test('names why, and what to grant', () => {
    expect(problems({ holders: unread })).toMatchObject([
      {
        message: `\`refund:orders\` of ${orders} is not checked against \`access\`: who was granted it could not be read.`,
        hint: 'Grant the application `read:grants`.',
      },
    ]);
  });

  const stops = 'An apply that can’t tell either is stopped.';

  test.each<[string, Case, string[]]>([
    ['of what a plan adds', { plan: adding, stage: 'plan' }, [`Grant the application \`read:grants\`. ${stops}`]],
    ['but not of what is there already', { stage: 'plan' }, ['Grant the application `read:grants`.']],
    ['nor in an apply, which is', { plan: adding, stage: 'apply' }, ['Grant the application `read:grants`.']],
  ])('says that an apply is stopped by it, %s', (_, of, hints) => {
    expect(problems({ ...of, holders: unread }).map(({ hint }) => hint)).toEqual(hints);
  });

  test('says of roles how many there were time for', async () => {
    const roles = { roles: [role('Finance', orders, [])], total: 700 };
    const entries = [await expectationOf(['*'], { only: { roles: ['Finance'], applications: [] } })];
    const holders = { ...holdersOf(orders, []), roles };
    expect(problems({ entries, admission: limited, holders })).toMatchObject([
      { message: expect.stringContaining('only 1 of 700 roles could be read in the time'), hint: 'Run it again.' },
    ]);
  });

  test('is said beside what is known', async () => {
    const entries = [await expectationOf(['*'], { never: ['every-user', 'applications'] })];
    expect(said({ entries, admission: open, holders: unread })).toEqual([
      expect.stringContaining('reaches any user of any first-party application'),
      expect.stringContaining('is not checked'),
    ]);
  });
});

describe('permissions of which the same is to be said', () => {
  const names = Array.from({ length: 12 }, (_, index) => `refund:kind_${index}`);

  test('are one problem that is about none of them alone', () => {
    const [one, ...others] = problems({ names });
    expect(one?.message).toMatch(/^`refund:kind_0`, .*`refund:kind_9` and 2 more of \S+ reach anyone/);
    expect([one?.subject, others]).toEqual([{ api: orders }, []]);
  });

  test('that can’t be told are one problem, too', () => {
    expect(said({ names, holders: unread })).toEqual([expect.stringMatching(/2 more of \S+ are not checked against/)]);
  });

  test('are told apart from what is added', () => {
    const plan = planned([change('add', 'refund:kind_3')]);
    expect(said({ names, plan })).toEqual([
      expect.stringMatching(/^warning: .*reach anyone/),
      expect.stringMatching(/^error: `refund:kind_3` of .* would reach/),
    ]);
  });
});

test('what the policy lets in alone is named', async () => {
  const entries = [await expectationOf(['*'], { only: { roles: ['Finance', 'Audit'], applications: [] } })];
  expect(said({ entries })[0]).toMatch(
    /`access` rules that out: only roles `Finance` and `Audit`, no application, nobody else\.$/,
  );
});

test('names and APIs that the entry is not about are not judged', async () => {
  expect(said({ names: ['read:orders'] })).toEqual([]);
  expect(said({ entries: [await expectationOf(['*'], { never: ['anonymous'], apis: ['urn:other*'] })] })).toEqual([]);
  expect(said({ entries: [await expectationOf(['*'], { never: ['anonymous'], apis: ['https://*'] })] })).toHaveLength(
    1,
  );
});
