/** The action's annotations as compilers show theirs: the place, what is wrong, and the line itself. */
import type { Annotation } from '../runner/commands.ts';
import { manifestPath } from './scenario.ts';
import type { Line } from './teller.ts';

/** The manifest as the reader knows it: by its own name, with its text. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export function problemLines(annotations: readonly Annotation[], source: Source): Line[] {
  return annotations.flatMap((annotation) => {
    const { level, message, line, column = 1 } = annotation;
    const style = level === 'error' ? 'red' : 'yellow';
    if (annotation.file !== manifestPath || line === undefined) return [{ text: `${level}: ${message}`, style }];
    const place = `${source.file}:${line}:${column}`;
    return [{ text: `${place} ${level}: ${message}`, style }, ...excerpt(source.text, line, column), { text: '' }];
  });
}

function excerpt(text: string, line: number, column: number): Line[] {
  const content = text.split(/\r?\n/)[line - 1] ?? '';
  if (content.length > 80) return [];
  const number = String(line).padStart(5);
  return [{ text: `${number} | ${content}` }, { text: `      | ${' '.repeat(column - 1)}^`, style: 'yellow' }];
}
