import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { globCost } from '../../src/core/pattern.ts';
import { defaultPolicy, lockedOnly, type Policy } from '../../src/core/policy.ts';
import { readPolicy } from '../../src/core/policy-reading.ts';
import { exceptionRules, lockedRules, permissionRules } from '../../src/core/problem.ts';
import { namingOf } from './declared.ts';
import { documentOf } from './manifest-text.ts';

async function readText(text: string) {
  return await readPolicy(documentOf(text, 'policy.yml'));
}

/** Each problem as `line:column message | hint`, in the order of the file; with any there is no policy. */
async function problems(text: string): Promise<string[]> {
  const { policy, problems } = await readText(text);
  expect(policy === undefined).toBe(problems.length > 0);
  return problems
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(({ rule, severity, file, line, column, message, hint }) => {
      expect([rule, severity, file]).toEqual(['schema', 'error', 'policy.yml']);
      return `${line}:${column} ${message}${hint ? ` | ${hint}` : ''}`;
    });
}

async function read(text: string): Promise<Policy> {
  const { policy, problems } = await readText(text);
  expect(problems).toEqual([]);
  return policy ?? lockedOnly;
}

const top = (...lines: string[]) => ['version: 1', ...lines].join('\n');

describe('the policy of the contract', () => {
  const text = `version: 1
naming:
  convention: action:resource
  actions: [create, read, update, delete, cancel]
reserved: [admin]
forbidden: ["*:all", "root:*"]
descriptions: {required: true, min-length: 10, max-length: 200}
removals: {max: 5, max-percent: 30, in-use: block, override-label: allow-permission-removal}
unmanaged: keep
stale-plan: block
protected-branches: [main, "release/*"]
rules: {similar-name: off, description-required: error}
exceptions:
  - {rule: naming-convention, permission: legacy_export, api: https://api.example.com, reason: Used by the 2019 mobile app, expires: 2027-03-31}
  - rule: broad-permission
    permission: read:all
    reason: For the auditors
access:
  - {permissions: ["refund:*", "delete:*"], never: [anonymous, third-party, every-user]}
  - {permissions: ["payout:*"], apis: [https://api.example.com/billing], only: {roles: [Finance], applications: [Backoffice]}}
`;

  test('is read whole', async () => {
    const matches = expect.any(Function);
    expect(await read(text)).toEqual({
      naming: namingOf('action:resource', 'create', 'read', 'update', 'delete', 'cancel'),
      reserved: new Set(['admin']),
      forbidden: [
        { text: '*:all', matches },
        { text: 'root:*', matches },
      ],
      descriptions: { required: true, 'min-length': 10, 'max-length': 200 },
      removals: {
        max: 5,
        'max-percent': 30,
        'in-use': 'block',
        'require-deprecation': false,
        'override-label': 'allow-permission-removal',
      },
      unmanaged: 'keep',
      stalePlan: 'block',
      protectedBranches: [
        { text: 'main', matches },
        { text: 'release/*', matches },
      ],
      rules: new Map([
        ['similar-name', 'off'],
        ['description-required', 'error'],
      ]),
      exceptions: [
        {
          rule: 'naming-convention',
          permission: 'legacy_export',
          api: 'https://api.example.com',
          reason: 'Used by the 2019 mobile app',
          expires: '2027-03-31',
          place: { file: 'policy.yml', line: 14, column: 5, endColumn: 145 },
        },
        {
          rule: 'broad-permission',
          permission: 'read:all',
          reason: 'For the auditors',
          place: { file: 'policy.yml', line: 15, column: 5, endColumn: 27 },
        },
      ],
      access: [
        {
          permissions: [
            { text: 'refund:*', matches },
            { text: 'delete:*', matches },
          ],
          apis: undefined,
          never: ['anonymous', 'third-party', 'every-user'],
          only: undefined,
          place: { file: 'policy.yml', line: 19, column: 5, endColumn: 89 },
        },
        {
          permissions: [{ text: 'payout:*', matches }],
          apis: [{ text: 'https://api.example.com/billing', matches }],
          never: [],
          only: { roles: ['Finance'], applications: ['Backoffice'] },
          place: { file: 'policy.yml', line: 20, column: 5, endColumn: 127 },
        },
      ],
    });
  });

  test('holds globs that match', async () => {
    const { forbidden, protectedBranches = [] } = await read(text);
    expect(forbidden.map(({ matches }) => matches('read:all'))).toEqual([true, false]);
    expect(protectedBranches.map(({ matches }) => matches('release/1.x'))).toEqual([false, true]);
  });

  test('gives its pattern, which matches', async () => {
    const { naming } = await read(top('naming: {convention: pattern, pattern: "^[a-z]+:[a-z-]+$"}'));
    const pattern = { text: '^[a-z]+:[a-z-]+$', matches: expect.any(Function), cost: expect.anything() };
    expect(naming).toEqual({ ...namingOf('pattern'), pattern });
    expect(naming.pattern?.matches('read:orders')).toBe(true);
    expect(naming.pattern?.matches('Read:orders')).toBe(false);
  });
});

