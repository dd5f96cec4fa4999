import type * as z from 'zod';
import type { Document, Path } from './document.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './spelling.ts';

/** What a schema expects at a path, said in the words of the file's author. */
export interface Expectations {
  /** The keys known in the map at `path`. */
  keysAt(path: Path): readonly string[];
  /** What is expected at `path`, such as "text" or "a list of APIs". */
  shapeAt(path: Path): string;
}

/** Says each zod issue as a `schema` problem at the line and column of the key or value that is wrong. */
export function schemaProblems(document: Document, error: z.ZodError, expected: Expectations): Problem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], { document, expected }));
}

interface Context {
  readonly document: Document;
  readonly expected: Expectations;
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, above: Path, context: Context): Problem[] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, context));
  const nested = issue.code === 'invalid_union' ? nestedIssues(issue.errors) : undefined;
  if (nested) return nested.flatMap((inner) => problemsOf(inner, path, context));
  return [wrongValue(path, context)];
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

function wrongValue(path: Path, { document, expected }: Context): Problem {
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
  return { rule: 'schema', severity: 'error', message, ...place };
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
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (value === '') return 'empty text';
  if (typeof value === 'string')
    return value.length > 20 ? `text of ${value.length} characters` : `the text ${JSON.stringify(value)}`;
  return `the ${typeof value} ${value}`;
}
