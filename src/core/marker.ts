import * as z from 'zod';
import type { Review } from './review.ts';

/** The hidden first line of our comment: which tenant and environment it speaks of, and the plan it shows. */
export interface Marker {
  readonly tenant: string;
  readonly environment: string;
  readonly fingerprint: string;
  /** What a reviewer was shown; absent in a comment of an older version. */
  readonly review?: Review;
}

const prefix = '<!-- auth0-permissions v1 ';
const suffix = ' -->';
const reviewed = z.object({ exposure: z.enum(['open', 'limited']).nullable(), removals: z.array(z.string()) });
const schema = z.object({
  tenant: z.string(),
  environment: z.string(),
  fingerprint: z.string(),
  review: z.record(z.string(), reviewed).exactOptional(),
});

/** One line. `<`, `>` and `-` are escaped, so that no value can close the HTML comment. */
export function writeMarker(marker: Marker): string {
  const { tenant, environment, fingerprint, review } = marker;
  const json = JSON.stringify({ tenant, environment, fingerprint, ...(review && { review }) });
  const escaped = json.replace(/[<>]|-(?=-)/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${prefix}${escaped}${suffix}`;
}

/** The marker of a comment; undefined where its first line is none. Who wrote the comment is for the caller to check. */
export function readMarker(body: string): Marker | undefined {
  const [line = ''] = body.split(/\r?\n/, 1);
  if (!line.startsWith(prefix) || !line.endsWith(suffix)) return undefined;
  const parsed = schema.safeParse(parseJson(line.slice(prefix.length, -suffix.length)));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a comment of another origin; not ours, so not an error
  }
}