describe('what a policy does not say', () => {
  test.each([
    ['everything', 'version: 1'],
    ['all of each part', top('naming: {}', 'descriptions: {}', 'removals: {}', 'rules: {}', 'exceptions: []')],
    ['what is in its lists', top('reserved: []', 'forbidden: []')],
    ['anything but the defaults', top('naming: {convention: action:resource}', 'unmanaged: keep', 'stale-plan: block')],
  ])('is the default: %s', async (_, text) => {
    expect(await read(text)).toEqual(defaultPolicy);
  });

  test('is what the contract says', () => {
    expect(defaultPolicy).toEqual({
      naming: namingOf('action:resource'),
      reserved: new Set(),
      forbidden: [],
      descriptions: { required: true, 'min-length': 10, 'max-length': 500 },
      removals: {
        max: 5,
        'max-percent': 30,
        'in-use': 'block',
        'require-deprecation': false,
        'override-label': 'allow-permission-removal',
      },
      unmanaged: 'keep',
      stalePlan: 'block',
      protectedBranches: undefined,
      rules: new Map(),
      exceptions: [],
      access: [],
    });
  });

  test('in a part is the default of that part', async () => {
    expect((await read(top('descriptions: {max-length: 80}'))).descriptions).toEqual({
      required: true,
      'min-length': 10,
      'max-length': 80,
    });
  });
});

test('a policy that cannot be read leaves only what no policy can change', () => {
  const { rules, ...others } = lockedOnly;
  expect({ ...others, rules: new Map() }).toEqual(defaultPolicy);
  expect([...rules.keys()].sort()).toEqual([...permissionRules, ...exceptionRules].sort());
  expect(new Set(rules.values())).toEqual(new Set(['off']));
});

describe('the settings', () => {
  test.each([
    ['naming: {convention: resource:action}', { naming: namingOf('resource:action') }],
    ['naming: {convention: resource.action}', { naming: namingOf('resource.action') }],
    ['naming: {convention: Resource.Action}', { naming: namingOf('Resource.Action') }],
    ['naming: {actions: [read]}', { naming: namingOf('action:resource', 'read') }],
    ['reserved: [a, a]', { reserved: new Set(['a']) }],
    ['descriptions: {required: false}', { descriptions: { required: false, 'min-length': 10, 'max-length': 500 } }],
    [
      'descriptions: {min-length: 0, max-length: 1}',
      { descriptions: { required: true, 'min-length': 0, 'max-length': 1 } },
    ],
    [
      'descriptions: {min-length: 500, max-length: 500}',
      { descriptions: { required: true, 'min-length': 500, 'max-length': 500 } },
    ],
    [
      'removals: {max: 0, max-percent: 0, in-use: warn, require-deprecation: true, override-label: x}',
      { removals: { max: 0, 'max-percent': 0, 'in-use': 'warn', 'require-deprecation': true, 'override-label': 'x' } },
    ],
    [
      'removals: {max: 1000000, max-percent: 100}',
      {
        removals: {
          max: 1_000_000,
          'max-percent': 100,
          'in-use': 'block',
          'require-deprecation': false,
          'override-label': 'allow-permission-removal',
        },
      },
    ],
    ['unmanaged: forbid', { unmanaged: 'forbid' }],
    ['unmanaged: remove', { unmanaged: 'remove' }],
    ['stale-plan: warn', { stalePlan: 'warn' }],
    ['stale-plan: require', { stalePlan: 'require' }],
    ['rules: {similar-name: off}', { rules: new Map([['similar-name', 'off']]) }],
    ['rules: {exception-unused: error}', { rules: new Map([['exception-unused', 'error']]) }],
  ])('%s', async (text, settings) => {
    expect(await read(top(text))).toEqual({ ...defaultPolicy, ...settings });
  });

  test.each([...permissionRules, ...exceptionRules])('of the severity of %s', async (id) => {
    for (const severity of ['off', 'warning', 'error']) {
      expect((await read(top(`rules: {${id}: ${severity}}`))).rules).toEqual(new Map([[id, severity]]));
    }
  });

  test.each(permissionRules)('of an exception from %s', async (rule) => {
    const entry = `{rule: ${rule}, permission: a, reason: b}`;
    const { exceptions } = await read(top(`exceptions: [${entry}]`));
    const place = { file: 'policy.yml', line: 2, column: 14, endColumn: 14 + entry.length };
    expect(exceptions).toEqual([{ rule, permission: 'a', reason: 'b', place }]);
  });

  test('of a day that only some years have', async () => {
    const { exceptions } = await read(
      top('exceptions: [{rule: similar-name, permission: a, reason: b, expires: 2028-02-29}]'),
    );
    expect(exceptions.map(({ expires }) => expires)).toEqual(['2028-02-29']);
  });

  test('of an API whose identifier is as long as may be', async () => {
    const api = 'x'.repeat(600);
    const { exceptions } = await read(top(`exceptions: [{rule: similar-name, permission: a, reason: b, api: ${api}}]`));
    expect(exceptions.map((one) => one.api)).toEqual([api]);
  });

  test('may hold 500 characters and 1000 entries', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const { reserved } = await read(top(`reserved: [${names.join(', ')}]`, `forbidden: [${'x'.repeat(500)}]`));
    expect(reserved.size).toBe(1000);
  });
});

