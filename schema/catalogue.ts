/** The JSON of a catalogue as programs may rely on it. The command writes it (`render/catalogue.ts`) and reads none. */
import * as z from 'zod';
import type { Schema } from './editor.ts';

const permission = z.strictObject({
  permission: z.string().describe('The name of the permission.'),
  description: z.string().describe('What it allows; "" where the manifest does not say.'),
  deprecated: z
    .string()
    .nullable()
    .describe('null where it is to stay; else why it is to go, "" where the manifest does not say.'),
});

const identifier = z.strictObject({
  environment: z.string().nullable().describe('null where the identifier is the same in every environment.'),
  identifier: z.string().describe('The identifier (audience) of the API there.'),
});

const api = z.strictObject({
  name: z.string().nullable().describe('Its name for people, null where it has none.'),
  identifiers: z.array(identifier).min(1).describe('By environment, sorted.'),
  permissions: z.array(permission).describe('In the order of the manifest.'),
});

export const catalogueSchema = z.strictObject({
  version: z.literal(1).describe('The version of this format.'),
  apis: z.array(api).describe('In the order of the manifest.'),
});

export function catalogueJsonSchema(): Schema {
  return {
    $id: 'urn:auth0-permissions-action:catalogue:1',
    title: 'Auth0 Permissions catalogue',
    description: 'All that a manifest declares, as `catalogue --format json` writes it.',
    ...z.toJSONSchema(catalogueSchema, { target: 'draft-7' }),
  };
}
