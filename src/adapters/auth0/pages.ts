/** Lists: a page in whichever form it comes, and all pages to the end. */
import * as z from 'zod/mini';
import { unavailable } from './http.ts';
import { mostAtOnce } from './rate-limit.ts';
import { accept, ask, type HolderSession } from './reads.ts';
import type { Session } from './session.ts';

/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
export const pageSize = 100;

/** A page of a list that is read by page numbers. What Auth0 does not say of it is undefined. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many items of the list come before it. */
  readonly start: number | undefined;
  /** How many a page holds. */
  readonly limit: number | undefined;
  /** How many the list holds. */
  readonly total: number | undefined;
}

const number = maybe(z.int().check(z.nonnegative()));
const limit = maybe(z.int().check(z.positive()));
const object = z.record(z.string(), z.unknown());

/**
 * The shape of a page in either of its forms: the bare list, or an object that holds it, with totals beside it.
 * Source: Management API OpenAPI, which asks for none of the three numbers.
 * @param key under which the object has the list.
 */
export function pageOf<Item>(key: string, item: z.ZodMiniType<Item>): z.ZodMiniType<Page<Item>> {
  return z.pipe(
    z.transform((body) => (Array.isArray(body) ? { items: body } : withItems(key, body))),
    z.object({ items: z.array(item), start: number, limit, total: number }),
  );
}

function withItems(key: string, body: unknown): unknown {
  const { data } = object.safeParse(body);
  return data && { start: data.start, limit: data.limit, total: data.total, items: data[key] };
}

function maybe(number: z.ZodMiniInt) {
  return z.pipe(
    z.nullish(number),
    z.transform((value) => value ?? undefined),
  );
}

/** Whether the list ends with a page, as far as totals tell; one that says less than came says nothing. */
function endsList({ items, start, total }: Page<unknown>, before: number): boolean {
  return (start ?? before) + items.length === total;
}

/** A list that is read by page numbers, which are in its paths. */
export interface List<Item> {
  readonly get: (query: string) => Promise<Page<Item>>;
  /** What tells an item from the others. */
  readonly key: (item: Item) => string;
  /** Is given each item, in the order of the list; some twice, where the list shifts meanwhile. */
  readonly take: (item: Item) => void;
  /** Where the rest need not be read. */
  readonly isEnough?: (told: Told) => boolean;
  /** An end to a list without one. */
  readonly mostPages: number;
}

/** What is known of a list. */
export interface Told {
  /** Different items that were seen. */
  readonly seen: number;
  /** The most that the list was said to hold, or that was seen of it; more than `seen` where some were missed. */
  readonly total: number;
  /** Whether pages told different totals: it changed meanwhile. */
  readonly isShifted: boolean;
  /** How many pages were read. */
  readonly pages: number;
  /** How many pages there still are, as far as is known. */
  readonly pagesLeft: number;
}

/**
 * Reads all pages, of the size that Auth0 says it gives. The first says how many there are, and the rest is asked for at
 * once, ten at a time; a list that does not say is read page after page. It ends with a page that ends it, or with pages
 * that bring nothing new. Where items are deleted meanwhile, the list shifts past others: the totals tell.
 * @returns undefined where it has no end.
 */
export async function readList<Item>(list: List<Item>): Promise<Told | undefined> {
  const reading = new Reading(list);
  for (
    let count = 1;
    reading.next < list.mostPages;
    count = Math.min(Math.max(reading.told.pagesLeft, 1), mostAtOnce)
  ) {
    const isEnd = await reading.read(Math.min(count, list.mostPages - reading.next));
    if (isEnd || list.isEnough?.(reading.told)) return reading.told;
  }
  return undefined;
}

/** A list as far as it was read. */
class Reading<Item> {
  /** The number of the next page. */
  next = 0;
  private size = pageSize;
  private readonly list: List<Item>;
  private readonly seen = new Set<string>();
  private readonly totals = new Set<number>();

  constructor(list: List<Item>) {
    this.list = list;
  }

  get told(): Told {
    const { size: seen } = this.seen;
    const total = Math.max(seen, ...this.totals);
    const pagesLeft = Math.ceil(total / this.size) - this.next;
    return { seen, total, isShifted: this.totals.size > 1, pages: this.next, pagesLeft };
  }

  /** Reads so many pages at once, and tells whether the list ends with them. */
  async read(count: number): Promise<boolean> {
    const { next, size, seen } = this;
    const before = seen.size;
    const read = (_: unknown, index: number) =>
      this.list.get(`include_totals=true&page=${next + index}&per_page=${size}`);
    const pages = await Promise.all(Array.from({ length: count }, read));
    for (const page of pages) this.add(page);
    this.next += count;
    this.size = pages.at(-1)?.limit ?? size;
    // A first page without anything is what a fault looks like, too: it has to say that there is nothing, or say it twice.
    const isRepeated = next > 0 && seen.size === before;
    return isRepeated || pages.some((page, index) => endsList(page, (next + index) * size));
  }

  private add({ items, total }: Page<Item>): void {
    if (total !== undefined) this.totals.add(total);
    for (const item of items) {
      this.seen.add(this.list.key(item));
      this.list.take(item);
    }
  }
}

/** A page of a list that is read by checkpoints. */
interface Checkpoint {
  readonly next?: string | null | undefined;
  /** Where Auth0 pages by numbers after all, and gives no way to the rest. */
  readonly total?: number | null | undefined;
}

export interface CheckpointList<Body> {
  /** With a query; `take` and `from` are put behind it. */
  readonly path: string;
  /** How an error calls it. */
  readonly what: string;
  readonly shape: z.ZodMiniType<Body>;
  /** What tells the items of a page from all others. */
  readonly keys: (body: Body) => readonly string[];
  /** By which status a tenant says that it has no such list at all. */
  readonly absent?: readonly number[];
}

/** As many as a tenant may have grants (Auth0 docs, Entity Limit Policy: 100,000), on pages of half the size. */
const mostCheckpoints = 2000;

/**
 * Pages by `from` and `take`, as Auth0's own SDKs do: `page` and `per_page` are meant for about 1,000 items, and a tenant
 * can have more grants or applications. A list without an end is no answer, nor one that is shorter than it says, nor one
 * that goes on and brings nothing but what came before: what it holds would not be known.
 * @throws ActionError auth0-…
 */
export async function* checkpoints<Body extends Checkpoint>(
  session: Session & Partial<Pick<HolderSession, 'ahead'>>,
  list: CheckpointList<Body>,
): AsyncGenerator<Body> {
  const seen = new Set<string>();
  const begun = new Set<string>();
  for (let from = ''; !begun.has(from) && begun.size < mostCheckpoints; ) {
    begun.add(from);
    const answer = await ask(session, firstPage(list) + from);
    if (list.absent?.includes(answer.status)) return;
    const body = accept(session, answer, list);
    const isNew = addAll(seen, list.keys(body));
    yield body;
    if (!body.next && seen.size < (body.total ?? 0))
      throw unavailable(session.http.domain, `${list.what} is shorter than it says`);
    if (!body.next) return;
    if (!isNew) break;
    from = `&from=${encodeURIComponent(body.next)}`;
  }
  throw unavailable(session.http.domain, `${list.what} has no end`);
}

/** Whether any of them is new, or there are none. */
function addAll(seen: Set<string>, keys: readonly string[]): boolean {
  const before = seen.size;
  for (const key of keys) seen.add(key);
  return seen.size > before || keys.length === 0;
}

/** Where a list by checkpoints begins. */
export function firstPage({ path }: Pick<CheckpointList<unknown>, 'path'>): string {
  return `${path}take=${pageSize}`;
}
