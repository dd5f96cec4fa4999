import { setFlagsFromString } from 'node:v8';
import { RunnerReporter } from './adapters/github/reporter.ts';
import { connect } from './connect.ts';
import { run } from './run.ts';

// V8 doubles its young generation up to 128 MiB as soon as it sees a large manifest parsed; kept small, a hundred thousand
// permissions need a third less memory and no more time (bench/README.md).
setFlagsFromString('--semi-space-growth-factor=1');

const reporter = new RunnerReporter(process.env.GITHUB_WORKSPACE ?? process.cwd());
await run(reporter, () => connect(process.env, reporter));
