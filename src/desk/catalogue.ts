/** The catalogue of the folder's manifest. Whether its names are good is for a validation to say. */
import { type Catalogue, catalogueOf } from '../core/catalogue.ts';
import { ActionError, toActionError } from '../core/errors.ts';
import { requireEnvironment } from '../core/manifest.ts';
import { countProblems, type Problem } from '../core/problem.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { prepareFiles, type ReadManifest } from '../read/manifest.ts';
import { catalogueJson, catalogueLines, catalogueMarkdown } from '../render/catalogue.ts';
import { problemLine } from '../render/log.ts';
import { deskPorts } from './connect.ts';
import type { Desk, Ended } from './desk.ts';
import type { Asked } from './understand.ts';

export async function tellCatalogue({ format }: Asked, inputs: Inputs, desk: Desk): Promise<Ended> {
  const { reporter, place } = desk;
  const { files, parse } = deskPorts(inputs, undefined, { folder: place.folder, reporter });
  try {
    const prepared = prepareFiles(await files.current(), parse);
    for (const problem of prepared.problems) reporter.info(problemLine(problem));
    return { document: documentOf(readCatalogue(prepared, inputs.environment), format), failures: [], exitCode: 0 };
  } catch (thrown) {
    return { document: failedDocument(format), failures: [toActionError(thrown)], exitCode: 1 };
  }
}

/** @throws ActionError manifest-invalid, input-invalid for an environment that the manifest does not know */
function readCatalogue({ manifest, problems }: ReadManifest, environment: string): Catalogue {
  if (!manifest) throw unreadable(problems);
  if (environment !== '') requireEnvironment(manifest, environment);
  return catalogueOf(manifest, environment);
}

function unreadable(problems: readonly Problem[]): ActionError {
  const { errors } = countProblems(problems);
  const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so there is no catalogue of it.`;
  return new ActionError('manifest-invalid', message, 'Each is shown at its line; correct them.');
}

function documentOf(catalogue: Catalogue, format: Asked['format']): string {
  if (format === 'json') return catalogueJson(catalogue);
  if (format === 'markdown') return catalogueMarkdown(catalogue);
  return catalogueLines(catalogue)
    .map((line) => `${line}\n`)
    .join('');
}

/** Not that of a manifest without APIs, which would be untrue. */
function failedDocument(format: Asked['format']): string {
  if (format === 'json') return catalogueJson({ apis: [] });
  return format === 'markdown'
    ? '# Permissions\n\nThere is no catalogue: it failed, and standard error says why.\n'
    : '';
}
