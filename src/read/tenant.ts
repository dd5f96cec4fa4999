/** Reads what a plan is made from: what was applied before, what the tenant holds, and who holds what of it. */

import type { DeclaredApi } from '../core/manifest.ts';
import type { TenantApi } from '../core/plan.ts';
import { type Asked, compareApis, droppedNames, type PlanInputs, questionFor, type Terms } from '../core/planning.ts';
import type { Ports } from '..//ports/ports.ts';
import type { TenantReader } from '..//ports/tenant.ts';
import { declaredApis } from './manifest.ts';
import { type ManifestAndFiles, readPrevious, type Since } from './previous.ts';

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

/** GitHub and the tenant are asked at the same time; a manifest without APIs asks no tenant. */
export async function readBasis(
  ports: Ports,
  { manifest, since, ...sources }: ManifestAndFiles & { readonly since: () => Promise<Since> },
  reader: OpenReader | undefined,
): Promise<Basis> {
  const { inputs, run } = ports;
  const declared = declaredApis(ports, manifest);
  const [{ previous, moved, notices }, held] = await Promise.all([
    since().then((known) => readPrevious(ports, { manifest, ...sources }, known)),
    reader && readTenant(reader, declared),
  ]);
  const about = { tenant: inputs.domain, environment: inputs.environment, today: run.today };
  return { inputs: { ...about, declared, previous, held, moved: new Map() }, reader, moved, notices };
}

async function readTenant(open: OpenReader, declared: readonly DeclaredApi[]): Promise<TenantApi[]> {
  if (declared.length === 0) return [];
  const reader = await open();
  return await reader.apis(declared.map(({ identifier }) => identifier));
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
