/** What the commands take, for people at a terminal. */
import { type CommandName, commandFor, commandNames } from './commands.ts';
import { type OptionName, optionFor, secrets, spellingsOf } from './options.ts';

const program = 'auth0-permissions';

const exitCodes = `Ends with 0 where all is well, with 1 for errors that were found and for what failed, with 2 where the command was not
understood, and with 3 for changes under --exit-code.`;

/** Of a command that does not have the option. */
const fewerExitCodes = `Ends with 0 where all is well, with 1 for errors that were found and for what failed, and with 2 where the command was
not understood.`;

/** All commands, in short. */
export function usage(): string {
  const width = Math.max(...commandNames.map(({ length }) => length));
  const lines = commandNames.map((name) => `  ${name.padEnd(width)}  ${commandFor(name).summary}`);
  return `Usage: ${program} COMMAND [options]

${lines.join('\n')}

  --help     shows this; behind a command, what it takes
  --version  shows the version

Examples:
  ${program} validate
  ${program} plan --domain tenant.eu.auth0.com --client-id ID

There is no apply: what writes to a tenant goes through a reviewed branch, by the action on GitHub.
${exitCodes}
`;
}

export function helpOf(name: CommandName): string {
  const command = commandFor(name);
  const words = command.words === 'paths' ? ' [PATH…]' : '';
  const paths = command.words === 'paths' ? ['PATH… stands for --manifest PATH…, one after the other.', ''] : [];
  const shown = command.examples.map((example) => `  ${program} ${example}`);
  return [
    `Usage: ${program} ${name}${words} [options]`,
    '',
    command.about,
    '',
    ...command.options.flatMap((option) => optionLines(option, command.formats)),
    ...entry('--help', 'shows this'),
    '',
    ...paths,
    'An option whose value ends with … may be given several times. Paths are from the current folder.',
    ...(command.asks === 'tenant' ? [secretText] : []),
    command.options.includes('exit-code') ? exitCodes : fewerExitCodes,
    '',
    shown.length > 1 ? 'Examples:' : 'Example:',
    ...shown,
    '',
  ].join('\n');
}

const secretText = `The secret comes from the environment alone: ${Object.keys(secrets).join(', ')}.
With a token no client id is needed.`;

function optionLines(name: OptionName, formats: readonly string[]): string[] {
  const { value, help, multiple } = optionFor(name);
  const spellings = spellingsOf(name).map((one) => `--${one}`);
  const told = name === 'format' ? `${help}: ${formats.join(', ')}. Default: text` : help;
  const shown = value === undefined ? '' : ` ${value}${multiple ? '…' : ''}`;
  return entry(`${spellings.join(', ')}${shown}`, told);
}

const column = 28;

/** A long option has its help below. */
function entry(option: string, help: string): string[] {
  if (option.length < column) return [`  ${option.padEnd(column)}${help}`];
  return [`  ${option}`, `  ${''.padEnd(column)}${help}`];
}
