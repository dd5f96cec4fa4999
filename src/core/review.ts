/**
 * What a pull request's comment showed of the removals and of who gets what is added: it travels in the comment's marker,
 * so that an apply can tell whether somebody reviewed what it is about to do. A reach that has become narrower since is no
 * reason to stop.
 */
import { digest } from './fingerprint.ts';
import type { ApiPlan, Change } from './plan.ts';
import { type Exposure, exposureOf, type Reach } from './reach/reach.ts';

/** By the digest of an API's identifier. */
export type Review = Readonly<Record<string, ReviewedApi>>;

export interface ReviewedApi {
  readonly exposure: Exposure | null;
  /** Digests of the names that were shown as removed. */
  readonly removals: readonly string[];
  /** Digests of the ways that were shown for what is added; absent where they were not known, or not written yet. */
  readonly reach?: readonly string[];
}

/** Digests, since a comment has little room and a name may hold anything: 64 bits are no other name's by chance. */
function short(text: string): string {
  return digest(text).slice(0, 16);
}

/** Only of APIs that change: the others had nothing to review. */
export function reviewOf(apis: readonly ApiPlan[]): Review {
  const changed = apis.filter(({ changes }) => changes.length > 0);
  return Object.fromEntries(
    changed.map((api) => {
      const ways = waysIn(api);
      const removals = removalsIn(api.changes).map(short);
      const reach = ways && [...new Set(ways.map(({ text }) => short(text)))];
      return [short(api.identifier), { exposure: exposureIn(api), removals, ...(reach && { reach }) }];
    }),
  );
}

function exposureIn({ admission }: ApiPlan): Exposure | null {
  return admission && exposureOf(admission);
}

/** Each way to what is added; undefined where it is not known who gets it. */
function waysIn({ changes }: ApiPlan): ReachWay[] | undefined {
  const added = changes.filter(({ kind }) => kind === 'add');
  const isKnown = added.every(({ impact }) => impact && !impact.unread.includes('grants'));
  return isKnown ? added.flatMap(({ permission, impact }) => (impact ? waysOf(permission, impact) : [])) : undefined;
}

interface ReachWay {
  readonly text: string;
  /** Those that reach at least as far: one who was shown these was shown it. */
  readonly within: readonly string[];
}

/** To all is further than to one permission, and without a role in between further than with one. */
function waysOf(permission: string, { grants, roles }: Reach): ReachWay[] {
  const granted = grants.filter(({ effective }) => effective);
  return [
    ...granted.map(({ application, as, all, byRole }) => {
      const texts = (all ? [null] : [permission, null]).flatMap((to) =>
        (byRole ? [true, false] : [false]).map((byARole) => JSON.stringify([to, application?.id ?? null, as, byARole])),
      );
      const [text = '', ...within] = texts;
      return { text, within };
    }),
    ...roles.map(({ id }) => ({ text: JSON.stringify([permission, 'role', id]), within: [] })),
  ];
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

/** What was not reviewed: removals that no comment showed, and additions that reach further than any showed. */
export interface Unreviewed {
  readonly removals: readonly string[];
  /** `open`: any user of any first-party application may ask only since; `wider`: somebody else gets them only since. */
  readonly reach: 'as shown' | 'open' | 'wider';
}

export function unreviewedIn(api: ApiPlan, reviews: readonly Review[]): Unreviewed {
  const key = short(api.identifier);
  const shown = reviews.flatMap((review) => review[key] ?? []);
  const seen = new Set(shown.flatMap(({ removals }) => removals));
  return {
    removals: removalsIn(api.changes).filter((name) => !seen.has(short(name))),
    reach: shown.length > 0 && api.changes.some(({ kind }) => kind === 'add') ? widerThan(shown, api) : 'as shown',
  };
}

/** Several comments showed what they showed together; one that did not know is taken at its word. */
function widerThan(shown: readonly ReviewedApi[], api: ApiPlan): Unreviewed['reach'] {
  const wasLess = shown.every(({ exposure }) => exposure === 'limited' || exposure === 'closed');
  if (wasLess && exposureIn(api) === 'open') return 'open';
  const ways = waysIn(api);
  if (!ways || shown.some(({ reach }) => !reach)) return 'as shown';
  const known = new Set(shown.flatMap(({ reach = [] }) => reach));
  const isShown = ({ text, within }: ReachWay) => [text, ...within].some((one) => known.has(short(one)));
  return ways.every(isShown) ? 'as shown' : 'wider';
}
