import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { Problem } from '../../src/core/problem.ts';
import type { Report } from '../../src/core/report.ts';
import { allRules } from '../../src/core/rules/catalog.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import { visible } from '../../src/render/visible.ts';
import { runs } from '../runs.ts';
import { hostile } from './hostile.ts';
import { hostileText, manifestFile, problem, report, samples } from './samples.ts';

/** How many texts are tried as a message. */

/**
 * The JSON Schema of SARIF 2.1.0 by OASIS, as Microsoft ships it. It says draft 4 at its head, and holds nothing that
 * draft 7 reads otherwise: OASIS gives it out under both.
 */
const schemaFile = '../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync(join(import.meta.dirname, schemaFile), 'utf8'));
const ajv = new Ajv({ allErrors: true, unicodeRegExp: false }); // one of its patterns has a bracket too many
formats.default(ajv);
const validate = ajv.compile(schema);

function mistakes(text: string): unknown {
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

function runOf(given: Report): Run {
  const log: Log = JSON.parse(renderSarif(given));
  expect(log.runs).toHaveLength(1);
  return log.runs[0] ?? { tool: { driver: { name: '' } } };
}

function resultsOf(problems: readonly Problem[]): Result[] {
  return runOf(report({ problems })).results ?? [];
}

function messagesOf(problems: readonly Problem[]): string[] {
  return resultsOf(problems).map(({ message }) => message.text ?? '');
}

function messageOf(fields: Partial<Problem>): string {
  return messagesOf([problem(fields)])[0] ?? '';
}

function uriOf(file: string): string {
  return resultsOf([problem({ file })])[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
}

function fingerprintsOf(problems: readonly Problem[]): string[] {
  return resultsOf(problems).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash ?? '');
}

function rulesOf(given: Report): ReportingDescriptor[] {
  return runOf(given).tool.driver.rules ?? [];
}

const withoutAction = report({ origin: { ...report().origin, actionUrl: '' } });

const ofEveryRule = allRules.map(({ id, severity }, line) =>
  problem({ rule: id, severity: severity === 'off' ? 'warning' : severity, line: line + 1 }),
);

/** Errors and warnings in turn, each at its line. */
const many = Array.from({ length: 6000 }, (_, index) =>
  problem({
    severity: index % 2 === 0 ? 'error' : 'warning',
    line: index + 1,
    subject: { api: 'https://api.example.com/orders', permission: `read:orders_${index}` },
  }),
);

describe('the file is SARIF 2.1.0', () => {
  test.each<[string, Report]>([
    ['without a problem', report()],
    ['without an address of the action', withoutAction],
    ['with a problem of every rule', report({ problems: ofEveryRule })],
    ['with 6,000 problems', report({ problems: many })],
    ...Object.entries(samples).map(([name, sample]): [string, Report] => [`of the sample ${name}`, sample]),
  ])('%s', (_name, given) => {
    expect(mistakes(renderSarif(given))).toEqual([]);
  });

  test('whatever stands in names, messages and paths', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const subject = { api: text, permission: text };
        const one = problem({ file: text, message: text, hint: text, subject });
        const given = report({ environment: text, tenant: text, problems: [one, problem({ message: `x${text}` })] });
        expect(mistakes(renderSarif(given))).toEqual([]);
      }),
    );
  });

  test.each([
    ['another level', '"level": "error"', '"level": "fatal"'],
    ['a path that is not encoded', '.github/permissions.yml', 'my permissions.yml'],
    ['a line before the first', '"startLine": 12', '"startLine": 0'],
    ['a key that SARIF does not have', '"ruleIndex"', '"ruleNumber"'],
  ])('and the schema would find %s', (_name, right, wrong) => {
    const text = renderSarif(report({ problems: [problem()] }));
    expect(text).toContain(right);
    expect(mistakes(text.replace(right, wrong))).not.toEqual([]);
  });

  test('in two spaces, with a line break at its end', () => {
    const text = renderSarif(samples.errors ?? report());
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  test('with what GitHub asks for', () => {
    const log: Log = JSON.parse(renderSarif(report()));
    expect([log.$schema, log.version]).toEqual(['https://json.schemastore.org/sarif-2.1.0.json', '2.1.0']);
    expect(log.runs[0]?.tool.driver.name).toBe('Auth0 Permissions');
    expect(log.runs[0]?.results).toEqual([]);
  });
});

