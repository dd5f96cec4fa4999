#!/usr/bin/env node
/** The entry: runs as an action, or as a command where a word is given. */

import { RunnerReporter } from './adapters/github/reporter.ts';
import { connect } from './connect.ts';
import { outputsIn, workspaceOf } from './local-ports.ts';
import { run } from './run.ts';
import { escaped } from './tell/escaped.ts';

// GitHub's runner starts the action without a word; whoever gives one means a command, on a runner, too.
const [, , ...given] = process.argv;
if (given.length === 0 && process.env.GITHUB_ACTIONS) await runAction();
else await (await import('./command-line.ts')).runCommandLine(given, process.env);

async function runAction(): Promise<void> {
  const reporter = escaped(new RunnerReporter(outputsIn(workspaceOf(process.env))));
  await run(reporter, () => connect(process.env, reporter));
}

// A server that never answers must not hold a step that has said how it ended.
setTimeout(() => process.exit(), 1000).unref();