describe('a file of the wrong shape', () => {
  const shape = '1:1 The file must be a map with `version`; it is';

  test.each([
    ['is empty', '', [`${shape} empty.`]],
    ['is only a comment', '# later', [`${shape} empty.`]],
    ['is a list', '- version: 1', [`${shape} a list.`]],
    ['is text', 'version 1', [`${shape} the text "version 1".`]],
    ['is an empty map', '{}', ['1:1 `version` is missing. | Expected 1.']],
    ['has no version', 'unmanaged: keep', ['1:1 `version` is missing. | Expected 1.']],
    ['has another version', 'version: 2', ['1:10 `version` must be 1; it is the number 2.']],
    ['has a version without a value', 'version:', ['1:1 `version` must be 1; it is empty.']],
  ])('%s', async (_, text, found) => {
    expect(await problems(text)).toEqual(found);
  });
});

const rulesWithExceptions =
  'one of `protocol-name`, `naming-convention`, `allowed-action`, `forbidden-name`, `broad-permission`, `similar-name`, `description-required`, `description-quality`, `undeclared-permission`, `unused-permission` and `public-permission`';
const conventions = 'one of `action:resource`, `resource:action`, `resource.action`, `Resource.Action` and `pattern`';
const text = 'text of 1 to 500 characters';
const label = 'the name of a label, 1 to 500 characters';
const reason = 'a reason of 1 to 500 characters';
const whole = 'a whole number from';
const severity = '`off`, `warning` or `error`';
const exception = (fields: string) => `exceptions: [{rule: similar-name, permission: a, reason: b, ${fields}}]`;

