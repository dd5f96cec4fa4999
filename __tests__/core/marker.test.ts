import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Marker, readMarker, writeMarker } from '../../src/core/marker.ts';

const marker: Marker = { tenant: 'acme.eu.auth0.com', environment: 'production', fingerprint: 'abc' };
const json = '{"tenant":"acme.eu.auth0.com","environment":"production","fingerprint":"abc"}';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
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
    { numRuns: 500 },
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
