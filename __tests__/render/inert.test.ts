import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import { ActionError } from '../../src/core/errors.ts';
import type { Reach } from '../../src/core/reach/reach.ts';
import type { Report } from '../../src/core/report.ts';
import { chooseAnnotations } from '../../src/render/annotations.ts';
import { changeList } from '../../src/render/change-list.ts';
import { renderDocument } from '../../src/render/document.ts';
import { renderIssue } from '../../src/render/issue.ts';
import { renderLog } from '../../src/render/log.ts';
import { visible } from '../../src/render/visible.ts';
import { holder, nobody, open, roleHolder } from '../core/admissions.ts';
import { runs } from '../runs.ts';
import { hostile } from './hostile.ts';
import { added, api, commentOf, exception, notApplied, plan, problem, removed, report, updated } from './samples.ts';

/** Of a text in every place of a whole report: each is rendered and parsed. */

const parser = new MarkdownIt({ html: true, linkify: true, breaks: true });

/** A report that has every part, with one text wherever a manifest, a tenant or a file name may bring one. */
function reportOf(text: string): Report {
  const impact: Reach = {
    ...nobody,
    grants: (['itself', 'its-users', 'anyone'] as const).flatMap((as) => [
      holder(text, { as }),
      holder(text, { as, all: true }),
      holder(text, { as, byRole: true }),
      holder(text, { as, effective: false }),
    ]),
    roles: [roleHolder(text), roleHolder(text, { organization: { id: text, name: text } })],
  };
  const one = api({
    identifier: text,
    name: text,
    changes: [
      { ...removed(text, text), impact },
      updated(text, [text, text]),
      { ...added(text, text), impact, renamed: `${text}1`, oldHolders: impact },
      { ...added(text, text, 'drift'), impact },
    ],
    unmanaged: [{ name: text, description: text }],
    admission: open,
    deprecated: [{ permission: text, reason: text, isNew: true, place: problem(), holders: impact }],
  });
  const error = new ActionError('auth0-rejected', text, text);
  return report({
    mode: 'apply',
    result: 'partial',
    environment: text,
    tenant: text,
    plan: plan({
      apis: [one, { ...one, identifier: `${text}2` }],
      missing: [{ identifier: text, place: problem(), permissions: [] }],
      released: [text],
      verdict: { reasons: [text], notices: [text], label: text, lacking: [] },
      unknowns: { notRead: (['grants', 'users'] as const).map((what) => ({ what, right: text })) },
    }),
    outcomes: [notApplied(one, error)],
    failure: error,
    override: { pullRequest: 7, label: text, by: text },
    problems: [
      problem({ file: text, message: text, hint: text }),
      problem({ severity: 'warning', message: text, file: text }),
    ],
    notices: [text],
    policyShown: {
      file: text,
      central: false,
      changes: [
        { effect: 'weaker', setting: text, before: text, after: text },
        { effect: 'stricter', setting: text, after: text },
      ],
      exceptions: [{ ...exception, permission: text, api: text, reason: text, expires: text }],
    },
  });
}

const text = hostile.filter((one) => one.trim() !== '');
const medium = { problems: 25, rest: 'in the plan file' };

test('no text changes the structure of an issue of drift or adds a link, an image or HTML to it', () => {
  const issueOf = (one: string) => {
    const about = { tenant: one, environment: one, manifest: [one], fingerprint: one };
    return renderIssue({ ...reportOf(one), mode: 'drift' }, about).body;
  };
  const expected = outline(issueOf('word'));
  fc.assert(
    fc.property(text, (one) => {
      expect(outline(issueOf(one))).toEqual(expected);
      expect(foreign(issueOf(one))).toEqual([]);
    }),
  );
});

test('no text changes the structure of a comment or adds a link, an image or HTML to it', () => {
  const expected = outline(commentOf(reportOf('word')));
  fc.assert(
    fc.property(text, (one) => {
      const comment = commentOf(reportOf(one));
      expect(outline(comment)).toEqual(expected);
      expect(foreign(comment)).toEqual([]);
    }),
    { numRuns: runs(500) },
  );
});

test('no text gets out of a table', () => {
  const limit = Buffer.byteLength(renderDocument(reportOf('word'), { ...medium, limit: 100_000 })) * 0.6;
  const expected = outline(renderDocument(reportOf('word'), { ...medium, limit }));
  expect(expected).toContain('table_open');
  const tableOf = (one: string) => {
    const full = renderDocument(reportOf(one), { ...medium, limit: 1_000_000 });
    return renderDocument(reportOf(one), { ...medium, limit: Buffer.byteLength(full) * 0.6 });
  };
  fc.assert(
    fc.property(text, (one) => {
      const document = tableOf(one);
      expect(foreign(document)).toEqual([]);
      if (document.includes('| API |')) expect(outline(document)).toEqual(expected);
    }),
  );
});

