/**
 * The workflow commands in a step's log, read as the runner reads them.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

export interface Log {
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  /** Titles, in order. */
  readonly groups: readonly string[];
  readonly debug: readonly string[];
  /** The log without the lines that mask something. */
  readonly visible: string;
}

interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly message: string;
}

const LEVELS = { error: 'error', warning: 'warning', notice: 'notice' } as const;

/** Reads a log line by line; between `::stop-commands::token` and `::token::` nothing is a command. */
export function readLog(text: string): Log {
  const lines = text.split(/\r?\n/);
  const commands: Command[] = [];
  const visible: string[] = [];
  let resumesAt: string | undefined;
  for (const line of lines) {
    const command = parseCommand(line);
    if (command?.name !== 'add-mask' || resumesAt !== undefined) visible.push(line);
    if (command?.name === 'stop-commands' && resumesAt === undefined) resumesAt = command.message;
    else if (command?.name === resumesAt?.toLowerCase()) resumesAt = undefined;
    else if (command && resumesAt === undefined) commands.push(command);
  }
  return { ...sorted(commands), visible: visible.join('\n') };
}

function sorted(commands: readonly Command[]): Omit<Log, 'visible'> {
  const messages = (name: string) => commands.filter((command) => command.name === name).map(({ message }) => message);
  return {
    annotations: commands.flatMap(annotation),
    masks: messages('add-mask').filter((mask) => mask !== ''),
    groups: messages('group'),
    debug: messages('debug'),
  };
}

function parseCommand(line: string): Command | undefined {
  const [, name, properties = '', message = ''] = /^\s*::([^\s:]+)(?: ((?:(?!::).)*))?::(.*)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), properties: parseProperties(properties), message: unescapeData(message) };
}

function parseProperties(text: string): Map<string, string> {
  const pairs = text.split(',').flatMap((pair): [string, string][] => {
    const [key = '', ...value] = pair.split('=');
    return value.length === 0 ? [] : [[key.trim().toLowerCase(), unescapeProperty(value.join('='))]];
  });
  return new Map(pairs);
}

function annotation({ name, properties, message }: Command): Annotation[] {
  if (name !== 'error' && name !== 'warning' && name !== 'notice') return [];
  const text = (key: string) => properties.get(key) || undefined;
  const number = (key: string) => (text(key) === undefined ? undefined : Number(text(key)));
  const found = {
    title: text('title'),
    file: text('file'),
    line: number('line'),
    endLine: number('endline'),
    column: number('col'),
    endColumn: number('endcolumn'),
  };
  const given = Object.entries(found).filter(([, value]) => value !== undefined);
  return [{ level: LEVELS[name], message, ...Object.fromEntries(given) }];
}

/** The percent sign last, or what was escaped twice would be read once too often. */
function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}
