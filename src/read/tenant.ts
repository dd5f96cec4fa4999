/**
 * Reads what a plan is made from: what was applied before, what the tenant holds, and who holds what of it.
 *
 *   at once      the token; from GitHub what was applied before, and the manifest that this one is compared with
 *   ahead        as soon as there is a token: the list of APIs, and who holds what that manifest says is about to change
 *   afterwards   who holds what the comparison calls for, but for what was read ahead
 */

import { compareApis, droppedNames, type PlanInputs, type Terms } from '../core/comparing.ts';
import { ActionError } from '../core/errors.ts';
import type { DeclaredApi } from '../core/manifest.ts';
import type { TenantApi } from '../core/plan.ts';
import { type Asked, likelyQuestion, questionFor } from '../core/planning.ts';
import type { Ports } from '../ports/ports.ts';
import type { TenantReader } from '../ports/tenant.ts';
import { declaredApis } from './manifest.ts';
import { type ManifestAndFiles, readPrevious } from './previous.ts';
import { type Since, sinceCommit } from './since.ts';

type OpenReader = () => Promise<TenantReader>;

/** What was read before the policy had to be known. */
export interface Basis {
  readonly inputs: PlanInputs;
  /** The way to the tenant; undefined where there is none. */
  readonly reader: OpenReader | undefined;
  /** Finds what other manifests declare. */
  readonly moved: Since['moved'];
  readonly notices: readonly string[];
}

/** What a plan is to be compared with, and for. */
export interface Compare extends Pick<Terms, 'stage'> {
  readonly since: () => Promise<Since>;
  /** The commit it is compared with where nothing else was applied last; what it says is known first. */
  readonly base: string | undefined;
}

/**
 * GitHub and the tenant are asked at the same time; a manifest without APIs asks no tenant. The same files may be read ahead
 * and afterwards, so that what parses them should do so once.
 */
export async function readBasis(
  ports: Ports,
  { since, base, stage, ...current }: ManifestAndFiles & Compare,
  reader: OpenReader | undefined,
): Promise<Basis> {
  const { inputs, run } = ports;
  const declared = declaredApis(ports, current.manifest);
  const asked = declared.length > 0 ? reader : undefined;
  const [held, { previous, moved, notices }] = await Promise.all([
    asked && readApis(asked, declared), // first: a token takes longest
    since().then((known) => readPrevious(ports, current, known)),
    asked && askAhead(ports, { ...current, declared, base, stage }, asked),
  ]);
  const about = { tenant: inputs.domain, environment: inputs.environment, today: run.today };
  const basis = { ...about, declared, previous, held: reader && (held ?? []), moved: new Map() };
  return { inputs: basis, reader, moved, notices };
}

async function readApis(open: OpenReader, declared: readonly DeclaredApi[]): Promise<TenantApi[]> {
  const reader = await open();
  return await reader.apis(declared.map(({ identifier }) => identifier));
}

interface Likely extends ManifestAndFiles, Omit<Compare, 'since'> {
  readonly declared: readonly DeclaredApi[];
}

/** Where it can't be told what is going to be asked, nothing is asked ahead. */
async function askAhead(ports: Ports, { declared, base, stage, ...current }: Likely, open: OpenReader): Promise<void> {
  if (base === undefined) return;
  const before = await readPrevious(ports, current, sinceCommit(base)).catch(unlessExpected);
  if (before) (await open()).ahead(likelyQuestion(declared, before.previous, { stage }));
}

/** Whoever needs to know what was before says why it can't be read. */
function unlessExpected(thrown: unknown): undefined {
  if (!(thrown instanceof ActionError)) throw thrown;
}

interface Read extends Asked {
  readonly notices: readonly string[];
}

/** Asks for what the comparison calls for: other manifests, and who holds what. Without the tenant nothing is asked. */
export async function askTenant(basis: Basis, terms: Terms): Promise<Read> {
  const { reader } = basis;
  if (!reader || !basis.inputs.held) return { inputs: basis.inputs, compared: [], notices: basis.notices };
  const moved = await basis.moved(droppedNames(basis.inputs, terms));
  const inputs = { ...basis.inputs, moved: moved.names };
  const compared = compareApis(inputs, terms);
  const question = questionFor(compared, terms);
  const notices = [...basis.notices, ...moved.notices];
  if (question.grants.length === 0) return { inputs, compared, notices };
  const tenant = await reader();
  return { inputs, compared, answered: { question, holders: await tenant.holders(question) }, notices };
}
