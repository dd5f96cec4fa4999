/** The manifest file as people write it: its keys, and what may stand in each. The JSON Schema is made from it, too. */
import * as z from 'zod/mini';
import { once } from './once.ts';
import { openApiPaths, openApiShape } from './openapi-paths.ts';
import type { Expectations } from './schema-problems.ts';
import { meantBy, sayingText } from './yaml-words.ts';

const permissionDetails = z.strictObject({
  description: z.optional(z.string()),
  deprecated: z.optional(z.union([z.literal(true), z.string().check(z.regex(sayingText))])),
  'renamed-from': z.optional(z.string().check(z.minLength(1))),
});

const identifier = z.string().check(z.minLength(1), z.maxLength(600)); // Management API OpenAPI: 1..600 characters

const identifiers = z.record(z.string(), identifier).check(z.refine((map) => Object.keys(map).length > 0));

const declaration = z.union([z.string(), permissionDetails]);

const api = z.strictObject({
  identifier: z.union([identifier, identifiers]),
  name: z.optional(z.string().check(z.minLength(1))),
  openapi: z.optional(openApiPaths),
  permissions: z.record(z.string(), declaration),
});

/** The shape of a manifest file. What an editor shows of its keys is with the JSON Schema. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  apis: z.array(api),
});

/** An API as it stands in a file. */
export type Entry = z.infer<typeof api>;

/** What stands beside a permission's name. */
export type Details = string | z.infer<typeof permissionDetails>;

export const expectations: Expectations = {
  keysAt({ length }) {
    if (length === 0) return Object.keys(manifestSchema.shape);
    return Object.keys(length === 2 ? api.shape : permissionDetails.shape);
  },
  shapeAt(path) {
    if (path.length === 0) return 'a map with `version` and `apis`';
    if (path.length === 1) return path[0] === 'version' ? '1' : 'a list of APIs';
    if (path.length === 2) return 'a map with `identifier` and `permissions`';
    if (path.length === 3) return apiFieldShapes.get(String(path[2])) ?? 'text';
    if (path[2] === 'openapi') return openApiShape;
    if (path[2] === 'identifier') return 'text of 1 to 600 characters';
    if (path.length === 4) return 'a description (text, "" for none) or a map';
    return path[4] === 'deprecated' ? 'true or a reason' : 'text';
  },
  hintAt(path, found) {
    if (path.length !== 5 || path[4] !== 'deprecated') return undefined;
    return meantBy(found) === true ? deprecatedHint : `Leave it out where the permission is to stay. ${deprecatedHint}`;
  },
};

const deprecatedHint = 'To deprecate it, write `true` without quotes, or as text why and what to use instead.';

const apiFieldShapes = new Map([
  ['identifier', 'text of 1 to 600 characters, or a map from environment to identifier'],
  ['permissions', 'a map from permission to description ({} for none)'],
  ['openapi', `${openApiShape}, or a list of 1 to 100`],
]);

/** A file of which each API, and each permission, is passed over by itself where it can't be read. */
function lenient<Value extends z.ZodMiniType>(permission: Value) {
  const { name, openapi } = api.shape;
  const beside = { name: z.catch(name, undefined), openapi: z.catch(openapi, undefined) };
  const entry = z.object({ ...api.shape, ...beside, permissions: z.record(z.string(), permission) });
  return z.object({ apis: z.array(z.catch(z.nullable(entry), null)) });
}

/** Whatever is wrong with the rest, a name that stands there was declared. */
export const earlierSchema = once(() => lenient(z.catch(declaration, '')));

/** Of a permission that is wrong in itself there is nothing more to say before that is right. */
export const readableSchema = once(() => lenient(z.catch(z.nullable(declaration), null)));
