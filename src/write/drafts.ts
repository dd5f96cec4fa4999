/** The files of an import, each read again before any is written. */
import { type Adopted, type Adoption, type LeftOut, largestFitting } from '../core/adoption.ts';
import { type FileSet, largestFile, type SourceFile } from '../core/document.ts';
import { exceptionLines, newPolicy } from '../core/exception-text.ts';
import type { ImportedApi } from '../core/imported.ts';
import { type Manifest, type ManifestEntry, otherEnvironments } from '../core/manifest.ts';
import { type Completion, type NewApi, newManifest } from '../core/manifest-text.ts';
import { pathsFor } from '../core/new-files.ts';
import { readPolicy } from '../core/policy-reading.ts';
import { compareText, type Place, type Problem } from '../core/problem.ts';
import type { FolderContent, ManifestCompleter, ManifestFolder, NewText } from '../ports/files.ts';
import type { Ports } from '../ports/ports.ts';
import { prepareFiles } from '../read/manifest.ts';

/** The files of an import, before any is written. */
export interface Drafts {
  /** Sorted by path. */
  readonly files: readonly NewText[];
  /** By name and identifier. */
  readonly apis: readonly ImportedApi[];
  readonly leftOut: readonly LeftOut[];
}

interface DraftSources {
  readonly adopted: Adopted;
  /** As it is on the disk. */
  readonly manifest: Manifest;
  readonly content: FolderContent;
  readonly folder: ManifestFolder & ManifestCompleter;
}

/**
 * Makes the files of an import. Each is read again: it has to say what it said before, and what is new.
 * @throws ActionError input-invalid where a new API has no place
 */
export function draftFiles(ports: Ports, sources: DraftSources): Drafts {
  const placed = place(ports, sources);
  const byPath = Map.groupBy(placed, ({ path }) => path);
  const drafts = [...byPath]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, all]) => draftOf(path, all, { ports, ...sources }));
  const kept = new Set(drafts.flatMap((draft) => draft.kept));
  const entries = new Map(sources.manifest.entries.map((entry) => [entry.place, entry]));
  return {
    files: drafts.flatMap(({ file }) => file ?? []),
    apis: placed
      .filter((one) => kept.has(one))
      .map((one) => importedApi(one, entryOf(one, entries), ports.inputs.environment)),
    leftOut: placed.filter((one) => !kept.has(one)).map(tooLarge),
  };
}

/**
 * The first policy, with the exceptions that the problems need; undefined where there is one already, where none is
 * needed, or where none could hold them all.
 */
export async function draftPolicy(
  ports: Ports,
  files: FileSet,
  problems: readonly Problem[],
): Promise<NewText | undefined> {
  const { policy: input } = ports.inputs;
  const lines = exceptionLines(problems);
  if (input.kind === 'central' || files.policy || lines.length === 0) return undefined;
  const bytes = Buffer.from(newPolicy(lines, schemaUrl(ports, 'policy')));
  const draft: NewText = { path: input.path, bytes, isFirst: true };
  const { document } = ports.parse(asSource(draft));
  const read = document && (await readPolicy(document));
  return read?.policy ? draft : undefined;
}

/** The files as they are once the drafts are written. */
export function withDrafts(files: readonly SourceFile[], { files: drafts }: Drafts): SourceFile[] {
  const drafted = new Set(drafts.map(({ path }) => path));
  const all = [...files.filter(({ path }) => !drafted.has(path)), ...drafts.map(asSource)];
  return all.sort((a, b) => compareText(a.path, b.path));
}

interface Placed {
  readonly adoption: Adoption;
  readonly path: string;
}

/** What is declared stays in its file, where it is first declared. */
function place({ inputs }: Ports, { adopted: { adoptions }, content, folder }: DraftSources): Placed[] {
  const added = adoptions.filter(({ declared }) => !declared);
  const room = { taken: content.taken, matches: (path: string) => folder.matches(path) };
  const paths = pathsFor(added, inputs.manifest, room);
  const pathOf = new Map(added.map((adoption, index) => [adoption, paths[index] ?? '']));
  return adoptions.map((adoption) => ({ adoption, path: adoption.declared?.place.file ?? pathOf.get(adoption) ?? '' }));
}

