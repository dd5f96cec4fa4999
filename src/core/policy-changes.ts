/** What a pull request makes of the policy, in the words of the policy file. */
import type { Exception, Expectation, Glob, Policy } from './policy.ts';
import { compareText, type Severity } from './problem.ts';
import { allRules } from './rules/catalog.ts';

/** `weaker` lets more through or protects less, `stricter` the reverse; `changed` is neither, or both. */
export type Effect = 'weaker' | 'stricter' | 'changed';

export interface PolicyChange {
  readonly effect: Effect;
  /** Such as `removals.max`. */
  readonly setting: string;
  /** undefined where an entry of a list is added. */
  readonly before?: string;
  /** undefined where an entry of a list is removed. */
  readonly after?: string;
}

/** In the order of the policy file; none where both say the same. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  return [
    ...changed('naming.convention', before.naming.convention, after.naming.convention),
    ...changed('naming.pattern', before.naming.pattern?.text, after.naming.pattern?.text),
    ...limited('naming.actions', actions(before), actions(after)),
    ...entries('reserved', { before: [...before.reserved], after: [...after.reserved], added: 'stricter' }),
    ...entries('forbidden', { before: texts(before.forbidden), after: texts(after.forbidden), added: 'stricter' }),
    ...descriptionChanges(before.descriptions, after.descriptions),
    ...removalChanges(before.removals, after.removals),
    ...ranked('unmanaged', ['remove', 'keep', 'forbid'], [before.unmanaged, after.unmanaged]),
    ...ranked('stale-plan', ['warn', 'block', 'require'], [before.stalePlan, after.stalePlan]),
    ...limited('protected-branches', branches(before), branches(after)),
    ...allRules.flatMap(({ id, severity }) =>
      ranked(`rules.${id}`, severities, [before.rules.get(id) ?? severity, after.rules.get(id) ?? severity]),
    ),
    ...exceptionChanges(before.exceptions, after.exceptions),
    ...accessChanges(before.access, after.access),
  ];
}

/** From the least strict on. */
const severities: readonly (Severity | 'off')[] = ['off', 'warning', 'error'];

function descriptionChanges(before: Policy['descriptions'], after: Policy['descriptions']): PolicyChange[] {
  return [
    ...ranked('descriptions.required', ['false', 'true'], [String(before.required), String(after.required)]),
    ...counted('descriptions.min-length', [before['min-length'], after['min-length']], 'stricter'),
    ...counted('descriptions.max-length', [before['max-length'], after['max-length']], 'weaker'),
  ];
}

function removalChanges(before: Policy['removals'], after: Policy['removals']): PolicyChange[] {
  return [
    ...counted('removals.max', [before.max, after.max], 'weaker'),
    ...counted('removals.max-percent', [before['max-percent'], after['max-percent']], 'weaker'),
    ...ranked('removals.in-use', ['warn', 'block'], [before['in-use'], after['in-use']]),
    ...ranked(
      'removals.require-deprecation',
      ['false', 'true'],
      [String(before['require-deprecation']), String(after['require-deprecation'])],
    ),
    ...changed('removals.override-label', before['override-label'], after['override-label']),
  ];
}

function changed(setting: string, before: string | undefined, after: string | undefined): PolicyChange[] {
  return before === after ? [] : [change('changed', setting, { before, after })];
}

/** A setting whose values are ranked from the least strict on. */
function ranked<Value extends string>(
  setting: string,
  ranks: readonly Value[],
  [before, after]: readonly [Value, Value],
): PolicyChange[] {
  if (before === after) return [];
  const effect = ranks.indexOf(after) < ranks.indexOf(before) ? 'weaker' : 'stricter';
  return [change(effect, setting, { before, after })];
}

function counted(setting: string, [before, after]: readonly [number, number], more: Effect): PolicyChange[] {
  if (before === after) return [];
  return [change(after > before ? more : opposite(more), setting, { before: String(before), after: String(after) })];
}

/** A list of all that is allowed; undefined where everything is. */
function limited(
  setting: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): PolicyChange[] {
  if (before && after) return entries(setting, { before, after, added: 'weaker' });
  if (before) return [change('weaker', setting, { before: before.join(', '), after: 'any' })];
  return after ? [change('stricter', setting, { before: 'any', after: after.join(', ') })] : [];
}

