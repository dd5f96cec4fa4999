/** What a list's query may ask for, and the page that answers it. Source, where none is named: Management API OpenAPI. */
import { ok, type Reply, refuse } from './reply.ts';
import type { Numbered } from './store.ts';
import { explain, type Schema, validate } from './validation.ts';

/** A list's query, and what the tenant clamps `per_page` and `take` to. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly maximumPerPage: number;
}

export const OFFSET_QUERY: Record<string, Schema> = {
  page: { type: 'integer', minimum: 0, description: 'Page index of the results to return. First page is 0.' },
  per_page: { type: 'integer', minimum: 1, maximum: 100, description: 'Number of results per page.' },
  include_totals: { type: 'boolean' },
};

export const CHECKPOINT_QUERY: Record<string, Schema> = {
  from: { type: 'string', description: 'Optional Id from which to start selection.' },
  take: { type: 'integer', minimum: 1, maximum: 100, description: 'Number of results per page. Defaults to 50.' },
};

/** Auth0 docs, "Migrate to Paginated Queries": a call that names no page size gets at most 50. */
const UNPAGINATED = 50;

/** How far `page` and `per_page` reach where there is `from` and `take` too. */
const MAXIMUM_OFFSET = 1000;

export interface Page<Item> {
  readonly total: number;
  readonly start: number;
  /** The size that was used, which a smaller maximum clamps. */
  readonly limit: number;
  readonly items: readonly Item[];
}

/** Pages by `page` and `per_page`. `words` puts the keys of an answer with totals in the order that was recorded. */
export function answerOffset<Item>(all: readonly Item[], asked: Asked, words: (page: Page<Item>) => object): Reply {
  const page = offsetPage(all, asked);
  return ok(asked.query.get('include_totals') === 'true' ? words(page) : page.items);
}

function offsetPage<Item>(all: readonly Item[], { query, maximumPerPage }: Asked): Page<Item> {
  const limit = Math.min(Number(query.get('per_page') ?? UNPAGINATED), maximumPerPage);
  const start = Number(query.get('page') ?? 0) * limit;
  return { total: all.length, start, limit, items: all.slice(start, start + limit) };
}

/** Pages by `from` and `take` if either is there, which win over `page`, `per_page` and `include_totals`. */
export function answerEither<Item>(all: readonly Numbered<Item>[], asked: Asked, key: string): Reply {
  if (isCheckpoint(asked.query)) return answerCheckpoint(all, asked, key);
  const items = all.map(({ item }) => item);
  const words = ({ items: page, ...totals }: Page<Item>) => ({ ...totals, [key]: page });
  return refuseOffset(offsetPage(items, asked)) ?? answerOffset(items, asked, words);
}

export function isCheckpoint(query: URLSearchParams): boolean {
  return query.has('from') || query.has('take');
}

/**
 * Source: Auth0 support, "Unable to paginate more than 1000 records when getting user roles", about another list. No
 * source says whether those with `from` and `take` here do the same; they do, so that a client that pages on is noticed.
 */
function refuseOffset({ limit, start }: Page<unknown>): Reply | undefined {
  if (start + limit <= MAXIMUM_OFFSET) return undefined;
  const exceeds = `Requesting page ${start / limit} exceeds the allowed maximum of ${MAXIMUM_OFFSET} records.`;
  return refuse(400, `${exceeds} To fetch results beyond ${MAXIMUM_OFFSET}, use the checkpoint pagination method.`);
}

/** The page after the one that gave `from`, with `next` only where there is more. What a bad `from` gets is not recorded. */
export function answerCheckpoint<Item>(
  all: readonly Numbered<Item>[],
  { query, maximumPerPage }: Asked,
  key: string,
): Reply {
  const after = Number(Buffer.from(query.get('from') ?? '', 'base64url').toString());
  if (Number.isNaN(after)) return refuse(400, 'Invalid query string paging options.', 'invalid_query_string');
  const left = all.filter(({ number }) => number > after);
  const page = left.slice(0, Math.min(Number(query.get('take') ?? UNPAGINATED), maximumPerPage));
  const next = Buffer.from(String(page.at(-1)?.number)).toString('base64url');
  return ok({ [key]: page.map(({ item }) => item), ...(left.length > page.length && { next }) });
}

export function refuseQuery(fields: Record<string, Schema>, query: URLSearchParams): Reply | undefined {
  const values = Object.fromEntries([...query.keys()].map((name) => [name, readParameter(fields[name], name, query)]));
  const findings = validate({ type: 'object', fields }, values);
  if (findings.length === 0) return undefined;
  return refuse(400, explain('Query validation error', findings), 'invalid_query_string');
}

/** Text that is no integer or boolean stays text, so that it is found to be of the wrong type. */
function readParameter(schema: Schema | undefined, name: string, query: URLSearchParams): unknown {
  const values = query.getAll(name);
  const [text] = values;
  if (schema?.type === 'array' || values.length > 1) return values;
  if (schema?.type === 'integer' && /^-?\d+$/.test(text ?? '')) return Number(text);
  return schema?.type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text;
}
