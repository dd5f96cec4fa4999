import { RunnerReporter } from './adapters/github/reporter.ts';
import { connect } from './connect.ts';
import { run } from './run.ts';

const reporter = new RunnerReporter(process.env.GITHUB_WORKSPACE ?? process.cwd());
await run(reporter, () => connect(process.env, reporter));
