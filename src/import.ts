import { requireAccess } from './access.ts';
import { type Adopted, adopt, chooseApis } from './core/adoption.ts';
import type { FileSet } from './core/document.ts';
import { ActionError } from './core/errors.ts';
import type { Imported } from './core/imported.ts';
import { apisOf, environmentsOf, type Manifest, requireEnvironment } from './core/manifest.ts';
import type { Policy } from './core/policy.ts';
import { compareText, countProblems } from './core/problem.ts';
import { listSome, listWords } from './core/spelling.ts';
import { type Drafts, draftFiles, withDrafts } from './drafts.ts';
import { type Governance, readGovernance } from './governance.ts';
import type { FolderContent, ManifestFolder, Ports } from './ports.ts';
import { prepareFiles } from './prepare.ts';
import { type Progress, takeJudgement } from './progress.ts';

/** Completes the manifest with what the tenant holds. All files are made before the first is written. */
export async function importManifest(ports: Ports, progress: Progress): Promise<void> {
  const access = requireAccess(ports, 'An import');
  const folder = await ports.openFolder();
  const content = await folder.read();
  const prepared = prepareFiles(content.files, ports.parse);
  const governance = await readGovernance(judgedAsItIs(ports), prepared);
  takeJudgement(ports, progress, { prepared, governance });
  const manifest = requireReadable(prepared.manifest, progress);
  if (progress.thrown) return; // without the policy there is no telling what may be written
  if (ports.inputs.environment === '') requireEnvironment(manifest, '');
  const reader = await ports.openReader(access);
  const apis = chooseApis(await reader.allApis(), ports.inputs.apis, ports.inputs.domain);
  const adopted = adopt(apis, apisOf(manifest, ports.inputs.environment), judgeOf(ports, governance.policy));
  const drafts = draftFiles(ports, { adopted, manifest, content, folder });
  const written = await folder.write(drafts.files);
  progress.imported = importedOf(adopted, drafts, written);
  takeOutcome(ports, progress, { governance, manifest, content, drafts, folder });
}

/** An import is nobody's change of the policy, even where a pull request's run makes it. */
function judgedAsItIs(ports: Ports): Ports {
  return { ...ports, run: { ...ports.run, event: { kind: 'other', name: ports.run.eventName } } };
}

/** @throws ActionError manifest-invalid where a file can't be read: what it says must not be lost. */
function requireReadable(manifest: Manifest | undefined, { problems }: Progress): Manifest {
  if (manifest) return manifest;
  const { errors } = countProblems(problems);
  const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so it can't be completed.`;
  const hint = 'Each is shown at its line; correct them and import again. Nothing was written.';
  throw new ActionError('manifest-invalid', message, hint);
}

function judgeOf({ inputs, run }: Ports, policy: Policy) {
  return { policy, tenant: inputs.domain, today: run.today };
}

function importedOf(adopted: Adopted, drafts: Drafts, written: readonly string[]): Imported {
  const files = drafts.files.map(({ path }, index) => ({ path, absolute: written[index] ?? path }));
  const { differences } = adopted;
  return { files, apis: drafts.apis, leftOut: [...adopted.leftOut, ...drafts.leftOut], differences };
}

interface Outcome {
  readonly governance: Governance;
  readonly manifest: Manifest;
  readonly content: FolderContent;
  readonly drafts: Drafts;
  readonly folder: ManifestFolder;
}

/** The manifest is judged as it is now: what the tenant holds may be what the policy forbids. */
function takeOutcome(ports: Ports, progress: Progress, outcome: Outcome): void {
  const { governance, manifest, content, drafts, folder } = outcome;
  const files: FileSet = { ...content.files, manifest: withDrafts(content.files.manifest, drafts) };
  takeJudgement(ports, progress, { prepared: prepareFiles(files, ports.parse), governance });
  const notices = [
    ...environmentNotices(manifest, ports.inputs.environment),
    ...sharedNotices(drafts),
    ...missingNotices(folder.unmatched(files.manifest.map(({ path }) => path))),
    ...(content.isCheckout ? [] : [noCheckoutNotice]),
    ...unmanagedNotices(progress.imported, governance.policy),
  ];
  progress.notices = [...progress.notices, ...notices];
}

const noCheckoutNotice =
  'The folder is no clone of a repository: a manifest that a repository may have was not looked at.';

function environmentNotices(manifest: Manifest, environment: string): string[] {
  const known = environmentsOf(manifest).sort(compareText);
  if (environment === '' || known.length === 0 || known.includes(environment)) return [];
  return [`The manifest had no identifier for the environment \`${environment}\` before; it has ${listWords(known)}.`];
}

/** An entry has one list of permissions, whatever the environment. */
function sharedNotices({ apis }: Drafts): string[] {
  const shared = apis.filter(({ alsoFor }) => alsoFor.length > 0);
  if (shared.length === 0) return [];
  const environments = [...new Set(shared.flatMap(({ alsoFor }) => alsoFor))].sort(compareText);
  const what = shared.length === 1 ? '1 API got is' : `${shared.length} APIs got is`;
  return [`What ${what} also for ${listSome(environments)}: a plan there adds what the tenant lacks of it.`];
}

/** A plan wants a file for each line of the input. */
function missingNotices(patterns: readonly string[]): string[] {
  if (patterns.length === 0) return [];
  return [`There is no file at ${listSome(patterns)} yet: a plan fails as \`manifest-missing\` until there is one.`];
}

function unmanagedNotices(imported: Imported | undefined, { unmanaged }: Policy): string[] {
  const left = imported?.leftOut.filter(({ permission }) => permission !== undefined) ?? [];
  if (left.length === 0 || unmanaged === 'keep') return [];
  const what = unmanaged === 'remove' ? 'the next apply removes what was left out' : 'what was left out is an error';
  return [`The policy says \`unmanaged: ${unmanaged}\`: ${what}.`];
}
