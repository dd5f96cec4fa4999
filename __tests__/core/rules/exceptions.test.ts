import { describe, expect, test } from '@jest/globals';
import type { Exception, Policy } from '../../../src/core/policy.ts';
import type { RuleId } from '../../../src/core/problem.ts';
import { type CheckContext, checkManifest } from '../../../src/core/rules/check.ts';
import { apiOf, contextOf, declared, exceptionOf, manifestOf, orders, policyFile } from '../declared.ts';
import { readTexts } from '../manifest-text.ts';

const today = '2026-11-23';
const legacyApi = apiOf([declared('legacyExport', 'Export everything')]);
const legacy = manifestOf(legacyApi);

/** The rules that find something in `legacyExport`, and the exceptions that counted. */
function judge(context: CheckContext, manifest = legacy) {
  const { problems, exceptions } = checkManifest(manifest, context);
  return { rules: problems.map(({ rule }) => rule), exceptions };
}

function withExceptions(...exceptions: readonly Exception[]): CheckContext {
  return contextOf({ exceptions });
}

const expired = (when: string, api = '') => ({
  rule: 'exception-expired',
  severity: 'error',
  message: `The exception of \`legacyExport\`${api} from naming-convention has expired: its last day was ${when} (An old app uses it).`,
  hint: 'Correct the permission and remove the exception, or set a later `expires`.',
  file: policyFile,
  line: 20,
  column: 5,
});

const unused = (permission: string, rule: RuleId = 'naming-convention', api = '') => ({
  rule: 'exception-unused',
  severity: 'warning',
  message: `The exception of \`${permission}\`${api} from ${rule} is not needed: the rule finds nothing there.`,
  hint: 'Remove it, or correct its `permission` and `api`.',
  file: policyFile,
  line: 20,
  column: 5,
});

describe('an exception in force', () => {
  test.each([
    ['of any API', exceptionOf('legacyExport')],
    ['of this API', exceptionOf('legacyExport', { api: orders })],
    ['that never expires', exceptionOf('legacyExport')],
    ['that expires some day', exceptionOf('legacyExport', { expires: '2027-03-31' })],
    ['on its last day', exceptionOf('legacyExport', { expires: today })],
  ])('keeps a problem from being one, and is named: %s', (_, exception) => {
    expect(checkManifest(legacy, withExceptions(exception))).toEqual({ problems: [], exceptions: [exception] });
  });

  test('speaks of one rule and one permission', () => {
    const manifest = manifestOf(apiOf([declared('legacyExport'), declared('legacyImport', 'Import everything')]));
    expect(judge(withExceptions(exceptionOf('legacyExport')), manifest).rules).toEqual([
      'naming-convention',
      'description-required',
    ]);
  });

  test('compares the permission exactly', () => {
    expect(judge(withExceptions(exceptionOf('LegacyExport'))).rules).toEqual(['exception-unused', 'naming-convention']);
  });

  test('does not speak of the same permission of another API', () => {
    const other = apiOf([declared('legacyExport', 'Export everything', 30)], { identifier: 'billing' });
    const { problems } = checkManifest(
      manifestOf(legacyApi, other),
      withExceptions(exceptionOf('legacyExport', { api: orders })),
    );
    expect(problems.map(({ rule, line, subject }) => [rule, line, subject])).toEqual([
      ['naming-convention', 30, { api: 'billing', permission: 'legacyExport' }],
    ]);
  });

  test('names all exceptions that speak of a problem, each once', () => {
    const twice = [exceptionOf('legacyExport'), exceptionOf('legacyExport', { api: orders })];
    const manifest = manifestOf(legacyApi, apiOf([declared('legacyExport', 'Export', 30)], { identifier: 'b' }));
    expect(judge(withExceptions(...twice), manifest).exceptions).toEqual(twice);
  });

  test('counts beside one for the same permission that has expired', () => {
    const [dead, alive] = [exceptionOf('legacyExport', { expires: '2026-01-01' }), exceptionOf('legacyExport')];
    expect(checkManifest(legacy, withExceptions(dead, alive))).toEqual({
      problems: [expired('2026-01-01')],
      exceptions: [alive],
    });
  });
});

describe('an exception that has expired', () => {
  test.each([
    ['yesterday', '2026-11-22', undefined],
    ['long ago', '1999-12-31', undefined],
    ['of one API', '2026-11-22', orders],
  ])('counts no longer, and is said at its place: %s', (_, expires, api) => {
    const context = withExceptions(exceptionOf('legacyExport', { expires, ...(api && { api }) }));
    const { problems, exceptions } = checkManifest(legacy, context);
    expect(exceptions).toEqual([]);
    expect(problems.find(({ file }) => file === policyFile)).toEqual(expired(expires, api && ` of ${api}`));
    expect(problems.map(({ rule }) => rule)).toEqual(['exception-expired', 'naming-convention']);
  });

  test('is said to have where it is not needed, either', () => {
    const context = withExceptions(exceptionOf('legacyExport', { expires: '2026-11-22' }));
    expect(judge(context, manifestOf()).rules).toEqual(['exception-expired']);
  });
});

