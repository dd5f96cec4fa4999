/**
 * Minifies every file of dist/: ncc's own `--minify` leaves all chunks but the first as they are. What a run spends before
 * its first request is mostly Node.js reading this text; as ASCII it takes half the memory. Names stay, so that the stack of
 * an error of ours says where it came from, and so does which packages a file holds. The same sources give the same bytes.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModuleItem, minifySync, parseSync, type Span } from '@swc/core';

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
  return compiledAtOnce(code);
}

/**
 * Puts the function of each module back into the parentheses that the minifier took off: by them V8 sees that it is called
 * at once, and does not read it twice. The text is ASCII: a byte, in which spans count, is a character.
 */
function compiledAtOnce(code: string): string {
  const { body } = parseSync(code, { syntax: 'ecmascript', target: 'es2024' });
  const shift = code.search(/^[^#]/m) - (body[0]?.span.start ?? 0);
  let result = code;
  for (const { start, end } of body.flatMap(modulesIn).reverse()) {
    if (code[start + shift - 1] !== ':') throw new Error('A module does not start where its span says.');
    result = `${result.slice(0, start + shift)}(${code.slice(start + shift, end + shift)})${result.slice(end + shift)}`;
  }
  return result;
}

/** Where a statement holds webpack's table of modules: their functions, by number. */
function modulesIn(item: ModuleItem): Span[] {
  const statement = item.type === 'ExportDeclaration' ? item.declaration : item;
  if (statement.type !== 'VariableDeclaration') return [];
  const tables = statement.declarations.flatMap(({ init }) =>
    init?.type === 'ObjectExpression' ? init.properties : [],
  );
  return tables.flatMap((one) =>
    one.type === 'KeyValueProperty' && one.key.type === 'NumericLiteral' && 'span' in one.value ? [one.value.span] : [],
  );
}

/** Those that ncc's comments name; of modules that are no ES modules there are none. */
function packagesIn(text: string): string[] {
  const comment = /^;\/\/ .*\/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm;
  return [...new Set([...text.matchAll(comment)].map(([, name = '']) => name))].sort();
}
