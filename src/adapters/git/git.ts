/**
 * Runs git as what it is here: a reader of objects. A repository is somebody else's text, its configuration, too, which can
 * name programs for git to run: filters, textconv, pagers, fsmonitor, hooks, transports. The commands that are used read
 * the object store alone, and what is set here keeps the rest from running all the same.
 */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Answer {
  /** 'no git' where there is no such program, or it can't be started. */
  readonly code: number | 'no git';
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** One of the commands that read objects, and nothing else. */
type Command = 'rev-parse' | 'merge-base' | 'ls-tree' | 'cat-file';

export class Git {
  private readonly folder: string;
  private readonly variables: Variables;

  constructor(folder: string, variables: Variables) {
    this.folder = folder;
    this.variables = variables;
  }

  /** Without a shell, and from another folder: Windows looks for programs where it is first. */
  async ask(command: Command, args: readonly string[], input = ''): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const child = spawn('git', ['-C', this.folder, ...settings, command, ...args], {
      cwd: dirname(process.execPath),
      env: variablesFor(this.variables),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const [out, error]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
    child.stdin.on('error', () => undefined); // it may end before it has read all
    child.stdin.end(input);
    child.once('error', () => resolve({ code: 'no git', stdout: Buffer.alloc(0), stderr: '' }));
    child.once('close', (code) => {
      resolve({ code: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(error).toString() });
    });
    return await promise;
  }
}

const settings = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.fsmonitor=', `core.hooksPath=${devNull}`, 'protocol.allow=never', 'safe.bareRepository=explicit'].flatMap(
    (setting) => ['-c', setting],
  ),
];

/** What says where git's own settings are, and whose a folder may be; that is the person's, and not the repository's. */
const kept = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
]);

/**
 * Other variables of git would lead it elsewhere (a hook that calls us has `GIT_DIR` and `GIT_INDEX_FILE`), and secrets are
 * none of its business. In a clone that lacks objects git would fetch them by itself: the first of these keeps a new git
 * from it, the second, of no protocol at all, an old one, too.
 */
function variablesFor(given: Variables): Variables {
  const rest = Object.entries(given).filter(([name]) => kept.has(name) || !/^(GIT|AUTH0|SSH_ASKPASS)/i.test(name));
  return {
    ...Object.fromEntries(rest),
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_GRAFT_FILE: devNull,
    LC_ALL: 'C', // its words are told apart
  };
}
