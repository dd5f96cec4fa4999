/** What the changes of a folder count from: the commit where its branch left another one. */
import type { Git } from './git.ts';

export type Base =
  | { readonly kind: 'found'; readonly commit: string; readonly ref: string; readonly repository: GitFolder }
  /** Nothing to compare with; sentences that say why, and what helps. */
  | { readonly kind: 'none'; readonly why: string; readonly hint: string }
  /** The ref that was asked for names no commit. */
  | { readonly kind: 'no commit'; readonly hint: string };

/** A folder of a repository. */
export interface GitFolder {
  readonly git: Git;
  /** Where the folder is in the repository: '' for its root, else with a slash at the end. */
  readonly prefix: string;
}

/** As git writes them out; the first there is counts. */
const usualRefs = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * The merge base of HEAD and a ref, as `git diff REF...` has it.
 * @param ref undefined for the default branch.
 */
export async function findBase(git: Git, ref: string | undefined): Promise<Base> {
  const place = await git.ask('rev-parse', ['--is-shallow-repository', '--show-prefix']);
  if (place.code !== 0) return noRepository(place);
  const [, shallow, prefix = ''] = /^(true|false)\n(.*)\n$/s.exec(place.stdout.toString()) ?? [];
  const isShallow = shallow === 'true';
  const other = await (ref === undefined ? usualRef(git) : commitOf(git, ref));
  if (!other) return ref === undefined ? noDefaultBranch : { kind: 'no commit', hint: fetchHint(isShallow) };
  const head = await commitOf(git, 'HEAD');
  if (!head) return nothing('There is no commit here yet', 'Commit first.');
  const { code, stdout } = await git.ask('merge-base', [head.commit, other.commit]);
  const [commit = ''] = stdout.toString().split('\n');
  if (code === 0) return { kind: 'found', commit, ref: other.ref, repository: { git, prefix } };
  return isShallow ? shallowBase(other.ref) : nothing(`HEAD and ${other.ref} have no commit in common`, refHint);
}

interface Commit {
  readonly ref: string;
  readonly commit: string;
}

/** Undefined where it names none. What begins with a dash is no ref, and never an option. */
async function commitOf(git: Git, ref: string, shown = ref): Promise<Commit | undefined> {
  if (ref.startsWith('-')) return undefined;
  const { code, stdout } = await git.ask('rev-parse', ['--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const commit = stdout.toString().trim();
  return code === 0 && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit) ? { ref: shown, commit } : undefined;
}

async function usualRef(git: Git): Promise<Commit | undefined> {
  for (const ref of usualRefs) {
    const found = await commitOf(git, ref, ref.replace(/^refs\/(remotes|heads)\//, ''));
    if (found) return found;
  }
  return undefined;
}

function noRepository({ code, stderr }: { readonly code: number | 'no git'; readonly stderr: string }): Base {
  if (code === 'no git')
    return nothing('There is no git here', 'Install it, and run this in a clone of the repository.');
  if (/dubious ownership|safe\.directory/.test(stderr))
    return nothing(
      'git does not trust this folder, which is somebody else’s',
      'See `git status` for how to say that it may.',
    );
  return nothing('This is not a git repository', 'Run it in a clone of the repository.');
}

function nothing(why: string, hint: string): Base {
  return { kind: 'none', why: `${why}, so nothing counts as removed.`, hint };
}

const refHint = 'Say with `--base REF` what it is to be compared with.';

const noDefaultBranch = nothing('Which branch is the default one is not known', refHint);

function shallowBase(ref: string): Base {
  const why = `This clone is shallow and lacks the commit where the branch left ${ref}`;
  return nothing(why, 'Run `git fetch --unshallow` first.');
}

function fetchHint(isShallow: boolean): string {
  const first = isShallow ? 'This clone is shallow: fetch the branch first, as with' : 'Fetch it first, as with';
  return `${first} \`git fetch origin main\`, or correct it.`;
}
