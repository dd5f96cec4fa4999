/** A repository on GitHub in memory: what is on main, how it came there, and what the action left on GitHub. */
import type { FileSet, SourceFile } from '../../src/core/document.ts';
import type { ManifestEdit, PolicyName } from './steps.ts';

/** Descriptions by permission, by API. */
export type Declared = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface Content {
  readonly declared: Declared;
  /** The file can't be parsed; the next edit mends it. */
  readonly broken: boolean;
  readonly policy: PolicyName;
}

export interface Commit extends Content {
  readonly sha: string;
  readonly parent: string | undefined;
}

export interface PullRequest {
  readonly number: number;
  readonly edits: readonly ManifestEdit[];
  readonly policy: PolicyName | undefined;
  readonly labels: Set<string>;
  /** Our comment. */
  body: string | undefined;
  /** Names that it showed as removed, in whatever version, before the pull request was merged. */
  readonly shown: Set<string>;
  /** The commit it was merged as. */
  merged: string | undefined;
}

/** An apply as it was recorded; one without a state never came to its end. Of one run's the newest counts. */
export interface Recorded {
  readonly commit: string;
  readonly run: string;
  /** As the action wrote it. */
  readonly added: string;
  /** The number of the record in whose place it stands; the first is 1. */
  readonly replaces?: number;
  state?: 'success' | 'failure' | 'inactive';
  /** API and name of what the run sent that was not there before its first write, whatever it recorded. */
  sent?: ReadonlySet<string>;
  /** Of what was killed: what it was about to add, of which nobody can say whether it did. */
  doubtful?: ReadonlySet<string>;
}

export interface Push {
  readonly before: string | undefined;
  readonly after: string;
}

export class MemoryRepository {
  /** How many runs there were. */
  runs = 0;
  readonly commits: Commit[] = [];
  readonly pushes: Push[] = [];
  readonly pulls: PullRequest[] = [];
  /** The newest last. */
  readonly applies: Recorded[] = [];
  /** Commits that GitHub has thrown away. */
  readonly forgotten = new Set<string>();
  /** API and name of all that a manifest on main ever declared. */
  readonly everDeclared = new Set<string>();
  private tip: Commit;

  constructor(content: Content) {
    this.tip = this.commit(content, undefined);
    this.moveTo(this.tip, undefined);
  }

  get main(): Commit {
    return this.tip;
  }

  push(content: Content): Push {
    return this.moveTo(this.commit(content, this.tip.sha), this.tip.sha);
  }

  /** Takes main to another commit that it was at before, be it an older one or one that it was taken away from. */
  forcePush(to: Commit, fate: 'forget' | 'keep'): Push {
    const before = this.tip.sha;
    const push = this.moveTo(to, before);
    if (fate === 'forget') for (const sha of this.line(before)) this.forgotten.add(sha);
    for (const sha of this.line(to.sha)) this.forgotten.delete(sha);
    return push;
  }

  open(edits: readonly ManifestEdit[], policy: PolicyName | undefined): PullRequest {
    const number = this.pulls.length + 1;
    const [labels, shown] = [new Set<string>(), new Set<string>()];
    const pull = { number, edits, policy, labels, shown, body: undefined, merged: undefined };
    this.pulls.push(pull);
    return pull;
  }

  /** Edits that take back what the newest commit of main changed. */
  revertingEdits(): ManifestEdit[] {
    const before = this.commits.find(({ sha }) => sha === this.tip.parent);
    return before ? editsBetween(this.tip, before) : [];
  }

  /** What main would hold if the pull request were merged now. */
  preview({ edits, policy }: PullRequest): Content {
    return edited({ ...this.tip, policy: policy ?? this.tip.policy }, edits);
  }

  merge(pull: PullRequest): Push {
    const push = this.push(this.preview(pull));
    pull.merged = push.after;
    return push;
  }

  find(sha: string): Commit | undefined {
    return this.forgotten.has(sha) ? undefined : this.commits.find((commit) => commit.sha === sha);
  }

  /** A commit and all before it, newest first. */
  line(sha: string | undefined): string[] {
    const commit = this.commits.find((one) => one.sha === sha);
    return commit ? [commit.sha, ...this.line(commit.parent)] : [];
  }

  private commit(content: Content, parent: string | undefined): Commit {
    const sha = (this.commits.length + 1).toString(16).padStart(40, '0');
    const { declared, broken, policy } = content;
    const commit = { declared, broken, policy, sha, parent };
    this.commits.push(commit);
    return commit;
  }

  private moveTo(commit: Commit, before: string | undefined): Push {
    this.tip = commit;
    for (const [api, names] of readable(commit))
      for (const name of names.keys()) this.everDeclared.add(`${api} ${name}`);
    const push = { before, after: commit.sha };
    this.pushes.push(push);
    return push;
  }
}

/** What a reader can make out of a commit. */
export function readable(content: Content | undefined): Declared {
  return !content || content.broken ? new Map() : content.declared;
}

export function edited(content: Content, edits: readonly ManifestEdit[]): Content {
  return edits.reduce(editedOnce, { ...content, broken: false });
}

function editedOnce(content: Content, edit: ManifestEdit): Content {
  if (edit.edit === 'break') return { ...content, broken: true };
  const declared = new Map(content.declared);
  const names = new Map(edit.edit === 'declare nothing of' ? [] : declared.get(edit.api));
  if (edit.edit === 'declare') names.set(edit.name, edit.description);
  if (edit.edit === 'drop') names.delete(edit.name);
  if (edit.edit === 'leave out') declared.delete(edit.api);
  else if (edit.edit !== 'drop' || declared.has(edit.api)) declared.set(edit.api, names);
  return { ...content, declared };
}

function editsBetween({ declared: from }: Content, { declared: to }: Content): ManifestEdit[] {
  const left = [...from.keys()].filter((api) => !to.has(api)).map((api) => ({ edit: 'leave out', api }) as const);
  const kept = [...to].flatMap(([api, names]): ManifestEdit[] => [
    ...(names.size === 0 ? [{ edit: 'declare nothing of', api } as const] : []),
    ...[...(from.get(api)?.keys() ?? [])]
      .filter((name) => !names.has(name))
      .map((name) => ({ edit: 'drop', api, name }) as const),
    ...[...names].map(([name, description]) => ({ edit: 'declare', api, name: name, description }) as const),
  ]);
  return [...left, ...kept];
}

const limitless = '{max: 100, max-percent: 100, in-use: warn}';

/** In most of them the guard lets everything pass. */
const policies: Readonly<Record<PolicyName, string | undefined>> = {
  none: undefined,
  strict: 'version: 1\nremovals: {max: 1}',
  warn: `version: 1\nstale-plan: warn\nremovals: ${limitless}`,
  block: `version: 1\nremovals: ${limitless}`,
  require: `version: 1\nstale-plan: require\nremovals: ${limitless}`,
};

export function filesOf(content: Content): FileSet {
  const policy = policies[content.policy];
  return {
    manifest: [fileOf('.github/permissions.yml', manifestText(content))],
    policy: policy === undefined ? undefined : fileOf('.github/permissions-policy.yml', policy),
  };
}

function manifestText({ declared, broken }: Content): string {
  const apis = [...declared].map(([identifier, names]) => ({ identifier, permissions: Object.fromEntries(names) }));
  return `${JSON.stringify({ version: 1, apis })}${broken ? ' ]' : ''}`;
}

function fileOf(path: string, text: string): SourceFile {
  const bytes = new TextEncoder().encode(text);
  return { path, size: bytes.length, bytes };
}
