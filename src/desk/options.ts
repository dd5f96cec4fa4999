/** The options of the commands: those of the action's inputs that have a meaning at a desk, and the command line's own. */
import type { InputName } from '../inputs/inputs.ts';

export interface Option {
  /** Other spellings. */
  readonly aliases: readonly string[];
  /** What stands for its value in the help; missing where it takes none. */
  readonly value?: string;
  readonly help: string;
  /** May be given several times; an input has them one a line. */
  readonly multiple?: true;
}

/** Those of them that are inputs have the input's name. */
export const options = {
  'auth0-domain': { aliases: ['domain'], value: 'HOST', help: 'the tenant, such as tenant.eu.auth0.com' },
  'auth0-client-id': { aliases: ['client-id'], value: 'ID', help: 'of the machine-to-machine application' },
  'auth0-audience': { aliases: ['audience'], value: 'ID', help: 'of the Management API; for a custom domain' },
  manifest: {
    aliases: [],
    value: 'PATH',
    help: 'the manifest’s paths or globs. Default: .github/permissions.yml',
    multiple: true,
  },
  policy: { aliases: [], value: 'PATH', help: 'what it is judged by. Default: .github/permissions-policy.yml' },
  environment: { aliases: [], value: 'NAME', help: 'picks identifiers that are given by environment' },
  'fail-on': { aliases: [], value: 'SEVERITY', help: 'error, warning or never: what ends with 1. Default: error' },
  'plan-file': { aliases: [], value: 'PATH', help: 'also write the plan there, as JSON' },
  'sarif-file': { aliases: [], value: 'PATH', help: 'also write the problems there, as SARIF 2.1.0' },
  apis: { aliases: [], value: 'ID', help: 'only these APIs; * stands for any text', multiple: true },
  'audit-file': {
    aliases: ['file'],
    value: 'PATH',
    help: 'also write the audit there; .json, .csv, .html or .md says the format',
    multiple: true,
  },
  'audit-baseline': {
    aliases: ['baseline'],
    value: 'PATH',
    help: 'the JSON of an earlier audit, to tell what changed since',
  },
  base: {
    aliases: [],
    value: 'REF',
    help: 'compare with where HEAD left this branch or commit. Default: the default branch',
  },
  format: { aliases: [], value: 'FORMAT', help: 'of what is written to standard output' },
  'exit-code': { aliases: [], help: 'end with 3 where there are changes' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;

/** Never on the command line, where every process of the machine can read it. */
export const secrets: Readonly<Record<string, InputName>> = {
  AUTH0_CLIENT_SECRET: 'auth0-client-secret',
  AUTH0_PRIVATE_KEY: 'auth0-private-key',
  AUTH0_TOKEN: 'auth0-token',
};

/** The option of a spelling, without its dashes; not of what every object has, such as `constructor`. */
export function optionNamed(spelling: string): OptionName | undefined {
  return optionNames.find((name) => spellingsOf(name).includes(spelling));
}

/** The shortest first. */
export function spellingsOf(name: OptionName): readonly string[] {
  return [...options[name].aliases, name];
}

export function optionFor(name: OptionName): Option {
  return options[name];
}

// Object.keys knows no names, and these are all there are.
const optionNames = Object.keys(options) as OptionName[];
