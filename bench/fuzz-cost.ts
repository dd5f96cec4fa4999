/**
 * Looks for pull requests that cost more than others: plans one after the other that are drawn at random, and in the end
 * says which took the longest, beside one with nothing hostile. `node bench/fuzz-cost.ts 5 42` draws for five minutes, from
 * the seed 42 on.
 */
import { hostileCases } from './hostile.ts';
import { costOf } from './plan-cost.ts';
import { randomCase } from './random-case.ts';

const [minutes = 5, first = 1] = process.argv.slice(2).map(Number);
const [nothing] = hostileCases();
const end = Date.now() + minutes * 60_000;
const found: { readonly name: string; readonly ratio: number; readonly said: string }[] = [];
let beside = Number.NaN;
for (let seed = first; Date.now() < end; seed += 1) {
  if (nothing && (seed - first) % 5 === 0) beside = (await costOf(nothing)).seconds;
  const one = randomCase(seed);
  const { seconds, memory, outputs } = await costOf(one);
  const { errors = '?', warnings = '?' } = outputs;
  const said = `${seconds.toFixed(1)} s, ${memory.toFixed(0)} MiB, ${errors} errors, ${warnings} warnings`;
  found.push({ name: one.name, ratio: seconds / beside, said });
}
const worst = found.toSorted((a, b) => b.ratio - a.ratio).slice(0, 10);
for (const { name, ratio, said } of worst) console.log(`${name}: ${ratio.toFixed(1)} times nothing hostile (${said})`);
console.log(`${found.length} pull requests`);
