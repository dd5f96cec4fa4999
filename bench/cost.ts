/**
 * What a hostile pull request costs: each case of hostile.ts as a plan of `dist/index.js`, in seconds of the processor, and
 * beside one with nothing hostile, which is planned again before every fourth. `node bench/cost.ts glob` measures those
 * whose name has that in it.
 */
import { hostileCases } from './hostile.ts';
import { type Cost, costOf } from './plan-cost.ts';

const [wanted = ''] = process.argv.slice(2);
const [nothing, ...others] = hostileCases();
let beside = Number.NaN;
console.log('| case | CPU | to nothing hostile | peak memory | errors | warnings |\n|---|---:|---:|---:|---:|---:|');
for (const [index, one] of others.filter(({ name }) => name.includes(wanted)).entries()) {
  if (nothing && index % 4 === 0) {
    const cost = await costOf(nothing);
    beside = cost.seconds;
    console.log(row(nothing.name, cost));
  }
  console.log(row(one.name, await costOf(one)));
}

function row(name: string, { seconds, memory, outputs: { errors = '', warnings = '' } }: Cost): string {
  const ratio = (seconds / beside).toFixed(1);
  return `| ${name} | ${seconds.toFixed(1)} s | ${ratio} | ${memory.toFixed(0)} MiB | ${errors} | ${warnings} |`;
}
