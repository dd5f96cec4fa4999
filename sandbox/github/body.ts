/** What a client sends, read by a schema and refused in GitHub's words. */
import type { z } from 'zod';
import { type ApiRequest, Refusal } from './server.ts';

/** The request's JSON; throws 422 for what is absent or of another type. Other keys are dropped, as GitHub does. */
export function readBody<T>(schema: z.ZodType<T>, { body }: ApiRequest): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const words = parsed.error.issues.map(({ path, message }) => problem(body ?? {}, path.map(String), message));
  throw new Refusal(422, `Invalid request.\n\n${words.join('\n')}`);
}

/** 422 with one entry in `errors`. */
export function validationFailed(resource: string, field: string, rest: object): Refusal {
  return new Refusal(422, 'Validation Failed', { errors: [{ resource, field, ...rest }] });
}

function problem(body: unknown, path: readonly string[], message: string): string {
  const [key] = path;
  if (typeof body !== 'object' || body === null || key === undefined) return 'The body is not an object of the kind.';
  return key in body ? `For 'properties/${path.join('/')}', ${message}.` : `"${key}" wasn't supplied.`;
}