test('no text gets out of the table of many APIs, or out of a folded list', () => {
  const manyOf = (one: string) => {
    const changes = Array.from({ length: 11 }, () => removed(one, one));
    const named = [one, one, `${one}x`, null].map((name, index) =>
      api({ identifier: `${one}${index}`, name, changes }),
    );
    return renderDocument(report({ plan: plan({ apis: named }) }), { ...medium, limit: 1_000_000 });
  };
  const expected = outline(manyOf('word'));
  expect(expected).toContain('table_open');
  expect(manyOf('word')).toContain('<details><summary>🟥 11 to remove');
  fc.assert(
    fc.property(text, (one) => {
      expect(outline(manyOf(one))).toEqual(expected);
      expect(foreign(manyOf(one))).toEqual([]);
    }),
  );
});

test('no text gets out of its item in a list of changes, and none passes for a mark or an arrow of ours', () => {
  const listsOf = (one: string) => {
    const changes = [removed(one, one), updated(one, [one, one]), added(one, one)];
    return (['with descriptions', 'names only'] as const).map((form) => changeList(changes, form));
  };
  const expected = listsOf('word').map(outline);
  fc.assert(
    fc.property(text, (one) => {
      const lists = listsOf(one);
      expect(lists.map(outline)).toEqual(expected);
      for (const list of lists) {
        const words = parser.parse(list, {}).flatMap(({ children }) => children ?? []);
        const shown = words.map(({ type, content }) => (type === 'text' ? content : '')).join('');
        expect(shown.match(/🟥|🔶|🟢/gu)).toEqual(['🟥', '🔶', '🟢']);
        expect(shown.match(/→/g) ?? []).toHaveLength(list === lists[0] ? 1 : 0);
      }
    }),
    { numRuns: runs(500) },
  );
});

test('the marker is the only HTML comment, and stands in the first line', () => {
  fc.assert(
    fc.property(text, (one) => {
      const [first = '', ...others] = commentOf(reportOf(one)).split('\n');
      expect(first.match(/<!--/g)).toHaveLength(1);
      expect(others.join('\n')).not.toContain('<!--');
    }),
  );
});

test('nothing below the marker is invisible', () => {
  fc.assert(
    fc.property(text, (one) => {
      const [, ...lines] = commentOf(reportOf(one)).split('\n');
      expect(lines.map(visible)).toEqual(lines);
    }),
  );
});

test('no line of the log is a command, and none holds a line break or anything invisible', () => {
  fc.assert(
    fc.property(text, (one) => {
      for (const line of renderLog(reportOf(one))) {
        expect(line).not.toMatch(/^\s*::|##\[/);
        expect(visible(line)).toBe(line);
      }
    }),
  );
});

test('an annotation is one visible line', () => {
  fc.assert(
    fc.property(text, (one) => {
      for (const { message, title } of chooseAnnotations(reportOf(one).problems)) {
        expect(visible(message + title)).toBe(message + title);
      }
    }),
  );
});

/** The kinds of all blocks, in order. */
function outline(markdown: string): string[] {
  return parser.parse(markdown, {}).map(({ type }) => type);
}

/** Everything in a document that the template did not put there. */
function foreign(markdown: string): string[] {
  const [, ...below] = markdown.split(/^(?=### )/m);
  return parser
    .parse(below.join(''), {})
    .flatMap((block) => (block.children ?? [block]).filter(isForeign).map(describe));
}

const ours =
  /^(<\/?sub>|<details><summary>([14] (warning|unmanaged permission|exception)s?|2 unmanaged|🟥 11 to remove|Grants without effect)[^<]*<\/summary>\n|<\/details>\n)$/;

/** To the repository, and to the documentation of a rule or an error code. */
const ownLinks =
  /^https:\/\/github\.com\/acme\/(orders\/|auth0-permissions-action\/blob\/v1\/docs\/(rules|troubleshooting)\.md#[a-z0-9-]+$)/;

function isForeign({ type, content, attrs }: Token): boolean {
  if (type === 'image') return true;
  if (type === 'link_open') return !attrs?.every(([, target]) => ownLinks.test(String(target)));
  if (type.startsWith('html')) return !ours.test(content);
  return type === 'text' && /[@#$<>*_~`|\\]|\[(?!!)|(?<![A-Z])\]|:\w+:|\bGH-\d|\b[0-9a-f]{7,}\b/i.test(content);
}

function describe({ type, content }: Token): string {
  return `${type} ${content}`;
}
