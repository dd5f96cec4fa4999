/** What has the wrong shape, in the words of the file's author. */
import type * as z from 'zod/mini';
import type { Document, Path } from './document.ts';
import { arrangeProblems, type Problem } from './problem.ts';
import { didYouMean, nearest } from './spelling.ts';

/** What a schema expects at a path, said in the words of the file's author. */
export interface Expectations {
  /** The keys known in the map at `path`. */
  keysAt(path: Path): readonly string[];
  /** What is expected at `path`, such as "text" or "a list of APIs". */
  shapeAt(path: Path): string;
  /** What to write instead of `found` at `path`, where no suggestion of a word that is near would say it. */
  hintAt?(path: Path, found: unknown): string | undefined;
}

/** So many problems are said of one file that can't be read: one mistake can make thousands follow from it. */
export const mostProblems = 100;

/** Of `found` problems the first; the last then says how many more there are. */
export function firstProblems(problems: readonly Problem[], found: number): Problem[] {
  if (found <= mostProblems) return [...problems];
  const shown = arrangeProblems(problems.slice(0, mostProblems));
  const more = { message: `The file has ${found - mostProblems} more problems.`, hint: 'Correct these first.' };
  return [...shown, ...shown.slice(-1).map((last) => ({ ...last, ...more }))];
}

/**
 * What a schema makes of a document; undefined where more is wrong than can be told. zod hands what is wrong in an item of
 * a list on as the arguments of one call, and the stack has room for about a hundred thousand.
 */
export function parseShape<Output>(
  schema: z.ZodMiniType<Output>,
  { value }: Document,
): z.core.util.SafeParseResult<Output> | undefined {
  try {
    return schema.safeParse(value);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/** For a document of which no more can be said. */
export function tooManyProblems(document: Document): Problem {
  const message = 'The file has too many problems to tell where they are.';
  const hint = 'Take an example of the documentation, and bring over what you have step by step.';
  return { rule: 'schema', severity: 'error', message, hint, ...document.place([], 'value') };
}

/** Says the zod issues as `schema` problems at the line and column of the key or value that is wrong. */
export function schemaProblems(document: Document, error: z.core.$ZodError, expected: Expectations): Problem[] {
  const context = { document, expected };
  const faults = withoutMisspelt(
    error.issues.flatMap((issue) => faultsOf(issue, [])),
    context,
  );
  const problems = faults.slice(0, mostProblems).map((fault) => problemOf(fault, context));
  return firstProblems(problems, faults.length);
}

interface Context {
  readonly document: Document;
  readonly expected: Expectations;
}

type Issue = z.core.$ZodIssue;

/** What is wrong at a path: a key that is not known there, else the value. */
interface Fault {
  readonly path: Path;
  readonly unknown?: string;
  /** What would be accepted there, where that is a list of words. */
  readonly accepted?: readonly string[];
}

function faultsOf(issue: Issue, above: Path): Fault[] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((unknown) => ({ path, unknown }));
  const nested = issue.code === 'invalid_union' ? nestedIssues(issue.errors) : undefined;
  if (nested) return nested.flatMap((inner) => faultsOf(inner, path));
  return [issue.code === 'invalid_value' ? { path, accepted: issue.values.map(String) } : { path }];
}

/** A key that was misspelt is not missing, too: the unknown one says what was meant. */
function withoutMisspelt(faults: readonly Fault[], { document, expected }: Context): Fault[] {
  const unknown = faults.filter((fault) => fault.unknown !== undefined).slice(0, mostProblems);
  const meant = new Set(unknown.flatMap((fault) => meantBy(fault, expected)).map(pathKey));
  const isMissing = ({ path, unknown: key }: Fault) => key === undefined && valueAt(document.value, path) === undefined;
  return faults.filter((fault) => meant.size === 0 || !isMissing(fault) || !meant.has(pathKey(fault.path)));
}

function meantBy({ path, unknown = '' }: Fault, expected: Expectations): Path[] {
  const key = nearest(unknown, expected.keysAt(path));
  return key === undefined ? [] : [[...path, key]];
}

function pathKey(path: Path): string {
  return JSON.stringify(path);
}

function problemOf({ path, unknown, accepted = [] }: Fault, context: Context): Problem {
  return unknown === undefined ? wrongValue(path, context, accepted) : unknownKey(unknown, path, context);
}

/** Of a union, the alternative whose type fits and whose parts are wrong; undefined where no type fits. */
function nestedIssues(alternatives: readonly Issue[][]): Issue[] | undefined {
  return alternatives.find((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
}

function unknownKey(key: string, path: Path, { document, expected }: Context): Problem {
  const place = document.place([...path, key], 'key');
  const hint = didYouMean(key, expected.keysAt(path));
  return { rule: 'schema', severity: 'error', message: `Unknown key \`${key}\`.`, hint, ...place };
}

function wrongValue(path: Path, { document, expected }: Context, accepted: readonly string[]): Problem {
  const found = valueAt(document.value, path);
  const shape = expected.shapeAt(path);
  const place = document.place(path, 'value');
  if (found === undefined) {
    return {
      rule: 'schema',
      severity: 'error',
      message: `${subject(path)} is missing.`,
      hint: `Expected ${shape}.`,
      ...place,
    };
  }
  const message = `${subject(path)} must be ${shape}; it is ${describe(found)}.`;
  const hint = expected.hintAt?.(path, found) ?? suggestion(found, accepted);
  return { rule: 'schema', severity: 'error', message, ...(hint && { hint }), ...place };
}

function suggestion(found: unknown, accepted: readonly string[]): string | undefined {
  const meant = typeof found === 'string' ? nearest(found, accepted) : undefined;
  return meant && `Did you mean \`${meant}\`?`;
}

function subject(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The file';
  return typeof last === 'number' ? `Entry ${last + 1} of \`${path.at(-2) ?? 'the list'}\`` : `\`${last}\``;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step]; // an object or array, indexed by what zod reported of it
  }
  return value;
}

function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (value === '') return 'empty text';
  if (typeof value === 'string')
    return value.length > 20 ? `text of ${value.length} characters` : `the text ${JSON.stringify(value)}`;
  return `the ${typeof value} ${value}`;
}
