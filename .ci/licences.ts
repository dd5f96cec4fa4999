/**
 * Writes dist/licenses.txt: the licences of everything that dist/ may hold. ncc's own `--license` is no help: of a bundle
 * in several chunks it leaves out the packages of the first. What may be bundled is what package-lock.json has without
 * `dev`; a few packages of types alone are among them, which does no harm.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Licences that only ask for their notice to be kept. Any other is for a person to decide on. */
const accepted = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT']);

export interface Package {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; undefined where package.json has none. */
  readonly license: string | undefined;
  /** The text of every licence and notice file, in the order of their names. */
  readonly texts: readonly string[];
}

const lockSchema = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });
const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** The packages that an installation of this folder's package-lock.json has for production, by name and version. */
export function productionPackages(root: string): Package[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const places = Object.entries(packages).filter(([place, { dev }]) => place !== '' && dev !== true);
  const read = places.map(([place]) => readPackage(join(root, place)));
  const unique = new Map(read.map((one) => [title(one), one]));
  return [...unique.values()].sort((a, b) => (title(a) < title(b) ? -1 : 1));
}

function readPackage(folder: string): Package {
  const described = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return { ...described, license: described.license, texts: texts.filter((text) => text !== '') };
}

function title({ name, version }: Package): string {
  return `${name} ${version}`;
}

/** What keeps a package from being shipped, a sentence each. */
export function objections(packages: readonly Package[]): string[] {
  return packages.flatMap((one) => [
    ...(isAccepted(one.license) ? [] : [`${title(one)}: ${one.license ?? 'no licence'} is not one we ship.`]),
    ...(one.texts.length > 0 ? [] : [`${title(one)}: the package has no text of its licence.`]),
  ]);
}

/** One alternative of an `OR` is enough; `AND` and `WITH` are not understood, and so not accepted. */
function isAccepted(license = ''): boolean {
  return license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((id) => accepted.has(id));
}

export function licencesText(packages: readonly Package[]): string {
  const rule = '-'.repeat(80);
  const own = packages.map((one) => [`${title(one)} (${one.license})`, '', ...one.texts].join('\n'));
  return `${['Licences of the packages that this folder is built from.', ...own].join(`\n\n${rule}\n\n`)}\n`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const packages = productionPackages(root);
  const found = objections(packages);
  for (const one of found) console.error(one);
  if (found.length > 0) process.exit(1);
  writeFileSync(join(root, 'dist/licenses.txt'), licencesText(packages));
}
