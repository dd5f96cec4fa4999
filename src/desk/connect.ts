/**
 * Binds the ports of a command: the folder, the local git and the tenant. Nothing here, or loaded from here, leads to
 * GitHub, and nothing writes a tenant.
 */
import { meantBy } from '../adapters/files/patterns.ts';
import { RepositoryFiles } from '../adapters/files/source.ts';
import { type Base, findBase } from '../adapters/git/base.ts';
import { GitCommit } from '../adapters/git/commit-files.ts';
import { Git, type Variables } from '../adapters/git/git.ts';
import { ActionError } from '../core/errors.ts';
import { type Inputs, parseInputs } from '../inputs/inputs.ts';
import { localPorts, maskCredentials } from '../local-ports.ts';
import type { FileSource } from '../ports/files.ts';
import type { Ports } from '../ports/ports.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Run } from '../ports/run.ts';
import type { Asked } from './understand.ts';

export type { Base } from '../adapters/git/base.ts';

/** @throws ActionError input-invalid */
export function readInputs(asked: Asked, reporter: Reporter): Inputs {
  const inputs = parseInputs(asked.input);
  maskCredentials(inputs, reporter);
  if (inputs.policy.kind === 'file') return inputs;
  throw noCentralPolicy();
}

function noCentralPolicy(): ActionError {
  const hint = 'Give the path of a copy: GitHub is not asked here.';
  return new ActionError('input-invalid', 'Input `policy`: another repository’s can’t be read here.', hint);
}

/** What the local git says that the folder's changes count from; a base whose files can't be read is none. */
export async function readBase(inputs: Inputs, ref: string | undefined, place: Place): Promise<Base> {
  const base = await findBase(new Git(place.folder, place.variables), ref);
  if (base.kind !== 'found') return base;
  try {
    await new GitCommit(base.repository, base.commit).files(await meantBy(inputs.manifest, policyOf(inputs)));
    return base;
  } catch (thrown) {
    if (!(thrown instanceof ActionError)) throw thrown;
    return {
      kind: 'none',
      why: `${thrown.message.replace(/\.$/, '')}, so nothing counts as removed.`,
      hint: thrown.hint,
    };
  }
}

export interface Place {
  /** Absolute. */
  readonly folder: string;
  readonly variables: Variables;
}

/** @param base undefined where the folder is compared with nothing, as in a validation. */
export function deskPorts(inputs: Inputs, base: Base | undefined, at: { folder: string; reporter: Reporter }): Ports {
  const found = base?.kind === 'found' ? base : undefined;
  const { signal: cancelled } = new AbortController(); // a signal ends the process, as it does by itself
  const local = localPorts(inputs, runOf(found?.commit), {
    workspace: at.folder,
    given: at.folder,
    reporter: at.reporter,
    cancelled,
  });
  return { ...local, files: filesOf(inputs, found, at.folder) };
}

type Found = Extract<Base, { kind: 'found' }>;

function filesOf(inputs: Inputs, base: Found | undefined, workspace: string): FileSource {
  const policy = policyOf(inputs);
  const open = (commit: string) => base && new GitCommit(base.repository, commit);
  return new RepositoryFiles({
    patterns: inputs.manifest,
    policy,
    workspace,
    commit: '',
    readCommit: async (commit) => await open(commit)?.files(await meantBy(inputs.manifest, policy)),
    readOther: async (commit, patterns) => await open(commit)?.files(await meantBy(patterns, undefined)),
    openCommit: async (commit) => open(commit) ?? { list: async () => [], read: async () => undefined },
    centralPolicy: () => Promise.reject(noCentralPolicy()),
  });
}

function policyOf({ policy }: Inputs): string | undefined {
  return policy.kind === 'file' ? policy.path : undefined;
}

/** A run of nobody's workflow, on no commit. */
function runOf(base: string | undefined): Run {
  return {
    event: { kind: 'command', base },
    eventName: 'a command',
    commit: '',
    branch: undefined,
    refProtected: false,
    repository: '',
    repositoryUrl: '',
    runUrl: '',
    actionUrl: '',
    today: new Date().toISOString().slice(0, 10),
    id: 'command',
  };
}
