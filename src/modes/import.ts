/** An import, from the tenant to the manifest. */
import { type Adopted, adopt, chooseApis } from '../core/adoption.ts';
import type { FileSet } from '../core/document.ts';
import { ActionError } from '../core/errors.ts';
import type { Say } from '../core/facts.ts';
import type { Imported } from '../core/imported.ts';
import { apisOf, environmentsOf, type Manifest, requireEnvironment } from '../core/manifest.ts';
import type { Policy } from '../core/policy.ts';
import { compareText, countProblems, type Problem } from '../core/problem.ts';
import { listSome, listWords } from '../core/spelling.ts';
import type { FolderContent, ManifestFolder, NewText } from '../ports/files.ts';
import type { Ports } from '../ports/ports.ts';
import { requireAccess } from '../read/access.ts';
import { judge } from '../read/judge.ts';
import { sayJudged } from '../read/judged.ts';
import { prepareFiles } from '../read/manifest.ts';
import { type PolicyInForce, readPolicyInForce } from '../read/policy.ts';
import { asSource, type Drafts, draftFiles, draftPolicy, withDrafts } from '../write/drafts.ts';

/** Completes the manifest with what the tenant holds. All files are made before the first is written. */
export async function importManifest(given: Ports, say: Say): Promise<void> {
  const ports = judgedAsItIs(given);
  const access = requireAccess(ports, 'An import');
  const folder = await ports.openFolder();
  const content = await folder.read();
  const prepared = prepareFiles(content.files, ports.parse);
  const inForce = await readPolicyInForce(ports, prepared);
  const { problems } = await sayJudged(ports, say, { prepared, inForce });
  const manifest = requireReadable(prepared.manifest, problems);
  if (inForce.failure) return; // without the policy there is no telling what may be written
  if (ports.inputs.environment === '') requireEnvironment(manifest, '');
  const reader = await ports.openReader(access);
  const apis = chooseApis(await reader.allApis(), ports.inputs.apis, ports.inputs.domain);
  const adopted = adopt(apis, apisOf(manifest, ports.inputs.environment), judgeOf(ports, inForce.policy));
  const drafts = draftFiles(ports, { adopted, manifest, content, folder });
  const files = { ...content.files, manifest: withDrafts(content.files.manifest, drafts) };
  await writeAll(ports, say, { adopted, drafts, files, inForce, manifest, content, folder });
}

/** Manifest and policy together, and all of it judged as it stands then. */
async function writeAll(ports: Ports, say: Say, order: Order): Promise<void> {
  const { drafts, files, folder } = order;
  const { draft, inForce } = await ruledBy(ports, files, order.inForce);
  const written = await folder.write([...drafts.files, ...(draft ? [draft] : [])]);
  const imported = importedOf(order, draft, written);
  await sayJudged(ports, say, { prepared: prepareFiles(files, ports.parse), inForce });
  say({ kind: 'imported', imported, notices: noticesOf(ports, imported, order) });
}

interface Order {
  readonly adopted: Adopted;
  readonly drafts: Drafts;
  /** As they will be. */
  readonly files: FileSet;
  readonly inForce: PolicyInForce;
  readonly manifest: Manifest;
  readonly content: FolderContent;
  readonly folder: ManifestFolder;
}

/** An import is nobody's change, even where a pull request's run makes it: all is judged as it stands. */
function judgedAsItIs(ports: Ports): Ports {
  return { ...ports, run: { ...ports.run, event: { kind: 'other', name: ports.run.eventName } } };
}

interface Ruled {
  readonly inForce: PolicyInForce;
  /** The policy to write. */
  readonly draft?: NewText;
}

/** The policy that the files are judged by: where there is none, one with the exceptions that they need. */
async function ruledBy(ports: Ports, files: FileSet, inForce: PolicyInForce): Promise<Ruled> {
  const prepared = prepareFiles(files, ports.parse);
  const { problems } = await judge(ports, prepared, inForce);
  const draft = await draftPolicy(ports, files, problems);
  if (!draft) return { inForce };
  return {
    draft,
    inForce: await readPolicyInForce(ports, { ...prepared, files: { ...files, policy: asSource(draft) } }),
  };
}

/** @throws ActionError manifest-invalid where a file can't be read: what it says must not be lost. */
function requireReadable(manifest: Manifest | undefined, problems: readonly Problem[]): Manifest {
  if (manifest) return manifest;
  const { errors } = countProblems(problems);
  const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so it can't be completed.`;
  const hint = 'Each is shown at its line; correct them and import again. Nothing was written.';
  throw new ActionError('manifest-invalid', message, hint);
}

function judgeOf({ inputs, run }: Ports, policy: Policy) {
  return { policy, tenant: inputs.domain, today: run.today };
}

function importedOf(
  { adopted, drafts, content }: Order,
  policy: NewText | undefined,
  written: readonly string[],
): Imported {
  const asWritten = ({ path }: NewText, index: number) => ({ path, absolute: written[index] ?? path });
  const files = drafts.files.map(asWritten);
  const merged = content.files.manifest.length > 0 ? 'before the manifest' : 'with the manifest';
  return {
    files,
    ...(policy && { policy: { ...asWritten(policy, files.length), merged } }),
    apis: drafts.apis,
    leftOut: [...adopted.leftOut, ...drafts.leftOut],
    differences: adopted.differences,
  };
}

function noticesOf(ports: Ports, imported: Imported, order: Order): string[] {
  const { inForce, manifest, content, drafts, folder, files } = order;
  return [
    ...environmentNotices(manifest, ports.inputs.environment),
    ...sharedNotices(drafts),
    ...missingNotices(folder.unmatched(files.manifest.map(({ path }) => path))),
    ...(content.isCheckout ? [] : [noCheckoutNotice]),
    ...unmanagedNotices(imported, inForce.policy),
  ];
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

function unmanagedNotices(imported: Imported, { unmanaged }: Policy): string[] {
  const left = imported.leftOut.filter(({ permission }) => permission !== undefined);
  if (left.length === 0 || unmanaged === 'keep') return [];
  const what = unmanaged === 'remove' ? 'the next apply removes what was left out' : 'what was left out is an error';
  return [`The policy says \`unmanaged: ${unmanaged}\`: ${what}.`];
}