describe('an exception that is not needed', () => {
  test.each([
    ['of a permission that follows the rule', exceptionOf('read:orders'), ''],
    ['of a permission that nobody declares', exceptionOf('legacy_import'), ''],
    ['of another API', exceptionOf('legacyExport', { api: 'billing' }), ' of billing'],
    ['from another rule', exceptionOf('legacyExport', { rule: 'description-required' }), ''],
    ['that expires today', exceptionOf('read:orders', { expires: today }), ''],
  ])('is said at its place: %s', (_, exception, api) => {
    const { problems, exceptions } = checkManifest(legacy, withExceptions(exception));
    expect(exceptions).toEqual([]);
    expect(problems.filter(({ file }) => file === policyFile)).toEqual([
      unused(exception.permission, exception.rule, api),
    ]);
    expect(problems.map(({ rule }) => rule)).toContain('naming-convention');
  });

  test('is one from a rule that is switched off', () => {
    const rules: Policy['rules'] = new Map([['naming-convention', 'off']]);
    const context = contextOf({ rules, exceptions: [exceptionOf('legacyExport')] });
    expect(checkManifest(legacy, context)).toEqual({ problems: [unused('legacyExport')], exceptions: [] });
  });
});

describe('an API with an identifier for each environment', () => {
  const { manifest = manifestOf() } = readTexts(
    [
      'version: 1',
      'apis:',
      '  - identifier: {production: orders, staging: orders-test}',
      '    permissions: {legacyExport: Export everything}',
    ].join('\n'),
  );

  test.each(['orders', 'orders-test'])('is excepted in all by the one %s', (api) => {
    const exception = exceptionOf('legacyExport', { api });
    expect(checkManifest(manifest, withExceptions(exception))).toEqual({ problems: [], exceptions: [exception] });
  });

  test('names the exceptions of all', () => {
    const both = ['orders', 'orders-test'].map((api) => exceptionOf('legacyExport', { api }));
    expect(checkManifest(manifest, withExceptions(...both))).toEqual({ problems: [], exceptions: both });
  });

  test('is not excepted by another identifier', () => {
    const context = withExceptions(exceptionOf('legacyExport', { api: 'orders-dev' }));
    expect(judge(context, manifest)).toEqual({ rules: ['exception-unused', 'naming-convention'], exceptions: [] });
  });
});

describe('the exceptions to judge', () => {
  const sound = exceptionOf('legacyExport');

  test('may be others than those that count, as in a pull request that adds one', () => {
    const context = { ...contextOf(), exceptions: [sound] };
    expect(judge(context)).toEqual({ rules: ['naming-convention'], exceptions: [] });
  });

  test('may be others than those that count, as in a pull request that removes one', () => {
    const context = { ...withExceptions(exceptionOf('nobody', { expires: '2020-01-01' }), sound), exceptions: [] };
    expect(judge(context)).toEqual({ rules: [], exceptions: [sound] });
  });

  test('are judged themselves: dead ones that a pull request adds are said', () => {
    const dead = [exceptionOf('legacyExport', { expires: '2026-11-22' }), exceptionOf('nobody')];
    const { problems } = checkManifest(legacy, { ...withExceptions(sound), exceptions: dead });
    expect(problems).toEqual([expired('2026-11-22'), unused('nobody')]);
  });
});

describe('the severity that a policy sets', () => {
  test.each([
    ['exception-expired', exceptionOf('legacyExport', { expires: '2026-11-22' }), 'error'],
    ['exception-unused', exceptionOf('nobody'), 'warning'],
  ] as const)('is what %s has', (rule, exception, own) => {
    const found = ([undefined, 'off', 'warning', 'error'] as const).map((set) => {
      const context = contextOf({ rules: new Map(set ? [[rule, set]] : []), exceptions: [exception] });
      const { problems } = checkManifest(legacy, context);
      return problems.filter((problem) => problem.rule === rule).map(({ severity }) => severity);
    });
    expect(found).toEqual([[own], [], ['warning'], ['error']]);
  });

  test('does not revive an exception whose expiry it does not say', () => {
    const rules: Policy['rules'] = new Map([['exception-expired', 'off']]);
    const context = contextOf({ rules, exceptions: [exceptionOf('legacyExport', { expires: '2026-11-22' })] });
    expect(judge(context)).toEqual({ rules: ['naming-convention'], exceptions: [] });
  });
});
