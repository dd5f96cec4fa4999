/** Plain text for a person's terminal. */
import type { Reporter } from '../../ports.ts';

/** A person's terminal: plain text, what went wrong on standard error, and nothing for a runner. */
export class TerminalReporter implements Reporter {
  private readonly secrets: string[] = [];
  private readonly inWords: (message: string) => string;

  /** @param inWords says a message in the words of the command line. */
  constructor(inWords: (message: string) => string) {
    this.inWords = inWords;
  }

  info(line: string): void {
    process.stdout.write(`${this.masked(line)}\n`);
  }

  mask(secret: string): void {
    this.secrets.push(secret);
  }

  warning(message: string): void {
    this.complain('warning', message);
  }

  /** The log has every problem with its place already. */
  annotate(): void {}

  /** The log has what a summary has. */
  async summary(): Promise<void> {}

  output(): void {}

  /** @throws Error always: no option asks for one. */
  async file(path: string): Promise<string> {
    throw new Error(`Nothing asked for ${path}.`);
  }

  fail(message: string): void {
    process.exitCode = 1;
    this.complain('error', message);
  }

  private complain(severity: 'warning' | 'error', message: string): void {
    process.stderr.write(`${severity}: ${this.masked(this.inWords(message))}\n`);
  }

  /** A terminal's text is pasted into issues. */
  private masked(text: string): string {
    return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  }
}
