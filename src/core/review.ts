/**
 * What a pull request's comment showed of the removals and of who may ask for what is added: it travels in the comment's
 * marker, so that an apply can tell whether somebody reviewed what it is about to do.
 */
import { digest } from './fingerprint.ts';
import type { ApiPlan, Change, Exposure } from './plan.ts';

/** By the digest of an API's identifier. */
export type Review = Readonly<Record<string, ReviewedApi>>;

export interface ReviewedApi {
  readonly exposure: Exposure | null;
  /** Digests of the names that were shown as removed. */
  readonly removals: readonly string[];
}

/** Digests, since a comment has little room and a name may hold anything: 64 bits are no other name's by chance. */
function short(text: string): string {
  return digest(text).slice(0, 16);
}

/** Only of APIs that change: the others had nothing to review. */
export function reviewOf(apis: readonly ApiPlan[]): Review {
  const changed = apis.filter(({ changes }) => changes.length > 0);
  return Object.fromEntries(
    changed.map(({ identifier, exposure, changes }) => [
      short(identifier),
      { exposure, removals: removalsIn(changes).map(short) },
    ]),
  );
}

/** In characters: of a comment's 65,536 the plan itself needs most. Removals by the thousand are for no review. */
const mostReview = 30_000;

/** The review where a comment can carry it. */
export function carriedReview(apis: readonly ApiPlan[]): Review | undefined {
  const review = reviewOf(apis);
  return JSON.stringify(review).length <= mostReview ? review : undefined;
}

function removalsIn(changes: readonly Change[]): string[] {
  return changes.filter(({ kind }) => kind === 'remove').map(({ permission }) => permission);
}

/** What was not reviewed: removals that no comment showed, and additions that anyone may ask for only since. */
export interface Unreviewed {
  readonly removals: readonly string[];
  readonly exposed: boolean;
}

export function unreviewedIn({ identifier, exposure, changes }: ApiPlan, reviews: readonly Review[]): Unreviewed {
  const key = short(identifier);
  const shown = reviews.flatMap((review) => review[key] ?? []);
  const seen = new Set(shown.flatMap(({ removals }) => removals));
  const adds = changes.some(({ kind }) => kind === 'add');
  return {
    removals: removalsIn(changes).filter((name) => !seen.has(short(name))),
    exposed: adds && exposure === 'open' && shown.length > 0 && shown.every((one) => one.exposure === 'limited'),
  };
}
