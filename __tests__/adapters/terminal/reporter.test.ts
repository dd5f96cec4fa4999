import { afterEach, describe, expect, test } from '@jest/globals';
import { TerminalReporter } from '../../../src/adapters/terminal/reporter.ts';
import { outputsIn } from '../../../src/local-ports.ts';

const streams = [process.stdout, process.stderr] as const;
const before = streams.map(({ isTTY, write }) => ({ isTTY, write }));

afterEach(() => {
  for (const [index, stream] of streams.entries()) Object.assign(stream, before[index]);
});

/** What both streams get of a reporter, as they would stand there. */
function watch(terminal: 'terminal' | 'pipe', variables: Readonly<Record<string, string>> = {}) {
  const shown: string[] = [];
  for (const stream of streams) {
    const write = (text: string, done?: () => void) => {
      shown.push(text);
      done?.();
      return true;
    };
    Object.assign(stream, { isTTY: terminal === 'terminal', write });
  }
  const reporter = new TerminalReporter(outputsIn('/'), variables, (message) => message.replace('input', 'option'));
  return { shown, reporter };
}

describe('a terminal', () => {
  test.each<[string, 'terminal' | 'pipe', Record<string, string>, 'colours' | 'plain']>([
    ['a terminal', 'terminal', { TERM: 'xterm' }, 'colours'],
    ['a terminal that says nothing of itself', 'terminal', {}, 'colours'],
    ['an empty NO_COLOR', 'terminal', { NO_COLOR: '' }, 'colours'],
    ['NO_COLOR', 'terminal', { NO_COLOR: '1' }, 'plain'],
    ['a dumb terminal', 'terminal', { TERM: 'dumb' }, 'plain'],
    ['a pipe', 'pipe', { TERM: 'xterm' }, 'plain'],
  ])('is coloured or not: %s', (_name, terminal, variables, expected) => {
    expect(watch(terminal, variables).reporter.colours).toBe(expected);
  });

  test('is told what goes on until something else is to be shown', async () => {
    const { shown, reporter } = watch('terminal');
    reporter.busy('Asking x …');
    await reporter.document('done\n');
    reporter.warning('an input');
    expect(shown).toEqual(['\r\u001b[KAsking x …', '\r\u001b[K', 'done\n', 'warning: an option\n']);
  });

  test.each([['pipe', {}] as const, ['terminal', { TERM: 'dumb' }] as const])(
    'is not, where it is a %s or %j',
    async (terminal, variables) => {
      const { shown, reporter } = watch(terminal, variables);
      reporter.busy('Asking x …');
      await reporter.document('done\n');
      expect(shown).toEqual(['done\n']);
    },
  );

  test('is shown no secret', async () => {
    const { shown, reporter } = watch('pipe');
    reporter.mask('hunter2');
    await reporter.document('a hunter2 b\n');
    reporter.fail('hunter2');
    reporter.info('hunter2');
    expect(shown).toEqual(['a *** b\n', 'error: ***\n', '***\n']);
  });
});
