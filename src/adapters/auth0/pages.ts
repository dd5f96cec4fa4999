/** A page of a list, in whichever form it comes. */
import * as z from 'zod';

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

/**
 * The shape of a page in either of its forms: the bare list, or an object that holds it, with totals beside it.
 * Source: Management API OpenAPI, which asks for none of the three numbers.
 * @param key under which the object has the list.
 */
export function pageOf<Item>(key: string, item: z.ZodType<Item>): z.ZodType<Page<Item>> {
  return z.preprocess(
    (body) => (Array.isArray(body) ? { items: body } : withItems(key, body)),
    z.object({
      items: z.array(item),
      start: maybe(z.int().nonnegative()),
      limit: maybe(z.int().positive()),
      total: maybe(z.int().nonnegative()),
    }),
  );
}

function withItems(key: string, body: unknown): unknown {
  const { data } = z.record(z.string(), z.unknown()).safeParse(body);
  return data && { start: data.start, limit: data.limit, total: data.total, items: data[key] };
}

function maybe(number: z.ZodInt) {
  return number.nullish().transform((value) => value ?? undefined);
}

/** Whether the list ends with a page, as far as totals tell; one that says less than came says nothing. */
export function endsList({ items, start, total }: Page<unknown>, before: number): boolean {
  return (start ?? before) + items.length === total;
}
