/** The commands: what each is for, what it takes, and in which forms it tells what it found. */
import type { OptionName } from './options.ts';

export const formats = ['text', 'markdown', 'json', 'sarif'] as const;

export type Format = (typeof formats)[number];

export interface Command {
  readonly summary: string;
  /** More of it, below the usage. */
  readonly about: string;
  readonly options: readonly OptionName[];
  /** The first is the usual one. */
  readonly formats: readonly Format[];
  /** What may stand behind the command. */
  readonly words: 'paths' | 'none';
  /** Whether it asks the tenant where it may, and so needs credentials of it. */
  readonly asks: 'tenant' | 'nobody';
  /** Without the program's name. */
  readonly examples: readonly string[];
}

const judging = ['manifest', 'policy', 'environment', 'fail-on', 'format', 'plan-file', 'sarif-file'] as const;
const tenant = ['auth0-domain', 'auth0-client-id', 'auth0-audience'] as const;

export const commands = {
  validate: {
    summary: 'judges manifest and policy of the folder; asks nobody',
    about: 'Judges the manifest by the policy, as it lies in the folder. Opens no connection.',
    options: [...judging, 'auth0-domain'],
    formats,
    words: 'paths',
    asks: 'nobody',
    examples: ['validate', 'validate permissions/*.yml --fail-on warning', 'validate --format sarif > problems.sarif'],
  },
  plan: {
    summary: 'shows what the folder’s manifest would change on the tenant',
    about: `Judges the manifest, compares it with the tenant, and says what an apply would add, update and remove. Local git says
what the manifest was before: what it declared where the branch left the default branch counts as yours, and is removed
where the folder lacks it; and it is judged by the policy of then, as on a pull request. Work that is not committed
counts. Without domain or secret the manifest is compared with what it was before, and the tenant is not asked.`,
    options: [...judging, ...tenant, 'base', 'exit-code'],
    formats,
    words: 'none',
    asks: 'tenant',
    examples: [
      'plan',
      'plan --domain tenant.eu.auth0.com --client-id ID',
      'plan --base origin/release --format markdown > comment.md',
      'plan --exit-code --format json > plan.json',
    ],
  },
  drift: {
    summary: 'compares the tenant with the folder’s manifest',
    about: `Says how the tenant differs from the manifest of the folder, and ends with 1 where it does. No issue is written.`,
    options: [...judging, ...tenant, 'exit-code'],
    formats,
    words: 'none',
    asks: 'tenant',
    examples: ['drift --domain tenant.eu.auth0.com --client-id ID'],
  },
  import: {
    summary: 'writes what the tenant holds into the manifest',
    about: `Writes what the tenant's APIs hold into the manifest, and where there is no policy yet and names need exceptions, a
policy with them. Nothing is written to the tenant, and nothing that the manifest says already is changed. With
--manifest 'permissions/*.yml' each API gets a file of its own.`,
    options: ['manifest', 'policy', 'environment', 'apis', 'format', ...tenant],
    formats: ['text'],
    words: 'none',
    asks: 'tenant',
    examples: [
      'import --domain tenant.eu.auth0.com --client-id ID',
      "import --domain tenant.eu.auth0.com --client-id ID --apis 'https://api.example.com/*'",
    ],
  },
  audit: {
    summary: 'says who can do what on the tenant, and how',
    about: `Lists every permission of the APIs with whoever can get it: applications, roles with their number of users,
everyone. The APIs are the manifest's; without a manifest all but Auth0's own. Says what is worth a look, and ends with
1 for errors among it. What the token may not read is said, and never taken for nobody.`,
    options: [
      ...(['manifest', 'policy', 'environment', 'fail-on', 'format'] as const),
      ...tenant,
      ...(['apis', 'audit-file', 'audit-baseline'] as const),
    ],
    formats: ['text', 'markdown', 'json'],
    words: 'none',
    asks: 'tenant',
    examples: [
      'audit --domain tenant.eu.auth0.com --client-id ID',
      'audit --domain tenant.eu.auth0.com --client-id ID --file audit.html --file audit.csv',
      'audit --domain tenant.eu.auth0.com --client-id ID --baseline audit.json --format json > new.json',
      "audit --domain tenant.eu.auth0.com --client-id ID --apis 'https://api.example.com/*'",
    ],
  },
  catalogue: {
    summary: 'lists all declared permissions, for people to read; asks nobody',
    about: `Lists every permission that the manifest declares, API by API, with its description, whether it is to go, and the API's
identifier in each environment. Opens no connection.`,
    options: ['manifest', 'environment', 'format'],
    formats: ['text', 'markdown', 'json'],
    words: 'none',
    asks: 'nobody',
    examples: ['catalogue', 'catalogue --format markdown > docs/permissions.md'],
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

export function commandNamed(word: string): CommandName | undefined {
  return commandNames.find((name) => name === word);
}

/** The same as one type, whose literals differ. */
export function commandFor(name: CommandName): Command {
  return commands[name];
}

// Object.keys knows no names, and these are all there are.
export const commandNames = Object.keys(commands) as CommandName[];