describe('a wrong value', () => {
  test.each([
    ['naming: x', '2:9 `naming` must be a map; it is the text "x".'],
    ['naming:', '2:1 `naming` must be a map; it is empty.'],
    ['naming: {convention: camelCase}', `2:22 \`convention\` must be ${conventions}; it is the text "camelCase".`],
    ['naming: {convention: 1}', `2:22 \`convention\` must be ${conventions}; it is the number 1.`],
    [
      'naming: {convention: Action:Resource}',
      `2:22 \`convention\` must be ${conventions}; it is the text "Action:Resource". | Did you mean \`action:resource\`?`,
    ],
    ['naming: {convention: pattern, pattern: 1}', `2:40 \`pattern\` must be ${text}; it is the number 1.`],
    ['naming: {convention: pattern, pattern: ""}', `2:40 \`pattern\` must be ${text}; it is empty text.`],
    ['naming: {actions: read}', '2:19 `actions` must be a list of 1 to 1000 actions; it is the text "read".'],
    ['naming: {actions: []}', '2:19 `actions` must be a list of 1 to 1000 actions; it is an empty list.'],
    ['naming: {actions: [read, ""]}', `2:26 Entry 2 of \`actions\` must be ${text}; it is empty text.`],
    ['reserved: admin', '2:11 `reserved` must be a list of at most 1000 names; it is the text "admin".'],
    ['reserved: [42]', `2:12 Entry 1 of \`reserved\` must be ${text}; it is the number 42.`],
    ['forbidden: [~]', `2:13 Entry 1 of \`forbidden\` must be ${text}; it is empty.`],
    ['forbidden: "*"', '2:12 `forbidden` must be a list of at most 1000 globs; it is the text "*".'],
    ['forbidden: [{a: b}]', `2:13 Entry 1 of \`forbidden\` must be ${text}; it is a map.`],
    [`forbidden: [${'x'.repeat(501)}]`, `2:13 Entry 1 of \`forbidden\` must be ${text}; it is text of 501 characters.`],
    ['descriptions: true', '2:15 `descriptions` must be a map; it is the boolean true.'],
    ['descriptions: {required: 1}', '2:26 `required` must be true or false; it is the number 1.'],
    ['descriptions: {min-length: -1}', `2:28 \`min-length\` must be ${whole} 0 to 500; it is the number -1.`],
    ['descriptions: {min-length: 2.5}', `2:28 \`min-length\` must be ${whole} 0 to 500; it is the number 2.5.`],
    ['descriptions: {min-length: 501}', `2:28 \`min-length\` must be ${whole} 0 to 500; it is the number 501.`],
    ['descriptions: {max-length: 0}', `2:28 \`max-length\` must be ${whole} 1 to 500; it is the number 0.`],
    ['descriptions: {max-length: 501}', `2:28 \`max-length\` must be ${whole} 1 to 500; it is the number 501.`],
    ['descriptions: {max-length: "80"}', `2:28 \`max-length\` must be ${whole} 1 to 500; it is the text "80".`],
    ['removals: []', '2:11 `removals` must be a map; it is an empty list.'],
    ['removals: {max: none}', `2:17 \`max\` must be ${whole} 0 to 1000000; it is the text "none".`],
    ['removals: {max: -1}', `2:17 \`max\` must be ${whole} 0 to 1000000; it is the number -1.`],
    ['removals: {max: 1000001}', `2:17 \`max\` must be ${whole} 0 to 1000000; it is the number 1000001.`],
    ['removals: {max: .inf}', `2:17 \`max\` must be ${whole} 0 to 1000000; it is the number Infinity.`],
    ['removals: {max-percent: 101}', '2:25 `max-percent` must be a number from 0 to 100; it is the number 101.'],
    ['removals: {max-percent: -0.1}', '2:25 `max-percent` must be a number from 0 to 100; it is the number -0.1.'],
    ['removals: {max-percent: 30%}', '2:25 `max-percent` must be a number from 0 to 100; it is the text "30%".'],
    ['removals: {max-percent: .nan}', '2:25 `max-percent` must be a number from 0 to 100; it is the number NaN.'],
    ['removals: {in-use: ignore}', '2:20 `in-use` must be one of `block` and `warn`; it is the text "ignore".'],
    ['removals: {in-use: warning}', '2:20 `in-use` must be one of `block` and `warn`; it is the text "warning".'],
    ['removals: {override-label: ""}', `2:28 \`override-label\` must be ${label}; it is empty text.`],
    ['removals: {override-label: off}', `2:28 \`override-label\` must be ${label}; it is the text "off".`],
    [
      'removals: {require-deprecation: On}',
      '2:33 `require-deprecation` must be true or false; it is the text "On". | Did you mean `true`?',
    ],
    ['unmanaged: delete', '2:12 `unmanaged` must be one of `keep`, `forbid` and `remove`; it is the text "delete".'],
    [
      'unmanaged: Keep',
      '2:12 `unmanaged` must be one of `keep`, `forbid` and `remove`; it is the text "Keep". | Did you mean `keep`?',
    ],
    ['stale-plan: true', '2:13 `stale-plan` must be one of `block`, `warn` and `require`; it is the boolean true.'],
    [
      'protected-branches: main',
      '2:21 `protected-branches` must be a list of 1 to 1000 branches; it is the text "main".',
    ],
    ['protected-branches: []', '2:21 `protected-branches` must be a list of 1 to 1000 branches; it is an empty list.'],
    ['protected-branches: [1.0]', `2:22 Entry 1 of \`protected-branches\` must be ${text}; it is the number 1.`],
    ['rules: [similar-name]', '2:8 `rules` must be a map from rule to severity; it is a list.'],
    [
      'rules: {similar-name: warn}',
      `2:23 \`similar-name\` must be ${severity}; it is the text "warn". | Did you mean \`warning\`?`,
    ],
    [
      'rules: {similar-name: false}',
      `2:23 \`similar-name\` must be ${severity}; it is the boolean false. | Did you mean \`off\`?`,
    ],
    ['rules: {similar-name: }', `2:9 \`similar-name\` must be ${severity}; it is empty.`],
    ['exceptions: {}', '2:13 `exceptions` must be a list of at most 10000 exceptions; it is an empty map.'],
    [
      'exceptions: [legacy]',
      '2:14 Entry 1 of `exceptions` must be a map with `rule`, `permission` and `reason`; it is the text "legacy".',
    ],
    ['exceptions: [{rule: similar-name, permission: a}]', `2:14 \`reason\` is missing. | Expected ${reason}.`],
    ['exceptions: [{permission: a, reason: b}]', `2:14 \`rule\` is missing. | Expected ${rulesWithExceptions}.`],
    ['exceptions: [{rule: similar-name, reason: b}]', `2:14 \`permission\` is missing. | Expected ${text}.`],
    [
      'exceptions: [{rule: naming, permission: a, reason: b}]',
      `2:21 \`rule\` must be ${rulesWithExceptions}; it is the text "naming". | Did you mean \`naming-convention\`?`,
    ],
    [
      'exceptions: [{rule: similar-name, permission: 42, reason: b}]',
      `2:47 \`permission\` must be ${text}; it is the number 42.`,
    ],
    [
      'exceptions: [{rule: similar-name, permission: a, reason: ""}]',
      `2:58 \`reason\` must be ${reason}; it is empty text.`,
    ],
    [
      'exceptions: [{rule: similar-name, permission: a, reason: yes}]',
      `2:58 \`reason\` must be ${reason}; it is the text "yes".`,
    ],
    [exception('api: {production: x}'), '2:66 `api` must be text of 1 to 600 characters; it is a map.'],
    [
      exception(`api: ${'x'.repeat(601)}`),
      '2:66 `api` must be text of 1 to 600 characters; it is text of 601 characters.',
    ],
    [exception('expires: 2027-02-30'), '2:70 `expires` must be a day such as 2027-03-31; it is the text "2027-02-30".'],
    [exception('expires: 2027-02-29'), '2:70 `expires` must be a day such as 2027-03-31; it is the text "2027-02-29".'],
    [exception('expires: 2027-13-01'), '2:70 `expires` must be a day such as 2027-03-31; it is the text "2027-13-01".'],
    [exception('expires: 31.03.2027'), '2:70 `expires` must be a day such as 2027-03-31; it is the text "31.03.2027".'],
    [exception('expires: 2027-3-31'), '2:70 `expires` must be a day such as 2027-03-31; it is the text "2027-3-31".'],
    [exception('expires: 2027'), '2:70 `expires` must be a day such as 2027-03-31; it is the number 2027.'],
    [exception('expires: never'), '2:70 `expires` must be a day such as 2027-03-31; it is the text "never".'],
    [
      exception('expires: 2027-03-31T12:00:00Z'),
      '2:70 `expires` must be a day such as 2027-03-31; it is the text "2027-03-31T12:00:00Z".',
    ],
  ])('%s', async (line, found) => {
    expect(await problems(top(line))).toEqual([found]);
  });

  test.each([
    ['reserved', 'names'],
    ['forbidden', 'globs'],
  ])('%s with 1001 entries', async (key, what) => {
    expect(await problems(top(`${key}: [${'x, '.repeat(1001)}]`))).toEqual([
      `2:${key.length + 3} \`${key}\` must be a list of at most 1000 ${what}; it is a list.`,
    ]);
  });

  test('is said beside all others', async () => {
    const found = await problems('version: 2\nunmanaged: no\nrules: {similar: off, naming-convention: warn}');
    expect(found.map((one) => one.split(' ', 1)[0])).toEqual(['1:10', '2:12', '3:9', '3:42']);
  });
});

