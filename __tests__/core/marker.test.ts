import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Marker,
  readDriftMarker,
  readMarker,
  settledBody,
  writeDriftMarker,
  writeMarker,
} from '../../src/core/marker.ts';
import { codePoint } from '../code-point.ts';
import { runs } from '../runs.ts';

const marker: Marker = { tenant: 'acme.eu.auth0.com', environment: 'production', fingerprint: 'abc' };
const json = '{"tenant":"acme.eu.auth0.com","environment":"production","fingerprint":"abc"}';

const hostileText = fc.oneof(
  fc.string({ unit: codePoint }),
  fc
    .array(fc.constantFrom('-', '--', '>', '<', '!', '-->', '--!>', '\n', '\r', '"', '\\', '@', ' '))
    .map((parts) => parts.join('')),
);
const anyMarker = fc.record({ tenant: hostileText, environment: hostileText, fingerprint: hostileText });

test('is one line of HTML comment with the values as JSON', () => {
  expect(writeMarker(marker)).toBe(`<!-- auth0-permissions v1 ${json} -->`);
});

test('leaves a single hyphen readable', () => {
  expect(writeMarker({ ...marker, tenant: 'my-tenant.auth0.com' })).toContain('"my-tenant.auth0.com"');
});

test.each(['-->', '--!>', '<!--', '--', 'a---b', '\n-->', '<script>'])('lets %j close nothing', (environment) => {
  const line = writeMarker({ ...marker, environment });
  expect(line.slice('<!--'.length, -'-->'.length)).not.toMatch(/--|[<>\n\r]/);
  expect(readMarker(line)).toEqual({ ...marker, environment });
});

test('lets no value close the comment, and comes back as it was', () => {
  fc.assert(
    fc.property(anyMarker, fc.string(), (any, rest) => {
      const line = writeMarker(any);
      expect(line.slice('<!--'.length, -'-->'.length)).not.toMatch(/--|[<>\n\r]/);
      expect(readMarker(`${line}\n${rest}`)).toEqual(any);
    }),
    { numRuns: runs(500) },
  );
});

describe('reading', () => {
  test.each([
    ['with nothing behind it', writeMarker(marker)],
    ['before a comment', `${writeMarker(marker)}\n## Plan`],
    ['before line ends of Windows, as a browser saves them', `${writeMarker(marker)}\r\n## Plan\r\n`],
    ['of a later version that says more', `<!-- auth0-permissions v1 ${json.replace('}', ',"more":1}')} -->`],
  ])('takes a marker %s', (_, body) => {
    expect(readMarker(body)).toEqual(marker);
  });

  test.each([
    ['an older version, which knew less of who gets what', { exposure: 'limited', removals: ['0123456789abcdef'] }],
    ['this version', { exposure: 'closed', removals: [], reach: ['0123456789abcdef'] }],
  ] as const)('takes a review of %s', (_, api) => {
    const review = { fedcba9876543210: api };
    const line = `<!-- auth0-permissions v1 ${json.replace('}', `,"review":${JSON.stringify(review)}}`)} -->`;
    expect(readMarker(line)).toEqual({ ...marker, review });
  });

  test.each([
    ['an empty comment', ''],
    ['a comment of somebody else', '## Plan'],
    ['a marker that is quoted', `> ${writeMarker(marker)}`],
    ['a marker on the second line', `\n${writeMarker(marker)}`],
    ['a marker of another version', writeMarker(marker).replace('v1', 'v2')],
    ['a marker of another tool', writeMarker(marker).replace('auth0-permissions', 'permissions')],
    ['a marker that is not closed', writeMarker(marker).replace(' -->', '')],
    ['a marker with text behind it', `${writeMarker(marker)} hello`],
    ['a marker that is not JSON', '<!-- auth0-permissions v1 {tenant} -->'],
    ['a marker without a fingerprint', '<!-- auth0-permissions v1 {"tenant":"a","environment":"b"} -->'],
    ['a marker with a number as tenant', `<!-- auth0-permissions v1 ${json.replace('"acme.eu.auth0.com"', '1')} -->`],
    ['a marker that is a list', '<!-- auth0-permissions v1 [] -->'],
    ['a marker that is null', '<!-- auth0-permissions v1 null -->'],
    ['prefix and suffix that overlap', '<!-- auth0-permissions v1 -->'],
  ])('takes none from %s', (_, body) => {
    expect(readMarker(body)).toBeUndefined();
  });
});

describe('the marker of an issue', () => {
  const drift = { tenant: 'acme.eu.auth0.com', environment: 'production', manifest: ['a.yml'], fingerprint: 'abc' };

  test('is read as what it is, and never as a comment’s, nor the reverse', () => {
    const line = writeDriftMarker(drift);
    expect([readDriftMarker(`${line}\nDrift`), readMarker(line)]).toEqual([drift, undefined]);
    expect(readDriftMarker(writeMarker(marker))).toBeUndefined();
    expect(readDriftMarker(line.replace('-drift', ''))).toBeUndefined();
    expect(readMarker(line.replace('-drift', ''))).toMatchObject({ tenant: drift.tenant }); // the words tell them apart
  });

  test.each(['\n', '\r\n'])('is settled in place, whatever the line ends (%j)', (end) => {
    const body = `${writeDriftMarker(drift)}${end}Drift${end}`;
    expect(readDriftMarker(settledBody(body))).toEqual({ ...drift, fingerprint: '' });
    expect(settledBody(body).slice(settledBody(body).indexOf(end))).toBe(`${end}Drift${end}`);
  });

  test('is settled nowhere where there is none', () => {
    expect(settledBody('Drift\n')).toBe('Drift\n');
  });

  test('lets no value close the comment, and comes back as it was', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const any = { tenant: text, environment: text, manifest: [text, text], fingerprint: text };
        const line = writeDriftMarker(any);
        expect(line.slice('<!--'.length, -'-->'.length)).not.toMatch(/--|[<>\n\r]/);
        expect(readDriftMarker(line)).toEqual(any);
      }),
    );
  });
});
