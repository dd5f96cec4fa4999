/** A list by checkpoints. */
import type * as z from 'zod';
import { unavailable } from './http.ts';
import { accept, ask } from './reads.ts';
import type { Session } from './session.ts';

interface CheckpointList<Body> {
  /** With a query; `take` and `from` are put behind it. */
  readonly path: string;
  /** How an error calls it. */
  readonly what: string;
  readonly shape: z.ZodType<Body>;
  /** What tells the items of a page from all others. */
  readonly keys: (body: Body) => readonly string[];
}

/** Page after page. @throws ActionError auth0-… */
export async function* checkpointed<Body extends { readonly next?: string | null | undefined }>(
  session: Session,
  list: CheckpointList<Body>,
): AsyncGenerator<Body> {
  const begun = new Set<string>();
  for (let from = ''; !begun.has(from) && begun.size < 2000; ) {
    begun.add(from);
    const body = accept(session, await ask(session, `${list.path}take=100${from}`), list);
    yield body;
    if (!body.next) return;
    from = `&from=${encodeURIComponent(body.next)}`;
  }
  throw unavailable(session.http.domain, `${list.what} has no end`);
}