describe('a key that is misspelt', () => {
  const known =
    'Known are `version`, `naming`, `reserved`, `forbidden`, `descriptions`, `removals`, `unmanaged`, `stale-plan`, `protected-branches`, `rules`, `exceptions` and `access`.';

  test.each([
    ['nameing: {}', '2:1', 'nameing', 'naming'],
    ['reservd: []', '2:1', 'reservd', 'reserved'],
    ['forbiden: []', '2:1', 'forbiden', 'forbidden'],
    ['description: {}', '2:1', 'description', 'descriptions'],
    ['removal: {}', '2:1', 'removal', 'removals'],
    ['unmanged: keep', '2:1', 'unmanged', 'unmanaged'],
    ['stale_plan: block', '2:1', 'stale_plan', 'stale-plan'],
    ['protected_branches: [main]', '2:1', 'protected_branches', 'protected-branches'],
    ['rule: {}', '2:1', 'rule', 'rules'],
    ['exception: []', '2:1', 'exception', 'exceptions'],
    ['naming: {conventions: pattern}', '2:10', 'conventions', 'convention'],
    ['naming: {patern: a}', '2:10', 'patern', 'pattern'],
    ['naming: {action: [read]}', '2:10', 'action', 'actions'],
    ['descriptions: {require: true}', '2:16', 'require', 'required'],
    ['descriptions: {min_length: 3}', '2:16', 'min_length', 'min-length'],
    ['descriptions: {maxlength: 3}', '2:16', 'maxlength', 'max-length'],
    ['removals: {max_percent: 3}', '2:12', 'max_percent', 'max-percent'],
    ['removals: {inuse: warn}', '2:12', 'inuse', 'in-use'],
    ['removals: {override: x}', '2:12', 'override', 'override-label'],
    ['removals: {mx: 3}', '2:12', 'mx', 'max'],
    ['rules: {similar-names: off}', '2:9', 'similar-names', 'similar-name'],
    ['rules: {Naming-Convention: off}', '2:9', 'Naming-Convention', 'naming-convention'],
    [exception('expire: 2027-03-31'), '2:61', 'expire', 'expires'],
    [exception('apis: x'), '2:61', 'apis', 'api'],
    [exception('because: x'), '2:61', 'because', undefined],
  ])('%s', async (line, place, key, meant) => {
    const hint = meant
      ? `Did you mean \`${meant}\`?`
      : 'Known are `rule`, `permission`, `api`, `reason` and `expires`.';
    expect(await problems(top(line))).toEqual([`${place} Unknown key \`${key}\`. | ${hint}`]);
  });

  test.each(['x-team', 'constructor', 'apis', 'syntax'])(
    'like none, %s, is said with those that are known',
    async (key) => {
      expect(await problems(top(`${key}: {}`))).toEqual([`2:1 Unknown key \`${key}\`. | ${known}`]);
    },
  );

  test('as a required one is said once, and not as what is missing, too', async () => {
    expect(await problems('versoin: 1')).toEqual(['1:1 Unknown key `versoin`. | Did you mean `version`?']);
  });
});

