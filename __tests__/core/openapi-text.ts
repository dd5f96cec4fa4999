/** OpenAPI files as text, read the whole way, so that every place can be checked against the line it means. */
import { parseTree } from '../../src/adapters/yaml/tree.ts';
import { type Reading, readRequired } from '../../src/core/openapi-reader.ts';
import type { Tree } from '../../src/core/tree.ts';

/** @throws Error where the text is not read. */
export function treeOf(text: string, path = 'openapi.yaml'): Tree {
  const bytes = Buffer.from(text);
  const { tree, problems } = parseTree({ path, size: bytes.length, bytes });
  if (!tree) throw new Error(`Not a tree: ${problems.map(({ message }) => message).join(' ')}`);
  return tree;
}

/** The first file, with what it requires of the others. */
export function readTexts(files: Readonly<Record<string, string>>): Reading {
  const trees = new Map(Object.entries(files).map(([path, text]) => [path, treeOf(text, path)]));
  const [entry] = trees.values();
  if (!entry) throw new Error('No file');
  return readRequired(entry, (path) => trees.get(path) ?? 'absent');
}

/** Each name with the operation that requires it first, and where: `read:orders GET /orders 5:7`. */
export function requiredBy(reading: Reading): string[] {
  return [...reading.required].map(([name, { operation, others, place }]) => {
    const file = place.file === 'openapi.yaml' ? '' : `${place.file}:`;
    return `${name} ${operation}${others ? ' …' : ''} ${file}${place.line}:${place.column}`;
  });
}

/** Each problem with its place: `5:7 message`. */
export function problemsOf({ problems }: Pick<Reading, 'problems'>): string[] {
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}
