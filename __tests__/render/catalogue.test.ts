import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { catalogueSchema } from '../../schema/catalogue.ts';
import type { Catalogue, CatalogueApi } from '../../src/core/catalogue.ts';
import { catalogueJson, catalogueLines, catalogueMarkdown } from '../../src/render/catalogue.ts';
import { runs } from '../runs.ts';
import { hostile } from './hostile.ts';

/** Each is rendered and parsed. */

const orders: CatalogueApi = {
  name: 'Orders API',
  identifiers: [
    { environment: 'production', identifier: 'https://api.example.com/orders' },
    { environment: 'staging', identifier: 'https://api.staging.example.com/orders' },
  ],
  permissions: [
    { permission: 'read:orders', description: 'View orders | lines', deprecated: null },
    { permission: 'cancel:orders', description: 'Cancel an order', deprecated: 'Use update:orders instead' },
    { permission: 'legacy:orders', description: '', deprecated: '' },
  ],
};
const other: CatalogueApi = {
  name: null,
  identifiers: [{ environment: null, identifier: 'urn:other' }],
  permissions: [],
};
const catalogue: Catalogue = { apis: [orders, other] };

describe('a catalogue', () => {
  test('is aligned text', () => {
    expect(catalogueLines(catalogue)).toEqual([
      'Orders API',
      '  production  https://api.example.com/orders',
      '  staging     https://api.staging.example.com/orders',
      '    read:orders    View orders | lines',
      '    cancel:orders  Cancel an order (deprecated: Use update:orders instead)',
      '    legacy:orders  (deprecated)',
      '',
      'urn:other',
      '    (no permissions)',
    ]);
  });

  test('is a page of Markdown', () => {
    expect(catalogueMarkdown(catalogue)).toBe(`# Permissions

## Orders API

| environment | identifier |
|---|---|
| production | \`https://api.example.com/orders\` |
| staging | \`https://api.staging.example.com/orders\` |

| permission | what it allows |
|---|---|
| \`read:orders\` | View orders \`\\|\` lines |
| \`cancel:orders\` | **Deprecated:** Use \`update:orders\` instead · Cancel an order |
| \`legacy:orders\` | **Deprecated** |

## \`urn:other\`

No permissions.
`);
  });

  test('is JSON, which says all', () => {
    expect(catalogueSchema.parse(JSON.parse(catalogueJson(catalogue)))).toEqual({ version: 1, apis: catalogue.apis });
  });

  test('of nothing says so', () => {
    expect(catalogueLines({ apis: [] })).toEqual(['The manifest declares no API.']);
    expect(catalogueMarkdown({ apis: [] })).toContain('The manifest declares no API.');
  });
});

/** A catalogue with one text wherever a manifest may bring one. */
function catalogueWith(text: string): Catalogue {
  const permissions = [
    { permission: text, description: text, deprecated: text },
    { permission: text, description: text, deprecated: null },
  ];
  const identifiers = [{ environment: text, identifier: text }];
  return {
    apis: [
      { name: text, identifiers, permissions },
      { ...other, name: text, permissions },
    ],
  };
}

test('no text changes the structure of the page, or adds a link, an image or HTML to it', () => {
  const parser = new MarkdownIt({ html: true, linkify: true, breaks: true });
  const outline = (text: string) => parser.parse(catalogueMarkdown(catalogueWith(text)), {}).map(({ type }) => type);
  const expected = outline('word');
  fc.assert(
    fc.property(
      hostile.filter((one) => one.trim() !== ''),
      (text) => {
        expect(outline(text)).toEqual(expected);
        const inline = parser
          .parse(catalogueMarkdown(catalogueWith(text)), {})
          .flatMap(({ children }) => children ?? []);
        expect(inline.filter(({ type }) => !/^(text|code_inline|strong_(open|close)|softbreak)$/.test(type))).toEqual(
          [],
        );
      },
    ),
    { numRuns: runs(500) },
  );
});

test('no text puts a control character into a line or into JSON, which says it all the same', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const line of catalogueLines(catalogueWith(text))) expect(line).not.toMatch(/[\p{Cc}\u202e\u2066]/u);
      for (const line of catalogueJson(catalogueWith(text)).split('\n')) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(JSON.parse(catalogueJson(catalogueWith(text)))).toEqual({ version: 1, ...catalogueWith(text) });
    }),
  );
});