describe('a rule that is locked', () => {
  test.each(lockedRules)('cannot be changed: %s', async (id) => {
    expect(await problems(top(`rules: {similar-name: off, ${id}: off}`))).toEqual([
      `2:28 No policy can change the rule \`${id}\`. | Remove it.`,
    ]);
  });

  test('is said beside what else is wrong there', async () => {
    expect(await problems(top('rules: {syntax: off, sintax: off, similar-name: on}'))).toEqual([
      '2:9 No policy can change the rule `syntax`. | Remove it.',
      expect.stringMatching(/^2:22 Unknown key `sintax`. \| Known are `protocol-name`, .* and `exception-unused`.$/),
      `2:49 \`similar-name\` must be ${severity}; it is the text "on".`,
    ]);
  });

  test.each([...lockedRules, ...exceptionRules])('allows no exceptions: %s', async (id) => {
    const [found = '', ...others] = await problems(top(`exceptions: [{rule: ${id}, permission: a, reason: b}]`));
    expect(others).toEqual([]);
    const shown = id.length > 20 ? `text of ${id.length} characters` : `the text "${id}"`;
    expect(found).toContain(`2:21 \`rule\` must be ${rulesWithExceptions}; it is ${shown}.`);
  });
});

describe('a key that stands twice', () => {
  const twice = (key: string, line: number) =>
    `The key \`${key}\` stands twice; first at policy.yml:${line}. | Keep one of them.`;

  test.each([
    ['at the top', 'unmanaged: forbid\nunmanaged: keep', [`3:1 ${twice('unmanaged', 2)}`]],
    ['in a part', 'removals:\n  max: 1\n  max: 100', [`4:3 ${twice('max', 3)}`]],
    ['among the rules', 'rules: {similar-name: error, similar-name: off}', [`2:30 ${twice('similar-name', 2)}`]],
    ['in an exception', exception('reason: c'), [`2:61 ${twice('reason', 2)}`]],
    [
      'three times',
      'unmanaged: keep\nunmanaged: keep\nunmanaged: keep',
      [`3:1 ${twice('unmanaged', 2)}`, `4:1 ${twice('unmanaged', 2)}`],
    ],
    [
      'beside what else is wrong',
      'unmanaged: never\nunmanaged: keep',
      [
        '2:12 `unmanaged` must be one of `keep`, `forbid` and `remove`; it is the text "never".',
        `3:1 ${twice('unmanaged', 2)}`,
      ],
    ],
    [
      'beside settings that contradict each other',
      'unmanaged: keep\nunmanaged: keep\nnaming: {convention: pattern}',
      [`3:1 ${twice('unmanaged', 2)}`, '4:22 `convention: pattern` needs a `pattern`. | Add `pattern:` below it.'],
    ],
  ])('%s', async (_, text, found) => {
    expect(await problems(top(text))).toEqual(found);
  });
});

describe('settings that contradict each other', () => {
  const lengths = (least: number, most: number) =>
    `\`max-length\` (${most}) is below \`min-length\` (${least}), so no description fits. | Correct one of them.`;

  test.each([
    [
      'the convention `pattern` without one',
      'naming: {convention: pattern}',
      '2:22 `convention: pattern` needs a `pattern`. | Add `pattern:` below it.',
    ],
    [
      'a pattern with another convention',
      'naming: {convention: action:resource, pattern: a}',
      '2:39 `pattern` counts only with `convention: pattern`. | Set both, or remove it.',
    ],
    [
      'a pattern without a convention',
      'naming:\n  pattern: a',
      '3:3 `pattern` counts only with `convention: pattern`. | Set both, or remove it.',
    ],
    ['lengths', 'descriptions: {min-length: 30, max-length: 29}', `2:44 ${lengths(30, 29)}`],
    ['a length with the default of the other', 'descriptions: {max-length: 9}', `2:28 ${lengths(10, 9)}`],
  ])('%s', async (_, line, found) => {
    expect(await problems(top(line))).toEqual([found]);
    const [unknown, ...others] = await problems(['version: 2', line].join('\n')); // beside what is of the wrong shape
    expect([unknown?.split(' ', 1)[0], ...others]).toEqual(['1:10', found]);
  });

  test('are said of a part alone that is of the right shape', async () => {
    const found = await problems(
      top('naming: {convention: patern, pattern: "("}', 'access: [{permissions: [a]}]', 'x: 1'),
    );
    expect(found.map((one) => one.split(' ', 1)[0])).toEqual(['2:22', '3:10', '4:1']);
  });
});

