/** What somebody typed as what is to be done, or why it can't be understood. */
import { parseArgs } from 'node:util';
import { didYouMean } from '../core/spelling.ts';
import type { InputName } from '../inputs/inputs.ts';
import { type CommandName, commandFor, commandNamed, commandNames, type Format } from './commands.ts';
import { helpOf, usage } from './help.ts';
import { type OptionName, optionFor, optionNamed, options, secrets, spellingsOf } from './options.ts';

export type Understood =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  /** No word at all. */
  | { readonly kind: 'nothing'; readonly text: string }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'command'; readonly asked: Asked };

/** What a command is to do. */
export interface Asked {
  readonly command: CommandName;
  readonly format: Format;
  /** Undefined where it was not said. */
  readonly base: string | undefined;
  /** How a run without errors ends that found changes. */
  readonly changesEnd: 0 | 3;
  /** An input's text, '' where it is not set. */
  readonly input: (name: InputName) => string;
}

/** @param variables of which the secrets count, and nothing else. */
export function understand(
  given: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Understood {
  if (given.length === 0) return { kind: 'nothing', text: usage() };
  const { tokens } = parseArgs({ args: [...given], options: forParser, strict: false, tokens: true });
  const named = tokens.filter((token) => token.kind === 'option');
  const [word, ...words] = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  const asksHelp = named.some(({ name }) => name === 'help' || name === 'h');
  if (asksHelp && word === undefined) return { kind: 'help', text: usage() };
  if (named.some(({ name }) => name === 'version')) return { kind: 'version' };
  const command = commandNamed(word ?? '');
  if (command === undefined) return wrong(named.flatMap(secretProblem)[0] ?? unknownCommand(word));
  if (asksHelp) return { kind: 'help', text: helpOf(command) };
  const [why] = [...named.flatMap((one) => optionProblem(one, command)), ...wordProblems({ command, words, named })];
  return why === undefined ? { kind: 'command', asked: ask({ command, words, named }, variables) } : wrong(why);
}

function wrong(why: string): Understood {
  return { kind: 'wrong', why: `${why} See \`auth0-permissions --help\`.` };
}

interface Named {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value was behind a sign, as in `--name=value`. */
  readonly inlineValue?: boolean | undefined;
}

interface Typed {
  readonly command: CommandName;
  readonly words: readonly string[];
  readonly named: readonly Named[];
}

const forParser = {
  ...Object.fromEntries(
    Object.keys(options).flatMap((key) => {
      const name = optionNamed(key);
      if (name === undefined) return [];
      const type = optionFor(name).value === undefined ? ('boolean' as const) : ('string' as const);
      return spellingsOf(name).map((spelling) => [spelling, { type, multiple: true }] as const);
    }),
  ),
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

function ask({ command, words, named }: Typed, variables: Readonly<Record<string, string | undefined>>): Asked {
  const values = Map.groupBy(named, ({ name }) => optionNamed(name));
  const of = (name: OptionName) => values.get(name)?.map(({ value = '' }) => value) ?? [];
  const paths = words.length > 0 ? words : of('manifest');
  const secret = secretsFor(command, of('auth0-domain').join(), variables);
  const [format = 'text'] = of('format');
  return {
    command,
    format: commandFor(command).formats.find((one) => one === format) ?? 'text',
    base: of('base')[0],
    changesEnd: values.has('exit-code') ? 3 : 0,
    input: (name) => {
      if (name === 'mode') return command === 'catalogue' ? 'validate' : command;
      if (name === 'comment') return 'never';
      if (name === 'manifest') return paths.join('\n');
      const option = optionNamed(name);
      return secret.get(name) ?? (option === undefined ? '' : of(option).join('\n'));
    },
  };
}

/** What asks nobody has no use for them; and without a domain there is nobody to ask. */
function secretsFor(command: CommandName, domain: string, variables: Readonly<Record<string, string | undefined>>) {
  const isUsed = commandFor(command).asks === 'tenant' && domain !== '';
  const used = isUsed ? Object.entries(secrets) : [];
  return new Map<InputName, string>(used.map(([variable, input]) => [input, variables[variable]?.trim() ?? '']));
}

function unknownCommand(word: string | undefined): string {
  if (word === undefined) return `A command is missing; there are ${commandNames.join(', ')}.`;
  if (word === 'apply') return noApply;
  return `There is no command \`${word}\`. ${didYouMean(word, commandNames)}`;
}

const noApply =
  'There is no command `apply`: what writes to a tenant goes through a reviewed branch. Merge the change, and have the ' +
  'action apply it on the push to a protected branch: docs/apply.md.';

/** What follows an option that is not known may be a secret, and is not shown. */
function optionProblem(given: Named, command: CommandName): string[] {
  const { name, rawName, value, inlineValue } = given;
  const option = optionNamed(name);
  if (option === undefined) return [secretProblem(given)[0] ?? unknownOption(given, command)];
  if (!commandFor(command).options.includes(option)) return [`\`${command}\` has no option \`${rawName}\`.`];
  const takes = optionFor(option).value !== undefined;
  if (!takes) return inlineValue ? [`\`${rawName}\` takes no value.`] : [];
  if (value === undefined || isBlank(value)) return [`\`${rawName}\` needs a value.`];
  if (option === 'base' && value.startsWith('-'))
    return ['`--base` needs a branch or commit, and none begins with a dash.'];
  if (!inlineValue && value.startsWith('-'))
    return [`\`${rawName}\` needs a value; one that begins with a dash goes behind a \`=\`.`];
  return option === 'format' ? formatProblem(value, command) : [];
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function formatProblem(value: string, command: CommandName): string[] {
  const accepted: readonly string[] = commandFor(command).formats;
  return accepted.includes(value) ? [] : [`\`${command}\` has no format \`${value}\`. ${didYouMean(value, accepted)}`];
}

function unknownOption({ name, rawName }: Named, command: CommandName): string {
  const reason = inputsWithoutOption.get(name);
  if (reason !== undefined) return `There is no option \`${rawName}\`: ${reason}.`;
  const known = commandFor(command)
    .options.flatMap(spellingsOf)
    .concat('help')
    .map((one) => `--${one}`);
  return `There is no option \`${rawName}\`. ${didYouMean(rawName, known)}`;
}

/** Inputs of the action that mean nothing here. */
const inputsWithoutOption = new Map([
  ['mode', 'the command says what to do'],
  ['comment', 'there is no pull request here; `--format markdown` writes what a comment would say'],
  ['github-token', 'GitHub is not asked here'],
]);

function secretProblem({ name }: Named): string[] {
  const variable = Object.keys(secrets).find((one) => secretOptions(one).includes(name));
  return variable === undefined
    ? []
    : [`A secret is not taken from the command line: set the variable \`${variable}\`.`];
}

/** As people would spell it: `client-secret`, `auth0-client-secret`. */
function secretOptions(variable: string): string[] {
  const name = variable.toLowerCase().replaceAll('_', '-');
  return [name, name.replace('auth0-', '')];
}

/** Words are not shown: one too many may be a secret. */
function wordProblems({ command, words, named }: Typed): string[] {
  const counts = Map.groupBy(named, ({ name }) => optionNamed(name));
  const twice = [...counts].filter(([name, all]) => name && !optionFor(name).multiple && all.length > 1);
  const repeated = twice.map(([name = 'format']) => `\`--${spellingsOf(name)[0]}\` is given twice.`);
  if (words.length === 0) return repeated;
  if (commandFor(command).words === 'none') return [`\`${command}\` takes options alone, each with two dashes.`];
  const empty = words.some(isBlank) ? ['A path is empty.'] : []; // as of a variable that is not set: not the usual manifest
  const both = counts.has('manifest') ? ['The manifest is given twice: as paths, and by `--manifest`.'] : [];
  return [...repeated, ...empty, ...both];
}