interface Draft {
  readonly file?: NewText;
  readonly kept: readonly Placed[];
}

/** As many of the APIs as the file can hold. */
function draftOf(path: string, all: readonly Placed[], context: DraftSources & { readonly ports: Ports }): Draft {
  const own = context.manifest.entries.filter(({ place: { file } }) => file === path);
  const known = context.content.files.manifest.find((file) => file.path === path);
  const textWith = (count: number) => {
    const completion = completionOf(all.slice(0, count), own, context.ports.inputs.environment);
    return known
      ? context.folder.complete(known, completion)
      : Buffer.from(newManifest(completion.apis, schemaUrl(context.ports, 'manifest')));
  };
  const isSaid = (count: number) =>
    says({ path, bytes: textWith(count) }, expected(all.slice(0, count), own, context.ports), context.ports);
  const count = largestFitting(all.length, isSaid);
  return count === 0 ? { kept: [] } : { file: { path, bytes: textWith(count) }, kept: all.slice(0, count) };
}

function completionOf(placed: readonly Placed[], own: readonly ManifestEntry[], environment: string): Completion {
  const permissions = placed.flatMap(({ adoption: { declared, permissions: added } }) => {
    const index = own.findIndex(({ place: at }) => at === declared?.place);
    return declared ? [[index, added] as const] : [];
  });
  const apis = placed.flatMap(({ adoption }): NewApi[] => (adoption.declared ? [] : [{ ...adoption, environment }]));
  return { permissions: new Map(permissions), apis };
}

/** Of the action's release; '' where it is not known. */
function schemaUrl({ run: { actionUrl } }: Ports, of: 'manifest' | 'policy'): string {
  return actionUrl === '' ? '' : `${actionUrl.replace('/blob/', '/raw/')}/schema/${of}.schema.json`;
}

/** Where an API stands is no part of what a file says; nor is the order of permissions, which names of digits change. */
type Said = readonly [identifier: unknown, name: string | undefined, permissions: readonly string[]];

function expected(
  placed: readonly Placed[],
  own: readonly ManifestEntry[],
  { inputs: { environment } }: Ports,
): Said[] {
  const added = new Map(placed.map(({ adoption }) => [adoption.declared?.place, adoption.permissions]));
  const before = own.map(({ identifier, name, permissions, place: at }): Said => {
    return [identifier, name, [...permissions, ...(added.get(at) ?? [])].map(said).sort()];
  });
  const fresh = placed.filter(({ adoption }) => !adoption.declared);
  const after = fresh.map(({ adoption: { identifier, name, permissions } }): Said => {
    return [environment === '' ? identifier : { [environment]: identifier }, name, permissions.map(said).sort()];
  });
  return [...before, ...after];
}

function said(permission: {
  name: string;
  description: string;
  deprecated?: true | string;
  renamedFrom?: string;
}): string {
  const { name, description, deprecated, renamedFrom } = permission;
  return JSON.stringify([name, description, deprecated, renamedFrom]);
}

function says(file: NewText, wanted: readonly Said[], { parse }: Ports): boolean {
  if (file.bytes.length > largestFile) return false;
  const { manifest } = prepareFiles({ manifest: [asSource(file)], policy: undefined }, parse);
  const found = manifest?.entries.map(
    ({ identifier, name, permissions }): Said => [identifier, name, permissions.map(said).sort()],
  );
  return JSON.stringify(found) === JSON.stringify(wanted);
}

export function asSource({ path, bytes }: NewText): SourceFile {
  return { path, size: bytes.length, bytes };
}

function entryOf({ adoption: { declared } }: Placed, entries: ReadonlyMap<Place, ManifestEntry>) {
  return declared && entries.get(declared.place);
}

function importedApi(
  { adoption: { identifier, name, declared, permissions }, path }: Placed,
  entry: ManifestEntry | undefined,
  environment: string,
): ImportedApi {
  const alsoFor = entry ? otherEnvironments(entry, environment) : [];
  return { identifier, name: declared?.name ?? name, isNew: !declared, permissions: permissions.length, alsoFor, path };
}

function tooLarge({ adoption: { identifier }, path }: Placed): LeftOut {
  const why = `${path} can't be completed with it: it would be too large (5 MiB at most), or has a form that is for people to edit.`;
  return { api: identifier, why };
}
