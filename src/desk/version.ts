/** `--help` and `--version`. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';

const manifest = z.object({ version: z.string() });

/** The version in the package that this file is of, wherever in it it stands: bundled, installed or as source. */
export function version(folder = import.meta.dirname): string {
  const { data } = manifest.safeParse(readJson(join(folder, 'package.json')));
  if (data) return data.version;
  const above = dirname(folder);
  return above === folder ? 'unknown' : version(above);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // a folder without one, or dist/, whose own has no version
  }
}
