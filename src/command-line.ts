/** The import as a command for a terminal: before there is a workflow, a manifest has to come from somewhere. */
import { parseArgs } from 'node:util';
import type { Environment } from './adapters/github/environment.ts';
import { TerminalReporter } from './adapters/terminal/reporter.ts';
import { bind, maskCredentials } from './connect.ts';
import { ActionError } from './core/errors.ts';
import { didYouMean } from './core/spelling.ts';
import { type InputName, type Inputs, parseInputs } from './inputs/inputs.ts';
import type { Run } from './ports.ts';
import { run } from './run.ts';
import { visibly } from './tell/escaped.ts';

interface Option {
  readonly input: InputName;
  readonly value: string;
  readonly help: string;
  /** May be given several times; an input has them one a line. */
  readonly multiple?: true;
}

const options: Readonly<Record<string, Option>> = {
  domain: { input: 'auth0-domain', value: 'HOST', help: 'the tenant, such as tenant.eu.auth0.com' },
  'client-id': { input: 'auth0-client-id', value: 'ID', help: 'of the machine-to-machine application' },
  audience: { input: 'auth0-audience', value: 'ID', help: 'of the Management API; for a custom domain' },
  manifest: {
    input: 'manifest',
    value: 'PATH',
    help: 'where the manifest is or goes; `permissions/*.yml` for one file an API. Default: .github/permissions.yml',
    multiple: true,
  },
  policy: { input: 'policy', value: 'PATH', help: 'what it is judged by. Default: .github/permissions-policy.yml' },
  environment: { input: 'environment', value: 'NAME', help: 'writes identifiers for this environment' },
  apis: { input: 'apis', value: 'ID', help: 'only these APIs; * stands for any text. Default: all', multiple: true },
};

/** Never on the command line, where every process of the machine can read it. */
const secrets: Readonly<Record<string, InputName>> = {
  AUTH0_CLIENT_SECRET: 'auth0-client-secret',
  AUTH0_PRIVATE_KEY: 'auth0-private-key',
  AUTH0_TOKEN: 'auth0-token',
};

const usage = `Usage: auth0-permissions import --domain HOST --client-id ID [options]

Writes what the tenant's APIs hold into the manifest, and where there is no policy yet and names need exceptions, a
policy with them. Nothing is written to the tenant, and nothing that the manifest says already is changed.

${Object.entries(options)
  .map(([name, { value, help }]) => `  --${`${name} ${value}`.padEnd(18)} ${help}`)
  .join('\n')}
  --help               shows this

Paths are from the current folder. ${'`--manifest`'} and ${'`--apis`'} may be given several times.
The secret comes from the environment alone: ${Object.keys(secrets).join(', ')}; with a token no client id is needed.
`;

/** Whether this Node.js has what the action is built for; GitHub brings its own. */
const oldestNode = 24;

/** @param given without the program and its file. */
export async function runCommand(given: readonly string[], variables: Environment): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessClosed);
  const reporter = visibly(new TerminalReporter(inOptions));
  const understood = understand(given, variables);
  if (understood.kind === 'help') {
    process.stdout.write(usage);
    return;
  }
  if (understood.kind === 'wrong') {
    reporter.fail(`${understood.why} See \`auth0-permissions --help\`.`);
    process.exitCode = 2;
    return;
  }
  const env = { GITHUB_WORKSPACE: process.cwd() };
  await run(reporter, () => {
    const inputs = inputsOf(understood.read);
    maskCredentials(inputs, reporter);
    return bind(inputs, local(), { env, reporter });
  });
}

/** Who pipes it into `head` has read enough; what it writes to the disk is written all the same. */
function unlessClosed(thrown: NodeJS.ErrnoException): void {
  if (thrown.code !== 'EPIPE') throw thrown;
}

type Understood =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'run'; readonly read: (name: InputName) => string };

function understand(given: readonly string[], env: Environment): Understood {
  const { tokens } = parseArgs({ args: [...given], options: forParser(), strict: false, tokens: true });
  const named = tokens.filter((token) => token.kind === 'option');
  if (named.some(({ name }) => name === 'help' || name === 'h')) return { kind: 'help' };
  const words = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  const wrongs = [wrongNode(), ...named.map(wrongOption), wrongCommand(words), wrongWords(words)];
  const why = wrongs.find((wrong) => wrong !== undefined);
  return why === undefined ? { kind: 'run', read: reading(named, env) } : { kind: 'wrong', why };
}

