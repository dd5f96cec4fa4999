/** Faults a test or a story switches on while the tenant runs: answers that lie, connections that end, people who interfere. */
import type { LoggedRequest, TenantRequest } from './request.ts';

/** Which requests: `method` absent is any; a string is the whole path, raw or decoded, a RegExp sees path and query as sent. */
interface Aim {
  readonly method?: string;
  readonly path: string | RegExp;
  /** How many requests it strikes, 1 if not given; `Infinity` until switched off. */
  readonly times?: number;
  /** How many matching requests are let through first. */
  readonly skip?: number;
}

/**
 * What happens. Before the tenant acts, so nothing lands: `status` `reset` `html` `hang` `redirect`.
 * After it acted, so a write lands: `status-after` `reset-after` `truncated` `slow`.
 */
export type Effect =
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly headers?: Headers }
  | { readonly kind: 'status-after'; readonly status?: number; readonly body?: unknown; readonly headers?: Headers }
  | { readonly kind: 'reset' }
  | { readonly kind: 'reset-after' }
  /** `body`: a well-formed answer whose JSON stops in the middle. `connection`: the connection ends half-way through. */
  | { readonly kind: 'truncated'; readonly cut?: 'body' | 'connection' }
  /** A page of something in between, with status 502 if not given. */
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'hang' }
  /** Holds the whole answer back, or sends its head and half of its body first. */
  | { readonly kind: 'slow'; readonly milliseconds: number; readonly hold?: 'head' | 'body' }
  /** 302 to a URL, one on a host that does not exist if not given. */
  | { readonly kind: 'redirect'; readonly location?: string };

type Headers = Readonly<Record<string, string>>;

/** Called, and waited for, right before the tenant acts or right after it (its answer is then made, and not yet sent). */
export interface Hook<Tenant> {
  readonly kind: 'before' | 'after';
  readonly run: (tenant: Tenant, request: LoggedRequest) => void | Promise<void>;
}

export type FaultRule<Tenant> = Aim & (Effect | Hook<Tenant>);

/** A fault that was switched on. */
export interface Fault {
  /** How many requests it has struck. */
  readonly hits: number;
  off(): void;
}

/** What strikes one request: every hook that matches, and the first effect. */
export interface Strike<Tenant> {
  readonly before: readonly Hook<Tenant>[];
  readonly after: readonly Hook<Tenant>[];
  readonly effect: Effect | undefined;
}

interface Armed<Tenant> {
  readonly rule: FaultRule<Tenant>;
  passed: number;
  hits: number;
}

export class Faults<Tenant> {
  readonly #armed = new Set<Armed<Tenant>>();

  add(rule: FaultRule<Tenant>): Fault {
    const armed = { rule, passed: 0, hits: 0 };
    this.#armed.add(armed);
    return {
      get hits() {
        return armed.hits;
      },
      off: () => void this.#armed.delete(armed),
    };
  }

  /** Counts the request against every rule that it matches; rules are asked in the order they were added. */
  strike(request: TenantRequest): Strike<Tenant> {
    const hooks: Hook<Tenant>[] = [];
    let effect: Effect | undefined;
    for (const armed of this.#armed) {
      const { rule } = armed;
      if (!matches(rule, request) || !ready(armed)) continue;
      if (isHook(rule)) hooks.push(rule);
      else if (effect === undefined) effect = rule;
      else continue;
      armed.hits += 1;
    }
    const of = (kind: 'before' | 'after') => hooks.filter((hook) => hook.kind === kind);
    return { before: of('before'), after: of('after'), effect };
  }
}

function isHook<Tenant>(rule: FaultRule<Tenant>): rule is Aim & Hook<Tenant> {
  return rule.kind === 'before' || rule.kind === 'after';
}

function ready<Tenant>(armed: Armed<Tenant>): boolean {
  const { skip = 0, times = 1 } = armed.rule;
  armed.passed += 1;
  return armed.passed > skip && armed.hits < times;
}

function matches({ method, path }: Aim, request: TenantRequest): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (typeof path !== 'string') return new RegExp(path.source, path.flags.replace(/[gy]/g, '')).test(request.url);
  return path === request.path || path === decoded(request.path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
