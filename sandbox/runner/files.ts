/** The files through which a step speaks to the runner, and all others that it left behind. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads `name=value` and `name<<delimiter` as the runner does, the last one of a name winning. Throws where the
 * runner would fail the step.
 */
export function parseKeyValues(text: string): Record<string, string> {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const found = new Map<string, string>();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, key = '', operator, rest = ''] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (key === '') throw new Error(`Invalid format '${line}'`);
    const end = operator === '=' ? at : lines.indexOf(rest, at + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    found.set(key, operator === '=' ? rest : lines.slice(at + 1, end).join('\n'));
    at = end;
  }
  return Object.fromEntries(found);
}

const SKIPPED = ['.git', 'node_modules'];

/** Every file below a directory by its full path, as text; repositories and installed packages are left out. */
export async function readFiles(directory: string): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const name of (await readdir(directory)).sort()) {
    if (SKIPPED.includes(name)) continue;
    const path = join(directory, name);
    const entry = await lstat(path);
    if (entry.isDirectory()) found.push(...Object.entries(await readFiles(path)));
    else if (entry.isFile()) found.push([path, await readFile(path, 'utf8')]);
  }
  return Object.fromEntries(found);
}
