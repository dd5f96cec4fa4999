/**
 * What a release needs to know, from the files of its commit:
 *
 *     node .ci/release.ts notes v1.2.3                     the release's notes; fails where tag and files disagree
 *     git tag --list | node .ci/release.ts major v1.2.3    the major tag to move, or nothing
 *     node .ci/release.ts pack v1.2.3 FOLDER               puts the command's package there, and tells its path
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Why this commit can't be released under this tag; the message says what to do. */
export class NotReleasable extends Error {}

export interface Sources {
  /** The texts of the files of these names. */
  readonly package: string;
  readonly lock: string;
  readonly changelog: string;
}

/** The changelog's section of the tag's version, without its heading. */
export function releaseNotes(tag: string, sources: Sources): string {
  const version = versionOf(tag).join('.');
  for (const [file, content] of [
    ['package.json', sources.package] as const,
    ['package-lock.json', sources.lock] as const,
  ]) {
    const found: unknown = JSON.parse(content).version;
    if (found !== version)
      throw new NotReleasable(`${file} has version ${found}: \`npm version ${version} --no-git-tag-version\`.`);
  }
  return sectionOf(version, sources.changelog);
}

function versionOf(tag: string): readonly [number, number, number] {
  const [, major, minor, patch] = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(tag) ?? [];
  if (patch === undefined) throw new NotReleasable(`${tag} is not vX.Y.Z: delete the tag, and set one that is.`);
  return [Number(major), Number(minor), Number(patch)];
}

function sectionOf(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.startsWith(`[${version}]`));
  const [heading = '', ...lines] = own?.split('\n') ?? [];
  const notes = lines.join('\n').trim();
  if (!/^\[[^\]]+\] - \d{4}-\d\d-\d\d$/.test(heading)) {
    throw new NotReleasable(
      `CHANGELOG.md has no "## [${version}] - YYYY-MM-DD": rename "Unreleased", and begin a new one.`,
    );
  }
  if (notes === '') throw new NotReleasable(`CHANGELOG.md says nothing of ${version}: write down what changed.`);
  return notes;
}

/**
 * `vX` where this is the newest release of its major among the tags, else undefined: a fix of an older line must not move
 * the tag back. There is no v0: a minor version of 0.x may break what the one before it did.
 */
export function majorTag(tag: string, tags: readonly string[]): string | undefined {
  const version = versionOf(tag);
  if (version[0] === 0) return undefined;
  const releases = tags.filter((one) => /^v\d+\.\d+\.\d+$/.test(one)).map(versionOf);
  const isNewest = releases.filter(([major]) => major === version[0]).every((other) => compare(other, version) <= 0);
  return isNewest ? `v${version[0]}` : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** What the command is installed as: what runs is bundled, so it needs nothing beside it. */
export function packageOf(tag: string, source: string): object {
  const { description, license, bin } = JSON.parse(source);
  const version = versionOf(tag).join('.');
  return { name: 'auth0-permissions', version, description, license, type: 'module', bin, engines: { node: '>=24' } };
}

const root = join(import.meta.dirname, '..');

/**
 * The command as one package for `npx`, from the files of this commit; the same files give the same bytes. By tar, since
 * nothing that could be installed may run where a release is published.
 */
function pack(tag: string, folder: string): string {
  const stage = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    for (const name of ['dist', 'LICENSE']) cpSync(join(root, name), join(stage, 'package', name), { recursive: true });
    const described = packageOf(tag, readFileSync(join(root, 'package.json'), 'utf8'));
    writeFileSync(join(stage, 'package/package.json'), `${JSON.stringify(described, null, 2)}\n`);
    const path = join(folder, `auth0-permissions-${versionOf(tag).join('.')}.tgz`);
    const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rwX,go+rX,go-w'];
    const args = ['--create', `--file=${path}`, '--use-compress-program=gzip -n9', ...same, `--directory=${stage}`];
    const { status, stderr } = spawnSync('tar', [...args, 'package'], { encoding: 'utf8' });
    if (status !== 0) throw new NotReleasable(`The package could not be made: ${stderr}`);
    return path;
  } finally {
    rmSync(stage, { recursive: true });
  }
}

async function main([command, tag = '', folder = '.']: readonly string[]): Promise<string> {
  const read = (name: string) => readFileSync(join(root, name), 'utf8');
  if (command === 'major') return majorTag(tag, (await text(process.stdin)).split('\n')) ?? '';
  if (command === 'pack') return pack(tag, folder);
  if (command !== 'notes') throw new NotReleasable('Usage: release.ts notes|major vX.Y.Z, or pack vX.Y.Z FOLDER');
  return releaseNotes(tag, {
    package: read('package.json'),
    lock: read('package-lock.json'),
    changelog: read('CHANGELOG.md'),
  });
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await main(process.argv.slice(2))}\n`);
  } catch (error) {
    if (!(error instanceof NotReleasable)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