function entries(
  setting: string,
  { before, after, added }: { before: readonly string[]; after: readonly string[]; added: Effect },
): PolicyChange[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...[...old].filter((one) => !now.has(one)).map((one) => change(opposite(added), setting, { before: one })),
    ...[...now].filter((one) => !old.has(one)).map((one) => change(added, setting, { after: one })),
  ];
}

function exceptionChanges(before: readonly Exception[], after: readonly Exception[]): PolicyChange[] {
  const [old, now] = [lastDays(before), lastDays(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return names.flatMap((name) => exceptionChange(name, old.get(name), now.get(name)));
}

/** The last day of each exception, or `never`. Where one stands twice, the later day is what counts. */
function lastDays(exceptions: readonly Exception[]): Map<string, string> {
  const days = new Map<string, string>();
  for (const exception of exceptions) {
    const name = exceptionText(exception);
    const { expires = 'never' } = exception; // behind every day as text, too
    if (expires > (days.get(name) ?? '')) days.set(name, expires);
  }
  return days;
}

function exceptionChange(name: string, before: string | undefined, after: string | undefined): PolicyChange[] {
  const setting = 'exceptions';
  if (before === undefined) return [change('weaker', setting, { after: name })];
  if (after === undefined) return [change('stricter', setting, { before: name })];
  if (before === after) return [];
  const texts = { before: `${name}, expires ${before}`, after: `expires ${after}` };
  return [change(after > before ? 'weaker' : 'stricter', setting, texts)];
}

/** What an exception is known by. */
export function exceptionText({ rule, permission, api }: Exception): string {
  return `${permission}${api === undefined ? '' : ` of ${api}`} from ${rule}`;
}

/** What all entries about the same permissions of the same APIs say together: each of them counts. */
interface Rules {
  readonly never: ReadonlySet<string>;
  readonly isOnly: boolean;
  readonly roles: readonly string[] | undefined;
  readonly applications: readonly string[] | undefined;
}

/** Glob by glob, so that a glob more in an entry is nothing but stricter. */
function accessChanges(before: readonly Expectation[], after: readonly Expectation[]): PolicyChange[] {
  const [old, now] = [rulesByName(before), rulesByName(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return names.flatMap((name) => ruleChanges(`access ${name}`, old.get(name) ?? noRules, now.get(name) ?? noRules));
}

const noRules: Rules = { never: new Set(), isOnly: false, roles: undefined, applications: undefined };

function rulesByName(entries: readonly Expectation[]): Map<string, Rules> {
  const found = new Map<string, Rules>();
  for (const { permissions, apis, never, only } of entries) {
    const where = apis ? ` of ${texts(apis).sort(compareText).join(', ')}` : '';
    for (const { text } of permissions) {
      const known = found.get(`${text}${where}`) ?? noRules;
      found.set(`${text}${where}`, {
        never: new Set([...known.never, ...never]),
        isOnly: known.isOnly || only !== undefined,
        roles: inBoth(known.roles, only?.roles),
        applications: inBoth(known.applications, only?.applications),
      });
    }
  }
  return found;
}

function inBoth(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  return a && b ? a.filter((one) => b.includes(one)) : (a ?? b);
}

function ruleChanges(name: string, before: Rules, after: Rules): PolicyChange[] {
  const only = ranked(`${name} only`, ['none', 'listed'], [onlyWord(before), onlyWord(after)]);
  return [
    ...entries(`${name} never`, { before: [...before.never], after: [...after.never], added: 'stricter' }),
    ...only,
    ...limited(`${name} only.roles`, before.roles, after.roles),
    ...limited(`${name} only.applications`, before.applications, after.applications),
  ];
}

function onlyWord({ isOnly }: Rules): 'none' | 'listed' {
  return isOnly ? 'listed' : 'none';
}

function change(
  effect: Effect,
  setting: string,
  { before, after }: { before?: string | undefined; after?: string | undefined },
): PolicyChange {
  return { effect, setting, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function opposite(effect: Effect): Effect {
  if (effect === 'changed') return effect;
  return effect === 'weaker' ? 'stricter' : 'weaker';
}

function actions({ naming }: Policy): string[] | undefined {
  return naming.actions.size === 0 ? undefined : [...naming.actions.values()];
}

function texts(globs: readonly Glob[]): string[] {
  return globs.map(({ text }) => text);
}

function branches({ protectedBranches }: Policy): string[] | undefined {
  return protectedBranches && texts(protectedBranches);
}