describe('the rules', () => {
  test('are all listed, in the order of the catalog, whatever was found', () => {
    expect(rulesOf(report()).map(({ id }) => id)).toEqual(allRules.map(({ id }) => id));
    expect(rulesOf(report({ problems: ofEveryRule }))).toEqual(rulesOf(report()));
  });

  test('have a name, what they ask for, their severity, and a link to their heading', () => {
    const url = 'https://github.com/acme/auth0-permissions-action/blob/v1/docs/rules.md#duplicate-permission';
    const full = 'A permission is declared once. No policy can change its severity or switch it off.';
    expect(rulesOf(report()).find(({ id }) => id === 'duplicate-permission')).toEqual({
      id: 'duplicate-permission',
      name: 'DuplicatePermission',
      shortDescription: { text: 'A permission is declared once.' },
      fullDescription: { text: full },
      help: { text: `${full} ${url}`, markdown: `${full}\n\n[Why, with examples](${url})` },
      helpUri: url,
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['auth0', 'permissions'], 'problem.severity': 'error' },
    });
  });

  test('that a policy can change say so, and are as severe as without one', () => {
    const rule = rulesOf(report()).find(({ id }) => id === 'similar-name');
    expect(rule?.fullDescription?.text).toMatch(/ A policy can change its severity or switch it off\.$/);
    expect([rule?.defaultConfiguration?.level, rule?.properties?.['problem.severity']]).toEqual(['warning', 'warning']);
  });

  test('have no link, and the tool none, where the action has no address', () => {
    const { driver } = runOf(withoutAction).tool;
    expect(driver.informationUri).toBeUndefined();
    for (const { help, helpUri, fullDescription } of driver.rules ?? []) {
      expect([help, helpUri]).toEqual([{ text: fullDescription?.text }, undefined]);
    }
    expect(runOf(report()).tool.driver.informationUri).toBe(
      'https://github.com/acme/auth0-permissions-action/blob/v1/README.md',
    );
  });

  test('fit into what GitHub shows of them, and say nothing that SARIF would read as a link or a placeholder', () => {
    for (const { name, shortDescription, fullDescription, help } of rulesOf(report())) {
      const texts = [shortDescription?.text, fullDescription?.text, help?.text].map(String);
      expect(name).toMatch(/^([A-Z][a-z]+)+$/);
      expect(texts.filter((text) => text.length > 1024 || /[{}]|\]\(/.test(text))).toEqual([]);
    }
  });
});

describe('a result', () => {
  test('names its rule, twice', () => {
    const rules = rulesOf(report());
    const results = resultsOf(ofEveryRule);
    expect(results).toHaveLength(allRules.length);
    expect(new Set(results.map(({ ruleId }) => ruleId)).size).toBe(allRules.length);
    for (const { ruleId, ruleIndex = -1 } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('says what is wrong, how severe it is, and where', () => {
    const [first] = resultsOf([problem({ severity: 'warning' })]);
    expect(first).toEqual({
      ruleId: 'reserved-name',
      ruleIndex: 2,
      level: 'warning',
      message: { text: '`email` is reserved by Auth0. Say what it allows, such as `read:email`.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: '.github/permissions.yml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12, startColumn: 7, endLine: 12, endColumn: 8 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/) },
    });
    expect(runOf(report({ problems: [problem()] })).columnKind).toBe('utf16CodeUnits');
  });

  test.each([
    ['its line', { endColumn: 20 }, { endLine: 12, endColumn: 20 }],
    ['another line', { endLine: 14, endColumn: 3 }, { endLine: 14, endColumn: 3 }],
    ['its first character, where no end is known', {}, { endLine: 12, endColumn: 8 }],
  ])('ends in %s', (_name, fields, expected) => {
    const region = resultsOf([problem(fields)])[0]?.locations?.[0]?.physicalLocation?.region;
    expect(region).toEqual({ startLine: 12, startColumn: 7, ...expected });
  });

  test('without a hint is its message', () => {
    const { hint: _hint, ...bare } = problem();
    expect(messagesOf([bare])).toEqual(['`email` is reserved by Auth0.']);
  });

  test('is one visible line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const message = messageOf({ message: text, hint: text });
        expect(visible(message)).toBe(message);
      }),
    );
  });

  test('is cut where it is endless', () => {
    expect(messageOf({ message: 'a'.repeat(100_000) })).toBe(`${'a'.repeat(1000)}…`);
  });
});

