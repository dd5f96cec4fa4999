#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { RunnerReporter } from './adapters/github/reporter.ts';
import { connect, outputsIn } from './connect.ts';
import { run } from './run.ts';
import { visibly } from './visibly.ts';

// Left alone, V8 answers the parsing of a large manifest with a young generation of 128 MiB and a heap of several times
// what is alive. Kept short, a hundred thousand permissions need half the memory and hardly more time: bench/README.md.
setFlagsFromString('--semi-space-growth-factor=1 --heap-growing-percent=60');

// GitHub's runner starts the action without arguments; a person at a terminal gives some.
const [, , ...given] = process.argv;
if (given.length > 0) await (await import('./command-line.ts')).runCommand(given, process.env);
else await runAction();

async function runAction(): Promise<void> {
  const reporter = visibly(new RunnerReporter(outputsIn(process.env.GITHUB_WORKSPACE ?? process.cwd())));
  await run(reporter, () => connect(process.env, reporter));
}

// A server that never answers must not hold a step that has said how it ended.
setTimeout(() => process.exit(), 1000).unref();
