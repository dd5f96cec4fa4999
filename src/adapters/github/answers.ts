/** Whether an answer is what was asked for. */
import * as z from 'zod';
import { oneLine } from './failure.ts';
import { NoAnswer } from './requests.ts';

/** Came under a good status and is not what was asked for: a write that is answered so may have had its effect. */
export class OddAnswer extends NoAnswer {}

/**
 * What an answer says, as far as the shape goes.
 * @throws OddAnswer
 */
export function readAnswer<Body>(data: unknown, shape: z.ZodType<Body>): Body {
  const parsed = shape.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new OddAnswer(`the answer has another shape than GitHub documents (${oddness(data, parsed.error)})`);
}

/** GitHub's own words where it has some, else where the first difference is. */
function oddness(data: unknown, { issues: [first] }: z.ZodError): string {
  const said = errorBody.safeParse(data).data?.message;
  if (said !== undefined) return `it says “${oneLine(said)}”`;
  const place = first?.path.join('.') ?? '';
  const what = first?.message.replace(/^Invalid input: |, received undefined$/g, '') ?? '';
  return place === '' ? what : `${place}: ${what}`;
}

const errorBody = z.object({ message: z.string().min(1) });

/** Where a list goes on; undefined at its end. Source: GitHub's docs, using pagination in the REST API. */
export function nextPage({ link = '' }: { readonly link?: string | undefined }): string | undefined {
  return /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
}
