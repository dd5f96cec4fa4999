/** What has to be so in the end, when a change was applied without faults. */
import { readable } from './repository.ts';
import { rememberedBy } from './rules.ts';
import type { World } from './runs.ts';
import type { History, Step, Trouble } from './steps.ts';

/**
 * API and name of what an apply without faults has to take away: of the APIs that main declares, the names it does not
 * declare, but the newest recorded apply that succeeded did, or one since then sent. That holds for applies of commits that
 * main came from: where main was taken back to before the apply, or to another line, what was declared there alone may be
 * anybody's.
 */
export function owed({ repository }: World): string[] {
  const now = readable(repository.main);
  return [...rememberedBy(repository, 'surely')].filter((one) => {
    const [api = '', name = ''] = one.split(' ');
    return now.has(api) && !now.get(api)?.has(name);
  });
}

/**
 * Whether all that the action ever added has to be gone when no manifest declares it anymore: main never left its line,
 * GitHub was always there, and no API was left out, by which what it holds becomes nobody's.
 */
export function isCalm({ steps }: History, { repository }: World): boolean {
  const isWhole = repository.commits.every(({ parent, declared }) => {
    const before = repository.commits.find(({ sha }) => sha === parent)?.declared.keys() ?? [];
    return [...before].every((api) => declared.has(api));
  });
  return isWhole && steps.every((step) => step.step !== 'force-push' && runsOf(step).every(({ gitHub }) => !gitHub));
}

function runsOf(step: Step): Trouble[] {
  if ('run' in step) return [step.run];
  return 'apply' in step && step.apply ? [step.apply] : [];
}

/** What main declares and the tenant does not hold, or not with the same description. */
export function unlike(world: World): string[] {
  const now = held(world);
  return [...readable(world.repository.main)].flatMap(([api, names]) =>
    [...names].flatMap(([name, description]) =>
      now.get(`${api} ${name}`) === description ? [] : `${api} ${name}: ${description}`,
    ),
  );
}

/** What the action added, and main declares no longer, though it declares the API. */
export function strays({ own, world }: { own: ReadonlySet<string>; world: World }): string[] {
  const now = [...readable(world.repository.main)];
  const declared = new Set(now.flatMap(([api, names]) => [...names.keys()].map((name) => `${api} ${name}`)));
  return [...own].filter((one) => !declared.has(one) && now.some(([api]) => one.startsWith(`${api} `)));
}

/** Descriptions by API and name, a missing one as an empty one. */
export function held({ repository, tenant }: World): Map<string, string> {
  return new Map(
    [...readable(repository.main).keys()].flatMap((api) =>
      (tenant.permissions(api) ?? []).map(({ name, description = '' }) => [`${api} ${name}`, description] as const),
    ),
  );
}
