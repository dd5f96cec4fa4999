/** The command line: the same judge at a person's desk and in any CI. */
import { TerminalReporter } from './adapters/terminal/reporter.ts';
import { toActionError } from './core/errors.ts';
import { readInputs } from './desk/connect.ts';
import type { Ended } from './desk/desk.ts';
import { runCommand } from './desk/run-command.ts';
import { type Asked, type Understood, understand } from './desk/understand.ts';
import { version } from './desk/version.ts';
import { inOptions } from './desk/words.ts';
import { outputsIn } from './local-ports.ts';
import { failureText } from './render/failure.ts';
import { escaped } from './tell/escaped.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What the action is built for; GitHub brings its own. */
const oldestNode = 24;

/**
 * Never throws. Sets the exit code, and writes one document to standard output: none where nothing was understood.
 * @param given without the program and its file.
 */
export async function runCommandLine(given: readonly string[], variables: Variables): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessClosed);
  const terminal = new TerminalReporter(outputsIn(process.cwd()), variables, inOptions);
  const ended = await answer(given, variables, terminal);
  terminal.clear();
  if (ended.document !== '') await terminal.document(ended.document);
  for (const failure of ended.failures) escaped(terminal).fail(failureText(failure));
  process.exitCode = ended.exitCode;
}

async function answer(given: readonly string[], variables: Variables, terminal: TerminalReporter): Promise<Ended> {
  const understood = oldNode() ?? understand(given, variables);
  switch (understood.kind) {
    case 'help':
      return { document: understood.text, failures: [], exitCode: 0 };
    case 'version':
      return { document: `${version()}\n`, failures: [], exitCode: 0 };
    case 'nothing':
      process.stderr.write(understood.text);
      return misunderstood;
    case 'wrong':
      escaped(terminal).fail(understood.why);
      return misunderstood;
    case 'command':
      return await carryOut(understood.asked, variables, terminal);
  }
}

const misunderstood: Ended = { document: '', failures: [], exitCode: 2 };

async function carryOut(asked: Asked, variables: Variables, terminal: TerminalReporter): Promise<Ended> {
  const reporter = escaped(terminal);
  try {
    const inputs = readInputs(asked, reporter);
    const { colours } = terminal;
    const place = { folder: process.cwd(), variables };
    return await runCommand(asked, inputs, { place, colours, reporter, busy: (what) => terminal.busy(what) });
  } catch (thrown) {
    const error = toActionError(thrown);
    return { document: '', failures: [error], exitCode: error.code === 'input-invalid' ? 2 : 1 };
  }
}

function oldNode(): Understood | undefined {
  const own = process.versions.node;
  if (Number(own.split('.')[0]) >= oldestNode) return undefined;
  return { kind: 'wrong', why: `Node.js ${oldestNode} or newer is needed; this is ${own}.` };
}

/** Who pipes it into `head` has read enough; what it writes to the disk is written all the same. */
function unlessClosed(thrown: NodeJS.ErrnoException): void {
  if (thrown.code !== 'EPIPE') throw thrown;
}
