/** What a reader must not miss of what is added: that somebody gets it whom nobody named. */
import type { ApiPlan, Change } from '../core/plan.ts';
import { exposureOf, type GrantHolder, givesAtOnce, type Reach } from '../core/reach/reach.ts';
import { anyFirstParty } from '../core/reach/words.ts';
import { named, namesOf } from './impact.ts';
import { alert, code } from './markdown.ts';
import type { ApiView } from './view.ts';
import { cut } from './visible.ts';
import { count } from './words.ts';

/** One of each kind at most; '' where there is none of it. */
export function reachAlerts({ admission }: ApiPlan, list: readonly Change[]): string[] {
  const added = list.filter(({ kind }) => kind === 'add');
  if (added.length === 0) return [];
  const isOpen = admission !== null && exposureOf(admission) === 'open';
  const open = `**${capital(anyFirstParty)} may ask for ${namesOf(added, 'added')}.** ${rbacOff}`;
  const wide = [...(isOpen ? [open] : warnings(added, everyUserGets)), ...warnings(added, thirdPartiesGet)];
  const anyone = warnings(added, anyoneGets);
  return [anyone.length > 0 ? alert('CAUTION', anyone) : '', wide.length > 0 ? alert('WARNING', wide) : ''];
}

/** What is said of all permissions that the same ones get; '' where that is nobody of the kind. */
interface Warning {
  readonly of: (grant: GrantHolder) => boolean;
  readonly say: (what: string, who: string, impact: Reach) => string;
}

const anyoneGets: Warning = {
  of: ({ as }) => as === 'anyone',
  say: (what, who) => `**Anyone gets ${what} without signing in**, through ${who}.`,
};

const everyUserGets: Warning = {
  of: ({ as, application }) => as === 'its-users' && application !== null,
  say: (what, who) => `**Every user of ${who} gets ${what}.** ${rbacOff}`,
};

const thirdPartiesGet: Warning = {
  of: ({ as, application }) => as !== 'anyone' && application === null,
  say: (what, who, { registration }) =>
    `**${capital(who)} gets ${what}**${registration ? ', also those that register themselves' : ''}.`,
};

function warnings(added: readonly Change[], { of, say }: Warning): string[] {
  const such = ({ impact }: Change) => impact?.grants.filter((grant) => givesAtOnce(grant) && of(grant)) ?? [];
  const groups = Map.groupBy(added, (change) => wideNames(such(change)));
  return [...groups].flatMap(([who, group]) => {
    const [impact] = group.flatMap((change) => change.impact ?? []);
    return who === '' || !impact ? [] : [say(namesOf(group, 'added'), who, impact)];
  });
}

function wideNames(grants: readonly GrantHolder[]): string {
  if (grants.length === 0) return '';
  const names = grants
    .flatMap(({ application }) => application ?? [])
    .map(({ id, name }) => code(cut(name ?? id, 100)));
  const others = grants.some(({ application }) => application === null) ? ['every third-party application'] : [];
  return named([...names, ...others], (name) => name);
}

const rbacOff = 'RBAC is off.';

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Where single changes are not shown: how many APIs give what is added to somebody whom nobody named. */
export function wideApis(views: readonly ApiView[]): string[] {
  const added = views.map(({ own, drift, api }) => ({
    api,
    list: [...own, ...drift].filter(({ kind }) => kind === 'add'),
  }));
  const of = (isSuch: (one: (typeof added)[number]) => boolean) => {
    const number = added.filter((one) => one.list.length > 0 && isSuch(one)).length;
    return number === 0 ? '' : `added permissions of ${count(number, 'API')}`;
  };
  const anyone = of(({ list }) => list.some((change) => givesTo(change, ({ as }) => as === 'anyone')));
  const open = of(({ api: { admission } }) => admission !== null && exposureOf(admission) === 'open');
  const every = of(({ list, api: { admission } }) => {
    const isOpen = admission !== null && exposureOf(admission) === 'open';
    return !isOpen && list.some((change) => givesTo(change, everyUserGets.of));
  });
  const third = of(({ list }) => list.some(({ impact }) => impact?.everyone.includes('third-party-applications')));
  const wide = [
    open && `**${capital(anyFirstParty)} may ask for the ${open}.** ${rbacOff}`,
    every && `**All users of single applications get ${every}.** ${rbacOff}`,
    third && `**Every third-party application gets ${third}.**`,
  ].filter((line) => line !== '');
  return [
    anyone && alert('CAUTION', [`**Anyone gets ${anyone}, without signing in.**`]),
    wide.length > 0 ? alert('WARNING', wide) : '',
  ];
}

function givesTo({ impact }: Change, isSuch: (grant: GrantHolder) => boolean): boolean {
  return impact?.grants.some((grant) => givesAtOnce(grant) && isSuch(grant)) ?? false;
}
