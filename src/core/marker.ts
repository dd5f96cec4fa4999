/** The hidden first line of our comment, and of our issue. */
import * as z from 'zod/mini';
import type { Review } from './review.ts';

/** The hidden first line of our comment: which tenant and environment it speaks of, and the plan it shows. */
export interface Marker {
  readonly tenant: string;
  readonly environment: string;
  readonly fingerprint: string;
  /** What a reviewer was shown; absent in a comment of an older version. */
  readonly review?: Review;
}

/** The hidden first line of our issue about drift. */
export interface DriftMarker {
  readonly tenant: string;
  readonly environment: string;
  /** The paths and globs of the manifest: what another one declares of the tenant drifts on its own. */
  readonly manifest: readonly string[];
  /** Of what the issue shows; '' where it is settled. */
  readonly fingerprint: string;
}

const prefix = '<!-- auth0-permissions v1 ';
const driftPrefix = '<!-- auth0-permissions-drift v1 ';
const suffix = ' -->';
const reviewed = z.object({
  exposure: z.nullable(z.enum(['open', 'limited', 'closed'])),
  removals: z.array(z.string()),
  reach: z.exactOptional(z.array(z.string())), // comments of an older version have none
});
const schema = z.object({
  tenant: z.string(),
  environment: z.string(),
  fingerprint: z.string(),
  review: z.exactOptional(z.record(z.string(), reviewed)),
});

const driftSchema = z.object({
  tenant: z.string(),
  environment: z.string(),
  manifest: z.array(z.string()),
  fingerprint: z.string(),
});

export function writeMarker(marker: Marker): string {
  const { tenant, environment, fingerprint, review } = marker;
  return hiddenLine(prefix, { tenant, environment, fingerprint, ...(review && { review }) });
}

export function writeDriftMarker({ tenant, environment, manifest, fingerprint }: DriftMarker): string {
  return hiddenLine(driftPrefix, { tenant, environment, manifest, fingerprint });
}

/** One line. `<`, `>` and `-` are escaped, so that no value can close the HTML comment. */
function hiddenLine(start: string, values: object): string {
  const json = JSON.stringify(values);
  const escaped = json.replace(/[<>]|-(?=-)/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${start}${escaped}${suffix}`;
}

/** The marker of a comment; undefined where its first line is none. Who wrote the comment is for the caller to check. */
export function readMarker(body: string): Marker | undefined {
  return schema.safeParse(hiddenValues(prefix, body)).data;
}

/** The marker of an issue; undefined where its first line is none. Who opened the issue is for the caller to check. */
export function readDriftMarker(body: string): DriftMarker | undefined {
  return driftSchema.safeParse(hiddenValues(driftPrefix, body)).data;
}

/** The text, its marker saying that what it tells of is settled; the same where it has no marker. */
export function settledBody(body: string): string {
  const marker = readDriftMarker(body);
  if (!marker) return body;
  const [line = ''] = body.split(/\r?\n/, 1);
  return `${writeDriftMarker({ ...marker, fingerprint: '' })}${body.slice(line.length)}`;
}

function hiddenValues(start: string, body: string): unknown {
  const [line = ''] = body.split(/\r?\n/, 1);
  if (!line.startsWith(start) || !line.endsWith(suffix)) return undefined;
  return parseJson(line.slice(start.length, -suffix.length));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a comment of another origin; not ours, so not an error
  }
}