describe('a pattern that is broken', () => {
  test.each([
    ['look-ahead', 'read(?=:)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['look-behind', '(?<=:)all', 'invalid named capture: `(?<=:)all`'],
    ['a back-reference', '([a-z])\\1', 'invalid escape sequence: `\\1`'],
    ['an unclosed bracket', '^[a-z', 'missing closing ]: `[a-z`'],
    ['too large a repeat', '[a-z]{1001}', 'invalid repeat count: `{1001}`'],
    ['repeats that grow too large', '((a{100}){100}){100}', 'invalid repeat count: `{100}`'],
  ])('by %s is said where it stands', async (_, pattern, broken) => {
    expect(await problems(top(`naming: {convention: pattern, pattern: '${pattern}'}`))).toEqual([
      `2:40 \`pattern\` is not a regular expression of RE2: ${broken}. | It has no look-arounds and no back-references: https://github.com/google/re2/wiki/Syntax`,
    ]);
  });
});

const ordinary = { names: 100_000, characters: 2_000_000 };
const [notTied, shorter] = [
  'Tie it to both ends (`^`, `$`), and let each character leave one way to go on.',
  'Use fewer globs, and such as begin or end with a star and have no other.',
];

describe('what patterns and globs may take', () => {
  const globs = (count: number, glob: (index: number) => string) =>
    `forbidden: ${JSON.stringify(Array.from({ length: count }, (_, index) => glob(index)))}`;

  test.each([
    ['a pattern of a thousand instructions', 'naming: {convention: pattern, pattern: "^.{498}$"}'],
    ['a pattern that leaves one way to go on', 'naming: {convention: pattern, pattern: "^[a-z]{1,64}:[a-z]{1,200}$"}'],
    ['a pattern that is short', 'naming: {convention: pattern, pattern: "(a|b)*a(a|b){9}$"}'],
    ['eight hundred globs with a star at one end', globs(800, (index) => `*:x${index}`)],
    ['a hundred with a star at both', globs(100, (index) => `*x${index}*`)],
    ['a thousand names', globs(1000, (index) => `read:x${index}`)],
  ])('leaves room for %s on 100,000 names', async (_, line) => {
    const { problems } = await readPolicy(documentOf(top(line), 'policy.yml'), ordinary);
    expect(problems).toEqual([]);
  });

  test('holds whatever is judged: a pattern of over a thousand instructions is too large', async () => {
    expect(await problems(top('naming: {convention: pattern, pattern: "^(a?){499}$"}'))).toEqual([
      '2:40 `pattern` compiles to 2000 instructions; it may have 1000. | A repetition such as `{300}` is written out: use `*` or `+`. How long a name may be is judged anyway.',
    ]);
  });

  test.each([
    [
      'a pattern with many ways to go on',
      'naming: {convention: pattern, pattern: "(a|b)*a(a|b){150}$"}',
      1,
      '2:40 `pattern`',
      notTied,
    ],
    [
      'many globs with stars at both ends',
      globs(1000, (index) => `*x${index}*`),
      1,
      '2:1 The 1000 globs of `forbidden`',
      shorter,
    ],
    ['few globs on many names', globs(10, (index) => `*x${index}*`), 100, '2:1 The 10 globs of `forbidden`', shorter],
  ])('has no room for %s', async (_, line, times, subject, hint) => {
    const judged = { names: ordinary.names * times, characters: ordinary.characters * times };
    const { policy, problems: found } = await readPolicy(documentOf(top(line), 'policy.yml'), judged);
    const [{ line: at = 0, column = 0, message = '', ...problem } = {}] = found;
    expect(policy).toBeUndefined();
    expect(problem).toMatchObject({ rule: 'schema', severity: 'error', hint, file: 'policy.yml' });
    expect(`${at}:${column} ${message}`).toContain(
      `${subject} would take too long on ${judged.names} names of ${judged.characters} characters together, `,
    );
  });

  test('is what they take together, said of the one that takes the most', async () => {
    const [pattern, forbidden] = [
      'naming: {convention: pattern, pattern: "(a|b)*a(a|b){25}$"}',
      globs(100, (index) => `*x${index}*`),
    ];
    const found = async (...lines: string[]) =>
      (await readPolicy(documentOf(top(...lines), 'policy.yml'), ordinary)).problems.map(({ line, column }) => [
        line,
        column,
      ]);
    expect(await found(pattern)).toEqual([]);
    expect(await found(forbidden)).toEqual([]);
    expect(await found(pattern, forbidden)).toEqual([[3, 1]]);
    expect(await found(forbidden, pattern)).toEqual([[2, 1]]);
  });

  test('is never exceeded by a policy that is read, whatever its pattern and its globs', async () => {
    const pattern = fc
      .array(fc.constantFrom('a', '[a-z]', '.', '(a|b)', '*', '+', '?', '{40}', '|', '^', '$', ':'), { maxLength: 20 })
      .map((parts) => `x${parts.join('')}`);
    const glob = fc.array(fc.constantFrom('*', 'a', ':', 'read'), { minLength: 1, maxLength: 9 });
    const lists = fc.record({
      pattern,
      globs: fc.array(
        glob.map((parts) => parts.join('')),
        { maxLength: 400 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(lists, async ({ pattern, globs }) => {
        const text = JSON.stringify({ version: 1, naming: { convention: 'pattern', pattern }, forbidden: globs });
        const { policy } = await readPolicy(documentOf(text, 'policy.yml'), ordinary);
        const costs = [...(policy?.naming.pattern ? [policy.naming.pattern.cost] : []), ...globs.map(globCost)];
        const all = costs.map((cost) => cost.perName * ordinary.names + cost.perCharacter * ordinary.characters);
        if (policy) expect(all.reduce((sum, cost) => sum + cost, 0)).toBeLessThanOrEqual(3e9);
      }),
    );
  });

  test('says nothing of branches, of which there is one', async () => {
    const branches = JSON.stringify(Array.from({ length: 1000 }, (_, index) => `*x${index}*`));
    const { problems } = await readPolicy(documentOf(top(`protected-branches: ${branches}`), 'policy.yml'), ordinary);
    expect(problems).toEqual([]);
  });
});

describe('YAML', () => {
  test('of version 1.2 reads words as text that 1.1 read as true and false', async () => {
    const { rules } = await read(top('rules: {similar-name: off}'));
    expect(rules.get('similar-name')).toBe('off');
    expect(await problems(top('rules: {similar-name: no}', 'descriptions: {required: yes}'))).toEqual([
      `2:23 \`similar-name\` must be ${severity}; it is the text "no". | Did you mean \`off\`?`,
      '3:26 `required` must be true or false; it is the text "yes". | Did you mean `true`?',
    ]);
    expect((await read(top('reserved: [on, off, yes, no]'))).reserved).toEqual(new Set(['on', 'off', 'yes', 'no']));
  });

  test('reads a day as text, and what looks like a time too', async () => {
    expect((await read(top('reserved: [2027-03-31, 12:30:45]'))).reserved).toEqual(new Set(['2027-03-31', '12:30:45']));
  });

  test('reads true and false as no names', async () => {
    expect(await problems(top('reserved: [true, "false"]'))).toEqual([
      `2:12 Entry 1 of \`reserved\` must be ${text}; it is the boolean true.`,
    ]);
  });

  test('gives the place of an exception wherever it stands', async () => {
    const entry = '{rule: similar-name, permission: a, reason: b}';
    const { exceptions } = await read(
      top('exceptions:', `  - ${entry}`, '', `  -   ${entry}`, `  - # why`, `    ${entry}`),
    );
    expect(exceptions.map(({ place }) => `${place.line}:${place.column}`)).toEqual(['3:5', '5:7', '7:5']);
  });
});

describe('an expectation of reach', () => {
  const entry = (text: string) => problems(top('access:', `  - ${text}`));

  test.each([
    [
      'that rules nothing out',
      '{permissions: [a]}',
      '3:5 An entry of `access` needs `never` or `only`. | Add one of them, or both.',
    ],
    [
      'of a word that nobody knows',
      '{permissions: [a], never: [anyone]}',
      '3:32 Entry 1 of `never` must be one of `anonymous`, `third-party`, `every-user` and `applications`; it is the text "anyone".',
    ],
    [
      'with a key misspelt',
      '{permissions: [a], only: {role: [b]}}',
      '3:31 Unknown key `role`. | Did you mean `roles`?',
    ],
    ['about nothing', '{permissions: [], never: [anonymous]}', null],
  ])('%s is a problem at its place', async (_, text, expected) => {
    const found = await entry(text);
    expect(found).toHaveLength(1);
    if (expected !== null) expect(found).toEqual([expected]);
  });

  test('may let nobody in at all, by lists that are empty', async () => {
    const { access } = await read(top('access: [{permissions: ["*"], only: {roles: [], applications: []}}]'));
    expect(access[0]?.only).toEqual({ roles: [], applications: [] });
  });
});

test.each([...lockedRules, ...exceptionRules])('an exception from %s is told that there can be none', async (rule) => {
  const { problems } = await readText(top(`exceptions: [{rule: ${rule}, permission: a, reason: b}]`));
  expect(problems).toMatchObject([{ line: 2, column: 21, hint: `The rule \`${rule}\` can have no exceptions.` }]);
});
