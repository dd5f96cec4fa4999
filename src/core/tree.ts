/** A parsed file in which a part can stand in several places. */
import type { Place } from './problem.ts';

/** A parsed file in which a part can stand in several places: data, and where its parts are written. */
export interface Tree {
  readonly file: string;
  /** Maps are objects without a prototype; lists are arrays. The same part, referred to twice, is the same object. */
  readonly root: unknown;
  /** Of an entry of a map or list of this tree; its beginning where there is no such entry. */
  place(container: object, step: string | number, part: 'key' | 'value'): Place;
}

/** A part of a tree, and where it stands. */
export interface Part {
  readonly tree: Tree;
  readonly value: unknown;
  readonly place: Place;
}

export type TreeMap = Readonly<Record<string, unknown>>;

export function rootOf(tree: Tree): Part {
  return { tree, value: tree.root, place: { file: tree.file, line: 1, column: 1 } };
}

export function isTreeMap(value: unknown): value is TreeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entry of a map, or of a list by its number; undefined where there is none. */
export function childOf({ tree, value }: Part, step: string): Part | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d{0,8})$/.test(step) ? entryOf(tree, value, Number(step)) : undefined;
  return isTreeMap(value) && Object.hasOwn(value, step) ? entryOf(tree, value, step) : undefined;
}

function entryOf(tree: Tree, container: object, step: string | number): Part | undefined {
  const value = (container as Record<string | number, unknown>)[step]; // a map or list, which `step` fits
  return value === undefined ? undefined : { tree, value, place: tree.place(container, step, 'value') };
}

/** The entries of a map in their order, none of anything else. */
export function entriesOf(part: Part): [string, Part][] {
  const keys = isTreeMap(part.value) ? Object.keys(part.value) : [];
  return keys.flatMap((key): [string, Part][] => {
    const entry = childOf(part, key);
    return entry ? [[key, entry]] : [];
  });
}

/** The entries of a list, none of anything else. */
export function itemsOf({ tree, value }: Part): Part[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown, index) => ({ tree, value: item, place: tree.place(value, index, 'value') }));
}

/** Text of a tree as a message quotes it. */
export function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}
