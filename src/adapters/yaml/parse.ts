/** YAML of untrusted origin: what is refused before it is parsed. */
import type { Allowance } from '../../core/allowance.ts';
import { largestFile, type Parsed, type SourceFile } from '../../core/document.ts';
import { Refused } from './compose.ts';
import { Reader } from './reader.ts';

// YAML allows tab, line feed and carriage return; the other C0 controls and DEL mean the file isn't text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

type Refusal = Extract<Parsed, { document?: never }>;

/**
 * Parses one YAML 1.2 file of untrusted origin. Never throws: what is wrong comes back as `syntax` and `schema`
 * problems. Refused are files over 5 MiB, anything but UTF-8 text, several documents, tags, anchors and aliases
 * (no reference means no bomb), keys that aren't text, and `__proto__`.
 * @param together what this and other files may have of tokens; whoever gives it says what is wrong where that is exceeded.
 */
export function parseYaml(file: SourceFile, together?: Allowance): Parsed {
  const hint = 'Split it: an API may stand in several files.';
  return parseText(file, hint, (text) => new Reader(file.path, text).read(together));
}

/** Gives `read` what is text, and says as a problem why anything else is not, or that `read` refused it. */
export function parseText<Read>(
  { path, size, bytes }: SourceFile,
  hint: string,
  read: (text: string) => Read,
): Read | Refusal {
  if (size > largestFile) {
    const message = `The file is ${(size / 1024 / 1024).toFixed(1)} MiB; at most 5 MiB are read.`;
    return refuse(path, [message, hint]);
  }
  const text = decode(bytes);
  if (text === undefined) return refuse(path, ['The file is not UTF-8 text.', 'Save it as UTF-8.']);
  const control = CONTROL_CHARACTER.exec(text);
  if (control) return refuseControl(path, text, control);
  return orRefusal(path, () => read(text));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8, the only thing a fatal decoder throws for
  }
}

function orRefusal<Read>(path: string, read: () => Read): Read | Refusal {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return refuse(path, [thrown.message, thrown.hint]);
  }
}

function refuse(file: string, [message, hint]: readonly [string, string], place = { line: 1, column: 1 }): Refusal {
  return { problems: [{ rule: 'syntax', severity: 'error', message, hint, file, ...place }] };
}

function refuseControl(file: string, text: string, { 0: character, index }: RegExpExecArray): Refusal {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const lines = text.slice(0, index).split('\n');
  const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const message = `Control character U+${code}: this is not a text file, or a damaged one.`;
  return refuse(file, [message, 'Remove it.'], place);
}
