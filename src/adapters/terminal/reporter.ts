/** Plain text for a person's terminal. */
import type { Reporter } from '../../ports/reporter.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A person's terminal or another program: one document on standard output, and all else on standard error. Nothing is for
 * a runner.
 */
export class TerminalReporter implements Reporter {
  /** Whether standard output is to be coloured. Source: https://no-color.org */
  readonly colours: 'colours' | 'plain';
  /** Writes a file that was asked for. */
  readonly file: Reporter['file'];
  private readonly inWords: (message: string) => string;
  private readonly moves: 'status' | 'lines';
  private readonly secrets: string[] = [];
  private status: 'shown' | 'none' = 'none';

  /** @param inWords says a message in the words of the command line. */
  constructor(file: Reporter['file'], variables: Variables, inWords: (message: string) => string) {
    const isDumb = variables.TERM === 'dumb';
    this.file = file;
    this.inWords = inWords;
    this.colours = process.stdout.isTTY && !variables.NO_COLOR && !isDumb ? 'colours' : 'plain';
    this.moves = process.stderr.isTTY && !isDumb ? 'status' : 'lines';
  }

  /** What the command is asked for, as it is. Done once it is written, or nobody reads it any more. */
  async document(text: string): Promise<void> {
    this.clear();
    await new Promise((resolve) => process.stdout.write(this.masked(text), resolve));
  }

  /** What the command is busy with, as long as nothing else is shown; for a person alone. */
  busy(what: string): void {
    if (this.moves === 'lines') return;
    process.stderr.write(`\r\u001b[K${this.masked(what)}`);
    this.status = 'shown';
  }

  clear(): void {
    if (this.status === 'shown') process.stderr.write('\r\u001b[K');
    this.status = 'none';
  }

  /** What goes on while the command works. */
  info(line: string): void {
    this.say(line);
  }

  mask(secret: string): void {
    this.secrets.push(secret);
  }

  warning(message: string): void {
    this.say(`warning: ${this.inWords(message)}`);
  }

  /** The document has every problem with its place already. */
  annotate(): void {}

  /** The document has what a summary has. */
  async summary(): Promise<void> {}

  output(): void {}

  fail(message: string): void {
    this.say(`error: ${this.inWords(message)}`);
  }

  private say(line: string): void {
    this.clear();
    process.stderr.write(`${this.masked(line)}\n`);
  }

  /** A terminal's text is pasted into issues. */
  private masked(text: string): string {
    return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  }
}
