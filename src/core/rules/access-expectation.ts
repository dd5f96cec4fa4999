/** The rule access-expectation: Nobody could get a permission whom `access` of the policy rules out. */
import type { DeclaredApi } from '../manifest.ts';
import type { ApiPlan } from '../plan.ts';
import type { Expectation } from '../policy.ts';
import type { Severity } from '../problem.ts';
import { type Breach, breachesOf, isAbout, isAboutName, type Unjudged, unjudgedBy } from '../reach/expectations.ts';
import { type Admission, type Holders, reachOf } from '../reach/reach.ts';
import { losingPhrases, phraseText } from '../reach/words.ts';
import { listSome, listWords } from '../spelling.ts';
import type { Finding, RuleInfo } from './rule.ts';

export const accessExpectation: RuleInfo = {
  id: 'access-expectation',
  severity: 'error',
  summary: 'Nobody could get a permission whom `access` of the policy rules out.',
};

/** What a run is for: it decides what is an error. */
export type Stage = 'plan' | 'apply' | 'drift';

/** One API as it would be after the plan. */
export interface Reached {
  readonly declared: DeclaredApi;
  readonly planned: ApiPlan;
  readonly admission: Admission;
  /** All names that the tenant would hold. */
  readonly names: readonly string[];
}

/**
 * One finding for all names of an API of which the same is to be said. Whatever is found where drift is looked for is an
 * error; else what this change brings is one, and what was so before it a warning. What can't be judged stops an apply that
 * adds it.
 */
export function accessFindings(api: Reached, entries: readonly Expectation[], of: Asked): Finding[] {
  const added = new Set(api.planned.changes.filter(({ kind }) => kind === 'add').map(({ permission }) => permission));
  return entries
    .filter((entry) => isAbout(entry, api.declared.identifier))
    .flatMap((entry) => {
      const said = api.names
        .filter((name) => isAboutName(entry, name))
        .flatMap((name) => sayings(entry, { api, name, isAdded: added.has(name) }, of));
      const groups = Map.groupBy(said, ({ verbs, text, severity, hint }) =>
        JSON.stringify([verbs, text, severity, hint]),
      );
      return [...groups.values()].flatMap((group) => toFinding(entry, api, group));
    });
}

interface Asked {
  readonly holders: Holders;
  readonly stage: Stage;
}

interface Subject {
  readonly api: Reached;
  readonly name: string;
  readonly isAdded: boolean;
}

interface Saying {
  readonly name: string;
  readonly severity: Severity;
  /** Of one name, and of several. */
  readonly verbs: readonly [string, string];
  /** What is said behind the names, the API and the verb. */
  readonly text: string;
  readonly hint: string;
}

function sayings(entry: Expectation, subject: Subject, asked: Asked): Saying[] {
  const { admission, declared } = subject.api;
  const reach = reachOf(subject.name, { identifier: declared.identifier, admission }, asked.holders);
  const unread = unjudgedBy(entry, admission, reach, asked.holders);
  return [
    ...breachesOf(entry, reach, asked.holders).map((breach) => broken(entry, breach, { ...subject, ...asked })),
    ...(unread.length > 0 ? [notChecked(unread, { ...subject, ...asked })] : []),
  ];
}

function broken(entry: Expectation, { clause, by }: Breach, { name, isAdded, stage }: Subject & Asked): Saying {
  const who = losingPhrases(by).map((phrase) => phraseText(phrase, (one) => `\`${one}\``));
  const verbs = isAdded ? (['would reach', 'would reach'] as const) : (['reaches', 'reach'] as const);
  const text = `${who.join('; ')}. \`access\` rules that out: ${clauseText(clause, entry)}.`;
  return { name, severity: isAdded || stage === 'drift' ? 'error' : 'warning', verbs, text, hint: accessHint };
}

function notChecked(unread: readonly Unjudged[], { name, isAdded, stage, holders }: Subject & Asked): Saying {
  const severity = stage === 'drift' || (stage === 'apply' && isAdded) ? 'error' : 'warning';
  const text = `not checked against \`access\`: ${whyUnread(unread, holders)}.`;
  const stops = stage === 'plan' && isAdded ? [stopsHint] : [];
  return { name, severity, verbs: ['is', 'are'], text, hint: [grantHint(unread, holders), ...stops].join(' ') };
}

/** The application that applies may have other rights than the one that plans. */
const stopsHint = 'An apply that can’t tell either is stopped.';

/** What to do about who could get what. */
export const accessHint = 'Change the grant, the role or the API’s settings in Auth0, or `access` in the policy.';

/** "`never: anonymous`", "only role `Finance` and application `Backoffice`". */
export function clauseText(clause: string, { only }: Expectation): string {
  if (clause !== 'only' || !only) return `\`${clause}\``;
  const list = (noun: string, names: readonly string[] | undefined) => {
    if (!names) return [];
    return [names.length === 0 ? `no ${noun}` : `only ${noun}${names.length === 1 ? '' : 's'} ${listSome(names)}`];
  };
  return [...list('role', only.roles), ...list('application', only.applications), 'nobody else'].join(', ');
}

export function whyUnread(unread: readonly Unjudged[], holders: Holders): string {
  return unread.map((what) => whyOne(what, holders)).join(', and ');
}

const nouns: Readonly<Record<Unjudged, string>> = {
  grants: 'who was granted it could not be read',
  roles: 'not every role could be read',
  applications: 'which applications these are could not be read',
};

function whyOne(what: Unjudged, { roles }: Holders): string {
  if (what !== 'roles' || !roles) return nouns[what];
  return `only ${roles.roles.length} of ${roles.total} roles could be read in the time`;
}

/** What to do so that it can be read. */
export function grantHint(unread: readonly Unjudged[], { notRead }: Holders): string {
  const rights = notRead.filter(({ what }) => unread.some((one) => one === what)).map(({ right }) => right);
  return rights.length === 0 ? 'Run it again.' : `Grant the application ${listWords(rights)}.`;
}

function toFinding({ place }: Expectation, { declared }: Reached, group: readonly Saying[]): Finding[] {
  const [first] = group;
  if (!first) return [];
  const { severity, verbs, text, hint, name } = first;
  const verb = verbs[group.length === 1 ? 0 : 1];
  const message = `${listSome(group.map((one) => one.name))} of ${declared.identifier} ${verb} ${text}`;
  return [{ place, message, hint, severity, ...(group.length === 1 && { permission: name }) }];
}