interface Given {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

/** Options and variables as the inputs of a workflow. */
function reading(given: readonly Given[], env: Environment): (name: InputName) => string {
  const values = Map.groupBy(given, ({ name }) => optionOf(name)?.input);
  const fixed = new Map<InputName, string>([
    ['mode', 'import'],
    ['comment', 'never'],
    ...Object.entries(secrets).map(([variable, input]) => [input, env[variable]?.trim() ?? ''] as const),
  ]);
  return (name) => {
    const lines = values.get(name)?.map(({ value = '' }) => value) ?? [];
    return fixed.get(name) ?? lines.join('\n');
  };
}

/** Not what every object has, such as `constructor`. */
function optionOf(name: string): Option | undefined {
  return Object.hasOwn(options, name) ? options[name] : undefined;
}

function forParser() {
  const own = Object.entries(options).map(
    ([name, { multiple = false }]) => [name, { type: 'string', multiple }] as const,
  );
  return { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } } as const;
}

function wrongCommand([command]: readonly string[]): string | undefined {
  if (command === undefined) return 'A command is missing; there is `import`.';
  if (command !== 'import') return `There is no command \`${command}\`. ${didYouMean(command, ['import'])}`;
  return undefined;
}

/** Not shown either: a word too many may be a secret. */
function wrongWords({ length }: readonly string[]): string | undefined {
  return length > 1 ? '`import` takes options alone, each with two dashes.' : undefined;
}

function wrongNode(): string | undefined {
  const own = Number(process.versions.node.split('.')[0]);
  return own < oldestNode ? `Node.js ${oldestNode} or newer is needed; this is ${process.versions.node}.` : undefined;
}

/** What follows an option that is not known may be a secret, and is not shown. */
function wrongOption({ name, rawName, value }: Given): string | undefined {
  if (optionOf(name)) return value ? undefined : `\`${rawName}\` needs a value.`;
  const variable = Object.keys(secrets).find((one) => secretOptions(one).includes(name));
  if (variable !== undefined) return `A secret is not taken from the command line: set the variable \`${variable}\`.`;
  const known = Object.keys(options).map((one) => `--${one}`);
  return `There is no option \`${rawName}\`. ${didYouMean(rawName, known)}`;
}

/** As people would spell it: `client-secret`, `auth0-client-secret`. */
function secretOptions(variable: string): string[] {
  const name = variable.toLowerCase().replaceAll('_', '-');
  return [name, name.replace('auth0-', '')];
}

/** What a message calls an input is an option or a variable here. */
function inOptions(message: string): string {
  const ofOptions = Object.entries(options).map(([name, { input }]) => [input, `--${name}`] as const);
  const ofSecrets = Object.entries(secrets).map(([variable, input]) => [input, variable] as const);
  const words = new Map<string, string>([...ofOptions, ...ofSecrets]);
  const said = message.replaceAll(/(Input |input )?`([a-z0-9-]+)`/g, (whole, _input, name) => {
    const word = words.get(name);
    return word === undefined ? whole : `\`${word}\``;
  });
  return said.replace(' from the secrets of the environment', '');
}

/** @throws ActionError input-invalid */
function inputsOf(read: (name: InputName) => string): Inputs {
  const inputs = parseInputs(read);
  if (inputs.policy.kind === 'file') return inputs;
  const hint = 'Give the path of a copy: GitHub is not asked here.';
  throw new ActionError('input-invalid', 'Input `policy`: another repository’s can’t be read here.', hint);
}

/** A run of nobody's workflow. */
function local(): Run {
  return {
    event: { kind: 'other', name: 'terminal' },
    eventName: 'terminal',
    commit: '',
    branch: undefined,
    refProtected: false,
    repository: '',
    repositoryUrl: '',
    runUrl: '',
    actionUrl: '',
    today: new Date().toISOString().slice(0, 10),
    id: 'terminal',
  };
}
