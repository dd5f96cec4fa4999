/**
 * What a hostile pull request costs: each case of hostile.ts as a plan of `dist/index.js`, in seconds of the processor, and
 * beside one with nothing hostile that is planned right before it. `node bench/cost.ts glob` measures those whose name has
 * that in it.
 */
import { type HostileCase, hostileCases } from './hostile.ts';
import { costOf } from './plan-cost.ts';

const [wanted = ''] = process.argv.slice(2);
const [nothing, ...others] = hostileCases();
console.log('| case | CPU | to nothing hostile | peak memory | errors | warnings |\n|---|---:|---:|---:|---:|---:|');
for (const one of others.filter(({ name }) => name.includes(wanted))) console.log(await row(one));

async function row(one: HostileCase): Promise<string> {
  const beside = nothing ? await costOf(nothing) : undefined;
  const { seconds, memory, outputs } = await costOf(one);
  const ratio = (seconds / (beside?.seconds ?? Number.NaN)).toFixed(1);
  const { errors = '', warnings = '' } = outputs;
  return `| ${one.name} | ${seconds.toFixed(1)} s | ${ratio} | ${memory.toFixed(0)} MiB | ${errors} | ${warnings} |`;
}
