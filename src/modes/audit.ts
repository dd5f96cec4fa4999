/** Says who can do what on a tenant, and how. It reads, and there is no way to a writer here. */
import { makeAudit } from '../core/audit/audit.ts';
import { type Baseline, readBaseline } from '../core/audit/baseline.ts';
import { chooseAudited, type Wanted } from '../core/audit/choice.ts';
import type { AuditDocument } from '../core/audit/document.ts';
import { since } from '../core/audit/since.ts';
import { ActionError } from '../core/errors.ts';
import type { Say } from '../core/facts.ts';
import type { Manifest } from '../core/manifest.ts';
import type { TenantApi } from '../core/plan.ts';
import type { Exception } from '../core/policy.ts';
import { countProblems } from '../core/problem.ts';
import { usualManifest } from '../core/usual-paths.ts';
import type { Ports, TenantCensus } from '../ports.ts';
import { requireAccess } from '../read/access.ts';
import { declaredApis, prepareFiles, type ReadManifest } from '../read/manifest.ts';
import { type PolicyInForce, readPolicyInForce } from '../read/policy.ts';

export async function audit(ports: Ports, say: Say): Promise<void> {
  const access = requireAccess(ports, 'An audit');
  const terms = await readTerms(ports, say);
  if (!terms) return;
  const baseline = await readEarlier(ports);
  const wanted = wantedOf(ports, terms, baseline);
  const reader = await ports.openCensus(access);
  const created = `${new Date().toISOString().slice(0, 19)}Z`;
  const held = await readApis(reader, wanted);
  const { apis, missing } = chooseAudited(held, wanted, ports.inputs.domain);
  const holders = await reader.everyHolder(apis.map(({ identifier }) => identifier));
  const exceptions = exceptionsToJudge(ports, terms.exceptions, apis);
  const document = makeAudit({ ...aboutOf(ports), ...terms, exceptions, created, apis, holders });
  const told = baseline ? withSince(document, baseline, held) : document;
  say({ kind: 'audited', audit: told, missing, notices: baseline?.notices ?? [] });
}

/** What the tenant is held against. */
type Terms = Pick<Parameters<typeof makeAudit>[0], 'declared' | 'policy' | 'exceptions'> & {
  /** Whether there is a manifest at all. */
  readonly manifest: 'there' | 'absent';
};

/** Undefined where the policy can't be read, which is said: without it there is no telling what is wrong. */
async function readTerms(ports: Ports, say: Say): Promise<Terms | undefined> {
  const { inputs, files, parse } = ports;
  const isUsual = inputs.manifest.length === 1 && inputs.manifest[0] === usualManifest;
  const prepared = prepareFiles(await files.current(isUsual ? 'accepted' : 'refused'), parse);
  const inForce = await readPolicyInForce(ports, prepared);
  sayBroken(ports, say, { prepared, inForce });
  const manifest = requireReadable(prepared);
  if (inForce.failure) return undefined;
  const isThere = prepared.files.manifest.length > 0;
  return {
    manifest: isThere ? 'there' : 'absent',
    declared: isThere ? declaredApis(ports, manifest) : [],
    policy: inForce.policy,
    exceptions: inForce.exceptions,
  };
}

interface Read {
  readonly prepared: ReadManifest;
  readonly inForce: PolicyInForce;
}

/** Whether names are good is for a validation to say; what keeps a file from being read stops an audit. */
function sayBroken({ inputs }: Ports, say: Say, { prepared, inForce }: Read): void {
  const { file, failure } = inForce;
  const policyShown = { file, central: inputs.policy.kind === 'central', changes: [], exceptions: [] };
  say({ kind: 'judged', problems: [...prepared.problems, ...inForce.problems], policyShown, notices: [] });
  if (failure) say({ kind: 'stopped', error: failure });
}

/** @throws ActionError manifest-invalid: what it declares would all be called unmanaged. */
function requireReadable({ manifest, problems }: ReadManifest): Manifest {
  if (manifest) return manifest;
  const { errors } = countProblems(problems);
  const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so there is no audit.`;
  throw new ActionError('manifest-invalid', message, 'Each is shown at its line; correct them.');
}

async function readEarlier(ports: Ports): Promise<Baseline | undefined> {
  const { auditBaseline: path, domain: tenant, environment } = ports.inputs;
  if (path === '') return undefined;
  return readBaseline(await ports.readGiven('audit-baseline', path), { path, tenant, environment });
}

function wantedOf({ inputs }: Ports, { manifest, declared }: Terms, baseline: Baseline | undefined): Wanted {
  if (inputs.apis.length > 0) return { kind: 'globs', globs: inputs.apis };
  if (manifest === 'absent') return { kind: 'all' };
  const before = baseline?.document.apis.map(({ identifier }) => identifier) ?? [];
  return { kind: 'declared', identifiers: declared.map(({ identifier }) => identifier), before };
}

/** Also those of an earlier audit: who held anything of one that is gone has lost it. */
async function readApis(reader: TenantCensus, wanted: Wanted): Promise<TenantApi[]> {
  if (wanted.kind !== 'declared') return await reader.allApis();
  return await reader.apis([...new Set([...wanted.identifiers, ...wanted.before])]);
}

/** A policy for many repositories excepts permissions of APIs that this audit is not about. */
function exceptionsToJudge({ inputs }: Ports, exceptions: readonly Exception[], apis: readonly TenantApi[]) {
  if (inputs.policy.kind === 'file') return exceptions;
  const audited = new Set(apis.map(({ identifier }) => identifier));
  return exceptions.filter(({ api }) => api !== undefined && audited.has(api));
}

function aboutOf({ inputs, run }: Ports) {
  return { tenant: inputs.domain, environment: inputs.environment, today: run.today };
}

function withSince(audited: AuditDocument, { document }: Baseline, held: readonly TenantApi[]): AuditDocument {
  const present = new Set(held.map(({ identifier }) => identifier));
  return { ...audited, since: since(audited, document, present) };
}
