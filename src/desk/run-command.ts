/** Carries out what was asked for, on ports that lead neither to GitHub nor to a writer. */
import { ActionError } from '../core/errors.ts';
import type { Say } from '../core/facts.ts';
import { type Report, shortCommit } from '../core/report.ts';
import type { Inputs, TenantAccess } from '../inputs/inputs.ts';
import { driftSince } from '../modes/drift.ts';
import { planAgainst } from '../modes/plan.ts';
import { validate } from '../modes/validate.ts';
import { perform } from '../perform.ts';
import type { Ports } from '../ports/ports.ts';
import { sinceCommit } from '../read/since.ts';
import { unwritten, writeFiles } from '../tell/report-files.ts';
import type { CommandName } from './commands.ts';
import { type Base, deskPorts, readBase } from './connect.ts';
import type { Desk, Ended } from './desk.ts';
import { secrets } from './options.ts';
import { documentOf, exitCodeOf, type Look } from './tell.ts';
import type { Asked } from './understand.ts';

export async function runCommand(asked: Asked, inputs: Inputs, desk: Desk): Promise<Ended> {
  const { command } = asked;
  if (command === 'catalogue') return await (await import('./catalogue.ts')).tellCatalogue(asked, inputs, desk);
  const base = command === 'plan' ? await planBase(asked, inputs, desk) : undefined;
  const ports = watched(deskPorts(inputs, base, { folder: desk.place.folder, reporter: desk.reporter }), desk);
  const made = await perform(ports, (say) => act(command, ports, say));
  warnUnasked(made, inputs, desk);
  const report = await withFiles(withPolicyNotice(made, base), ports);
  const document = await textOf(report, asked, { colours: desk.colours, ...(base && { base }) });
  return { document, failures: failuresOf(report), exitCode: exitCodeOf(report, asked.changesEnd) };
}

async function textOf(report: Report, { format }: Asked, look: Look): Promise<string> {
  if (report.mode !== 'audit' || format === 'text') return await documentOf(report, format, look);
  const { auditDocument } = await import('./audit.ts');
  return auditDocument(report, format);
}

/** Whoever names a tenant means it to be asked. */
function warnUnasked({ plan }: Report, { domain }: Inputs, { reporter }: Desk): void {
  if (!plan || plan.tenantAsked || domain === '') return;
  reporter.warning(`${domain} was not asked: there is no secret. Set one of ${Object.keys(secrets).join(', ')}.`);
}

/** A first policy counts as it lies there, and says so itself. */
function withPolicyNotice(report: Report, base: Base | undefined): Report {
  const { changes, isFirst } = report.policyShown;
  if (base?.kind !== 'found' || changes.length === 0 || isFirst) return report;
  const notice = `The policy of ${shortCommit(base.commit)} counts, as on a pull request; the folder’s is another one.`;
  return { ...report, notices: [notice, ...report.notices] };
}

/** @throws ActionError input-invalid where the ref that was asked for names no commit */
async function planBase(asked: Asked, inputs: Inputs, { place, reporter }: Desk): Promise<Base> {
  const base = await readBase(inputs, asked.base, place);
  if (base.kind === 'no commit')
    throw new ActionError('input-invalid', `\`--base\`: ${asked.base} names no commit here.`, base.hint);
  if (base.kind === 'none') reporter.warning(`${base.why} ${base.hint}`);
  return base;
}

type Judging = Exclude<CommandName, 'catalogue'>;

async function act(command: Judging, ports: Ports, say: Say): Promise<void> {
  say({ kind: 'chosen', mode: command });
  await modes[command](ports, say);
}

/** The modes of the action. There are no records of applies to read: what was declared where the branch began is ours. */
const modes: Readonly<Record<Judging, (ports: Ports, say: Say) => Promise<void>>> = {
  validate,
  plan: async (ports, say) => {
    const { event } = ports.run;
    const since = sinceCommit('base' in event ? event.base : undefined);
    await planAgainst(ports, say, { since: async () => since, base: since.commit, stage: 'plan' });
  },
  drift: async (ports, say) => await driftSince(ports, say, async () => sinceCommit(ports.run.commit)),
  import: async (ports, say) => await (await import('../modes/import.ts')).importManifest(ports, say),
  audit: async (ports, say) => await (await import('../modes/audit.ts')).audit(ports, say),
};

function watched(ports: Ports, { busy }: Desk): Ports {
  const watching =
    <Opened>(open: (access: TenantAccess) => Promise<Opened>) =>
    async (access: TenantAccess) => {
      busy(`Asking ${access.domain} …`);
      return await open(access);
    };
  return { ...ports, openReader: watching(ports.openReader), openCensus: watching(ports.openCensus) };
}

async function withFiles(report: Report, ports: Ports): Promise<Report> {
  const { failure } = await writeFiles(report, ports);
  if (!failure) return report;
  if (report.failure) return { ...report, alsoFailed: [...report.alsoFailed, failure] };
  return { ...report, ...unwritten(report, failure) };
}

function failuresOf({ failure, alsoFailed }: Report): readonly ActionError[] {
  return failure ? [failure, ...alsoFailed] : [];
}
