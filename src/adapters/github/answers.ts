/** Whether an answer is what was asked for. */
import * as z from 'zod/mini';
import { oneLine } from './failure.ts';
import { NoAnswer } from './requests.ts';

/** Came under a good status and is not what was asked for: a write that is answered so may have had its effect. */
export class OddAnswer extends NoAnswer {}

/**
 * What an answer says, as far as the shape goes.
 * @throws OddAnswer
 */
export function readAnswer<Body>(data: unknown, shape: z.ZodMiniType<Body>): Body {
  const parsed = shape.safeParse(data, { error: inWords });
  if (parsed.success) return parsed.data;
  throw new OddAnswer(`the answer has another shape than GitHub documents (${oddness(data, parsed.error)})`);
}

/** GitHub's own words where it has some, else where the first difference is. */
function oddness(data: unknown, { issues: [first] }: z.core.$ZodError): string {
  const said = errorBody.safeParse(data).data?.message;
  if (said !== undefined) return `it says “${oneLine(said)}”`;
  const place = first?.path.join('.') ?? '';
  const what = first?.message.replace(/^Invalid input: |, received undefined$/g, '') ?? '';
  return place === '' ? what : `${place}: ${what}`;
}

/** zod says what is wrong in no language but one that it is given. */
const { localeError: inWords } = z.locales.en();

const errorBody = z.object({ message: z.string().check(z.minLength(1)) });

/**
 * The addresses of the second page to the last, where the first page's answer names that by a number. It is believed up to
 * `most` pages; a list that is longer goes on behind them.
 */
export function pagesUpTo({ link = '' }: { readonly link?: string | undefined }, most: number): string[] {
  const last = /<([^<>]+)>;\s*rel="last"/.exec(link)?.[1] ?? '';
  const count = URL.canParse(last) ? Number(new URL(last).searchParams.get('page')) : 0;
  if (!Number.isInteger(count)) return [];
  return Array.from({ length: Math.max(0, Math.min(count, most) - 1) }, (_, index) => {
    const url = new URL(last);
    url.searchParams.set('page', `${index + 2}`);
    return url.href;
  });
}

/** Where a list goes on; undefined at its end. Source: GitHub's docs, using pagination in the REST API. */
export function nextPage({ link = '' }: { readonly link?: string | undefined }): string | undefined {
  return /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
}
