/**
 * Minifies every file of dist/: ncc's own `--minify` leaves all chunks but the first as they are. What a run spends before
 * its first request is mostly Node.js reading this text; as ASCII it takes half the memory. Names stay, so that the stack of
 * an error of ours says where it came from, and so does which packages a file holds. The same sources give the same bytes.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minifySync } from '@swc/core';

const dist = join(import.meta.dirname, '../dist');

for (const name of readdirSync(dist).filter((one) => one.endsWith('.js'))) {
  const path = join(dist, name);
  const text = readFileSync(path, 'utf8');
  const packages = packagesIn(text);
  writeFileSync(path, `${minified(text)}\n${packages.length > 0 ? `// Packages: ${packages.join(' ')}\n` : ''}`);
}

function minified(text: string): string {
  const names = { keep_classnames: true, keep_fnames: true };
  const { code } = minifySync(text, {
    module: true,
    compress: names,
    mangle: names,
    format: { comments: false, asciiOnly: true },
  });
  return code;
}

/** Those that ncc's comments name; of modules that are no ES modules there are none. */
function packagesIn(text: string): string[] {
  const comment = /^;\/\/ .*\/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm;
  return [...new Set([...text.matchAll(comment)].map(([, name = '']) => name))].sort();
}
