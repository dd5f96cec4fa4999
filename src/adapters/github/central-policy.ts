/** The policy that another repository keeps. */
import * as z from 'zod/mini';
import type { SourceFile } from '../../core/document.ts';
import { ActionError } from '../../core/errors.ts';
import type { CentralPolicy } from '../../inputs/inputs.ts';
import type { Repository } from './api.ts';
import { githubFailure, statusOf } from './failure.ts';

/** A file, something else, or a folder: what is in it. */
const content = z.union([
  z.object({ type: z.literal('file'), encoding: z.string(), content: z.string() }),
  z.object({ type: z.enum(['symlink', 'submodule', 'dir']) }),
  z.array(z.object({ type: z.string() })).check(z.minLength(1)),
]);

/**
 * Reads the policy that another repository keeps, as data.
 * @throws ActionError policy-invalid where the token sees none, github-unavailable
 */
export async function readCentralPolicy({ ask }: Repository, from: CentralPolicy): Promise<SourceFile> {
  const { name: label, owner, repo, path, ref } = from;
  try {
    const found = await ask(
      (request) => request('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo, path, ref }),
      content,
    );
    if (Array.isArray(found) || found.type !== 'file') throw unfit(label);
    if (found.encoding !== 'base64') throw unfit(label); // over 1 MB
    const bytes = Buffer.from(found.content, 'base64');
    return { path: label, size: bytes.length, bytes };
  } catch (thrown) {
    if (statusOf(thrown) === 404) throw missing(label);
    throw githubFailure(`reading the policy ${label}`, thrown);
  }
}

function missing(label: string): ActionError {
  const hint =
    'Correct the input `policy`, or give `github-token` a token that may read that repository: `github.token` reads its own only, and public ones.';
  return new ActionError('policy-invalid', `There is no policy to see at ${label}.`, hint);
}

function unfit(label: string): ActionError {
  const message = `${label} is not a file of at most 1 MB.`;
  return new ActionError('policy-invalid', message, 'Name the policy itself in the input `policy`.');
}
