/**
 * A generated JSON Schema as editors make the best of it. It takes the same documents; what is changed here was found
 * out with the YAML language server, some of whose own keywords it adds (`errorMessage`, `enumDescriptions` …).
 */
import type * as z from 'zod';
import { listWords } from '../src/core/spelling.ts';

export type Schema = z.core.JSONSchema.JSONSchema;

/** What is known of a place beside its schema: keywords to add, and what the values of an enumeration mean. */
type Note = Schema & { readonly meanings?: Readonly<Record<string, string>> };

/** By place: keys and numbers of alternatives, joined by dots, `*` for any entry of a list or map, '' for the whole. */
export type Notes = Readonly<Record<string, Note>>;

/** By place, too. */
export type Descriptions = Readonly<Record<string, string>>;

/** @throws Error where a note or a description is for a place that there is not */
export function forEditors(schema: Schema, notes: Notes, descriptions: Descriptions): Schema {
  const left = new Set([...Object.keys(notes), ...Object.keys(descriptions)]);
  const noted = rewrite(rewrite(schema, mergeTextAndMap), (one, place) => {
    left.delete(place);
    const description = descriptions[place];
    return annotate({ ...one, ...(description !== undefined && { description }) }, notes[place] ?? {});
  });
  if (left.size > 0) throw new Error(`There is no place for the notes on ${[...left].join(', ')}`);
  return noted;
}

/** Changes a schema and all schemas in it, the innermost first. */
function rewrite(schema: Schema, change: (schema: Schema, place: string) => Schema, place = ''): Schema {
  const inner = <Child>(child: Child, step: string | number) =>
    isSchema(child) ? rewrite(child, change, place === '' ? `${step}` : `${place}.${step}`) : child;
  const { properties, items, additionalProperties, anyOf, ...rest } = schema;
  const changed = {
    ...rest,
    ...(anyOf && { anyOf: anyOf.map(inner) }),
    ...(properties && { properties: mapEntries(properties, inner) }),
    ...(items !== undefined && { items: inner(items, '*') }),
    ...(additionalProperties !== undefined && { additionalProperties: inner(additionalProperties, '*') }),
  };
  return change(changed, place);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapEntries<Before, After>(
  map: Readonly<Record<string, Before>>,
  change: (value: Before, key: string) => After,
) {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

/**
 * Text or a map as one schema of two types: of the two in `anyOf`, the language server takes the first for meant where
 * a key is misspelt, and says that the whole map should be text. The keywords of each say nothing about the other.
 */
function mergeTextAndMap({ anyOf = [], ...rest }: Schema): Schema {
  const [text, map] = anyOf;
  const isBoth = anyOf.length === 2 && text?.type === 'string' && map?.type === 'object';
  if (!isBoth) return { ...rest, ...(anyOf.length > 0 && { anyOf }) };
  return { ...text, ...map, ...rest, type: ['string', 'object'] };
}

function annotate(schema: Schema, { meanings, ...added }: Note): Schema {
  const { default: fallback, format, ...rest } = schema;
  const noted = {
    ...rest,
    ...(!isEmpty(fallback) && { default: fallback }), // else it would be what a completion writes
    ...(format !== undefined && rest.pattern === undefined && { format }), // else what is wrong would be said twice
    ...added,
  };
  return { ...expected(noted), ...noted, ...formatted(noted), ...explained(noted, meanings) };
}

/** Missing, [] or {}. */
function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** One message for a value that has the wrong type and is none of those allowed: the same text is shown once. */
function expected({ enum: allowed, const: only }: Schema): Schema {
  if (allowed) return { errorMessage: `Expected one of ${listWords(allowed.map(String))}.` };
  return only === undefined ? {} : { errorMessage: `Expected ${listWords([String(only)])}.` };
}

/** Where a text holds code: of `description` an editor shows the backticks themselves. */
function formatted({ description = '' }: Schema): Schema {
  return description.includes('`') ? { markdownDescription: description } : {};
}

function explained({ enum: values = [] }: Schema, meanings: Note['meanings']): Schema {
  if (!meanings) return {};
  const texts = values.map((value) => meanings[String(value)] ?? '');
  return { enumDescriptions: texts, ...(texts.join().includes('`') && { markdownEnumDescriptions: texts }) };
}