describe('a message', () => {
  test.each([
    ['an embedded link', '[here](https://evil.example)', '[here]\\u0028https://evil.example)'],
    ['a link to a location', '[here](1)', '[here]\\u00281)'],
    ['a link with an escaped bracket', '[a\\](b)](1)', '[a\\]\\u0028b)]\\u00281)'],
    ['an image', '![x](https://evil.example/x.png)', '![x]\\u0028https://evil.example/x.png)'],
    ['an address between angle brackets', '<https://evil.example>', '\\u003chttps://evil.example>'],
    ['an address of mail', '<!--x@evil.example> ', '\\u003c!--x@evil.example>'],
    ['angle brackets that are no link', 'a < b: c > d, <x> and <<: *y', 'a < b: c > d, <x> and <<: *y'],
    ['a placeholder', '{0} and {12}', '{{0}} and {{12}}'],
    ['doubled braces', '{{0}}', '{{{{0}}}}'],
    ['a pattern', '`^[a-z]{2,}:[a-z](-[a-z]+)*$`', '`^[a-z]{{2,}}:[a-z]\\u0028-[a-z]+)*$`'],
    ['brackets that are no link', 'x[0] (y) [ ] ](', 'x[0] (y) [ ] ]\\u0028'],
    ['a bidi override', 'read:orders\u202e', 'read:orders\\u202e'],
    ['an ordinary sentence', '`read:orders` is declared twice.', '`read:orders` is declared twice.'],
  ])('with %s', (_name, text, shown) => {
    expect(messageOf({ message: text, hint: '' })).toBe(shown);
  });

  // The grammar of SARIF 2.1.0, section 3.11.6: text with escaped brackets, then any target.
  const embedded = /\[(\\[\\[\]]|[^\\[\]])*\]\(/;
  const parser = new MarkdownIt({ html: true });

  test.each([
    ['[x](y)', true],
    ['[a\\](b)', false],
    ['[a\\\\](b)', true],
  ])('%s is read as a link: %s', (text, isLink) => {
    expect(embedded.test(text)).toBe(isLink);
  });

  test('can hold no link and no placeholder, neither as SARIF nor as Markdown', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, hint) => {
        for (const message of messagesOf([problem({ message: text, hint }), problem({ message: `[x${text}`, hint })])) {
          expect(message).not.toMatch(embedded);
          expect(message.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/);
          const kinds = parser.parseInline(message, {}).flatMap(({ children }) => children ?? []);
          expect(kinds.filter(({ type }) => type === 'link_open' || type === 'image')).toEqual([]);
        }
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('a path is a URI reference', () => {
  test.each([
    ['an ordinary one', '.github/permissions.yml', '.github/permissions.yml'],
    ['with spaces and umlauts', 'teams/über uns/a b.yml', 'teams/%C3%BCber%20uns/a%20b.yml'],
    ['that would end early or decode to something else', '100%/#1?.yml', '100%25/%231%3F.yml'],
    ['like an address', 'https://evil.example/x.yml', 'https%3A//evil.example/x.yml'],
    ['of what no URI may hold', 'a\\b"<>^|[]`{}.yml', 'a%5Cb%22%3C%3E%5E%7C%5B%5D%60%7B%7D.yml'],
    ['of what nobody sees', '\u202egnp\u0000.yml', '%E2%80%AEgnp%00.yml'],
  ])('%s', (_name, file, uri) => {
    expect(uriOf(file)).toBe(uri);
  });

  test('that stands for the path, relative to the root of the repository', () => {
    const path = hostile.filter((text) => text.isWellFormed() && !text.startsWith('/') && text !== '');
    fc.assert(
      fc.property(path, (file) => {
        const uri = uriOf(file);
        expect(uri).toMatch(/^([\w.!~*'()/-]|%[0-9A-F]{2})+$/); // characters of RFC 3986; no scheme, query or fragment
        expect(decodeURIComponent(uri)).toBe(file);
      }),
    );
  });
});

describe('the fingerprint of a problem', () => {
  const subject = { api: 'https://api.example.com/orders', permission: 'email' };
  const usual = problem({ subject });
  const key = problem({ rule: 'schema', message: 'The key `apis` stands twice; first at a.yml:3.', hint: 'Keep one.' });
  const other = problem({ line: 2, subject: { ...subject, permission: 'phone' } });

  test.each<[string, Problem, Problem]>([
    ['it stands elsewhere in its file', usual, { ...usual, line: 400, column: 1 }],
    ['its message counts something else', usual, { ...usual, message: 'Has 501 characters.', hint: 'Shorten it.' }],
    ['the policy makes it a warning', usual, { ...usual, severity: 'warning' }],
    ['the other place that it names moves', key, { ...key, message: key.message.replace('a.yml:3', 'b c.yml:44') }],
    ['its hint is worded anew', key, { ...key, hint: 'Remove one.' }],
  ])('stays when %s', (_when, before, after) => {
    expect(fingerprintsOf([after])).toEqual(fingerprintsOf([before]));
  });

  test.each<[string, Problem, Problem]>([
    ['rule', usual, { ...usual, rule: 'protocol-name' }],
    ['file', usual, { ...usual, file: 'other.yml' }],
    ['API', usual, { ...usual, subject: { ...subject, api: 'https://api.example.com/billing' } }],
    ['permission', usual, { ...usual, subject: { ...subject, permission: 'Email' } }],
    [
      'empty name, where it was about the API',
      { ...usual, subject: { api: 'a' } },
      { ...usual, subject: { api: 'a', permission: '' } },
    ],
    ['message, where it has no subject', key, { ...key, message: 'The key `version` stands twice; first at a.yml:3.' }],
  ])('is another for another %s', (_what, before, after) => {
    expect(fingerprintsOf([after])).not.toEqual(fingerprintsOf([before]));
  });

  test.each<[string, Problem[]]>([
    ['above', [other, usual]],
    ['below', [usual, other]],
    ['more severe', [{ ...usual, severity: 'warning' }, other]],
    ['of the same permission by another rule', [problem({ rule: 'name-length', subject }), usual]],
    ['of the same permission in another file', [problem({ file: 'a.yml', subject }), usual]],
  ])('stays when others come: %s', (_name, problems) => {
    const [own = ''] = fingerprintsOf([usual]);
    expect(fingerprintsOf(problems)).toContain(own);
    expect(new Set(fingerprintsOf(problems)).size).toBe(2);
  });

  test('is counted where another is equal, in the order of place and not of severity', () => {
    const [own = ''] = fingerprintsOf([usual]);
    const hash = own.replace(':1', '');
    const warning: Problem = { ...usual, severity: 'warning', line: 3 };
    expect(fingerprintsOf([usual, { ...usual, line: 20 }])).toEqual([`${hash}:1`, `${hash}:2`]);
    expect(fingerprintsOf([warning, usual])).toEqual([`${hash}:2`, `${hash}:1`]);
  });

  test('is never that of another problem of the run', () => {
    const field = fc.constantFrom('', 'a', 'a"', ',', '; first at a:1.', hostileText);
    const about = fc.option(fc.record({ api: field, permission: field }), { nil: undefined });
    const parts = fc.record({ file: field, message: field, subject: about });
    const drawn = parts.map(({ subject: drawn, ...rest }) => problem({ ...rest, ...(drawn && { subject: drawn }) }));
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 30 }), (problems) => {
        expect(new Set(fingerprintsOf(problems)).size).toBe(problems.length);
      }),
    );
  });
});

describe('of many problems', () => {
  const lines = (results: readonly Result[]) =>
    results.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine ?? 0);

  test('the first 5,000 are given, errors before warnings, each in order of place', () => {
    const results = resultsOf(many);
    const errors = many.filter(({ severity }) => severity === 'error').map(({ line }) => line);
    const warnings = many.filter(({ severity }) => severity === 'warning').map(({ line }) => line);
    expect(lines(results)).toEqual([...errors, ...warnings.slice(0, 2000)]);
    expect(results.map(({ level }) => level).lastIndexOf('error')).toBe(2999);
  });

  test.each([4999, 5000])('%d are given all', (count) => {
    expect(resultsOf(many.slice(0, count))).toHaveLength(count);
  });

  test('with endless messages the file is small enough for GitHub', () => {
    const noise = (index: number) =>
      Array.from({ length: 40 }, (_, part) => createHash('sha256').update(`${index} ${part}`).digest('base64')).join(
        '',
      );
    const problems = many.map((one, index) => ({ ...one, message: noise(index) }));
    expect(gzipSync(renderSarif(report({ problems }))).length).toBeLessThan(10_000_000);
  });
});

describe('the baseline', () => {
  const statesOf = (problems: readonly Problem[]) => resultsOf(problems).map(({ baselineState }) => baselineState);

  test('tells new results from those that were there before, and one that nobody can tell is new', () => {
    const problems = [problem({ age: 'new' }), problem({ line: 2, age: 'old' }), problem({ line: 3 })];
    expect(statesOf(problems)).toEqual(['new', 'unchanged', 'new']);
    expect(mistakes(renderSarif(report({ problems })))).toEqual([]);
  });

  test('is of no result where there is nothing to tell it by', () => {
    expect(resultsOf([problem(), problem({ line: 2 })]).some((result) => 'baselineState' in result)).toBe(false);
  });
});

describe('the problems of the policy', () => {
  const file = 'acme/policies/permissions-policy.yml@main';
  const inPolicy = problem({ rule: 'exception-unused', severity: 'warning', file, line: 3 });
  const rulesFound = (central: boolean) =>
    (
      runOf(report({ problems: [inPolicy, problem()], policyShown: { ...report().policyShown, file, central } }))
        .results ?? []
    ).map(({ ruleId }) => ruleId);

  test('are left out where another repository keeps it', () => {
    expect(rulesFound(true)).toEqual(['reserved-name']);
  });

  test('are given where this one does', () => {
    expect(rulesFound(false)).toEqual(['reserved-name', 'exception-unused']);
  });
});

test.each([
  ['none', '', 'auth0-permissions/'],
  ['one word', 'production', 'auth0-permissions/production/'],
  ['a slash', 'eu/production', 'auth0-permissions/eu%2Fproduction/'],
  ['other characters', 'Ümläut & Co', 'auth0-permissions/%C3%9Cml%C3%A4ut%20%26%20Co/'],
  ['half a character', '\ud800\n', 'auth0-permissions/%EF%BF%BD%0A/'],
])('an environment has a category of its own, before the last slash: %s', (_name, environment, id) => {
  expect(runOf(report({ environment })).automationDetails?.id).toBe(id);
});

test('the same report makes the same file', () => {
  const problems = [...ofEveryRule, problem({ file: manifestFile, line: 99 })];
  expect(renderSarif(report({ problems }))).toBe(renderSarif(structuredClone(report({ problems }))));
});
