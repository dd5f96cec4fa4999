/**
 * Validation in Auth0's words. The Management API answers with the messages of z-schema, one for each finding, put into
 * a sentence by z-schema-errors: `<context> '<message>' on property <path> (<the schema's description>).`, joined by
 * ` (also) `. The sentences quoted in public reports (terraform-provider-auth0, auth0-java, auth0-deploy-cli) agree with that.
 */
import { isRecord } from './request.ts';

type TypeName = 'string' | 'integer' | 'boolean' | 'array' | 'object' | 'null';

/** The part of JSON Schema that is needed here. `fields` closes the object: no other property is allowed. */
export interface Schema {
  readonly type: TypeName | readonly TypeName[];
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly fields?: Readonly<Record<string, Schema>>;
}

/** One thing wrong; `path` is empty at the top, else like `scopes[8].value`. */
export interface Finding {
  readonly message: string;
  readonly path: string;
  readonly description?: string | undefined;
}

/** The single sentence Auth0 answers with; equal sentences are said once. */
export function explain(context: string, findings: readonly Finding[]): string {
  const sentences = findings.map(({ message, path, description }) => {
    const about = description === undefined ? '' : ` (${description})`;
    return `${context}: '${message}'${path === '' ? '' : ` on property ${path}${about}`}.`;
  });
  return [...new Set(sentences)].join(' (also) ');
}

/** Findings in document order; a value of the wrong type is not looked into. */
export function validate(schema: Schema, value: unknown, path = ''): Finding[] {
  const found = typeOf(value);
  const finding = (message: string): Finding => ({ message, path, description: schema.description });
  const expected: readonly string[] = [schema.type].flat();
  if (!expected.includes(found)) return [finding(`Expected type ${expected.join(',')} but found type ${found}`)];
  const messages = [...aboutText(schema, value), ...aboutNumber(schema, value), ...aboutObject(schema, value)];
  return [...messages.map(finding), ...aboutItems(schema, value, path), ...aboutFields(schema, value, path)];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Lengths are in code points, as in z-schema. */
function aboutText(schema: Schema, value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, oneOf } = schema;
  const length = [...value].length;
  const messages: string[] = [];
  if (length < minLength) messages.push(`String is too short (${length} chars), minimum ${minLength}`);
  if (length > maxLength) messages.push(`String is too long (${length} chars), maximum ${maxLength}`);
  if (pattern?.test(value) === false) messages.push(`String does not match pattern ${pattern.source}: ${value}`);
  if (oneOf?.includes(value) === false) messages.push(`Invalid property "${value}"`);
  return messages;
}

function aboutNumber(schema: Schema, value: unknown): string[] {
  if (typeof value !== 'number') return [];
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (value < minimum) return [`Value ${value} is less than minimum ${minimum}`];
  return value > maximum ? [`Value ${value} is greater than maximum ${maximum}`] : [];
}

function aboutObject(schema: Schema, value: unknown): string[] {
  if (!isRecord(value)) return [];
  const { required = [], fields } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  const messages = missing.map((name) => `Missing required property: ${name}`);
  const unknown = fields === undefined ? [] : Object.keys(value).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) messages.push(`Additional properties not allowed: ${unknown.join(',')}`);
  return messages;
}

function aboutItems(schema: Schema, value: unknown, path: string): Finding[] {
  if (!Array.isArray(value)) return [];
  const { items, maxItems = Number.POSITIVE_INFINITY, description } = schema;
  const message = `Array is too long (${value.length}), maximum ${maxItems}`;
  const own = value.length > maxItems ? [{ message, path, description }] : [];
  if (items === undefined) return own;
  return [...own, ...value.flatMap((item, index) => validate(items, item, `${path}[${index}]`))];
}

function aboutFields(schema: Schema, value: unknown, path: string): Finding[] {
  if (!isRecord(value)) return [];
  return Object.entries(schema.fields ?? {}).flatMap(([name, field]) => {
    return Object.hasOwn(value, name) ? validate(field, value[name], path === '' ? name : `${path}.${name}`) : [];
  });
}
