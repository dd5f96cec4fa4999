/** Makes every text of the log one line of what can be seen. */
import type { Reporter } from '../ports/reporter.ts';
import { logLine, visible } from '../render/visible.ts';

/**
 * The reporter, to whom every line and sentence comes as one line without anything unseen: a path, a tenant or a server
 * may have put into it what clears a terminal or forges a line.
 */
export function escaped(reporter: Reporter): Reporter {
  return {
    info: (line) => reporter.info(logLine(line)),
    mask: (secret) => mask(secret, reporter),
    warning: (message) => reporter.warning(visible(message)),
    annotate: (annotation) => reporter.annotate(annotation),
    summary: (markdown) => reporter.summary(markdown),
    output: (name, value) => reporter.output(name, value),
    file: (path, content) => reporter.file(path, content),
    fail: (message) => reporter.fail(visible(message)),
  };
}

/** As it is, and as it would be shown. */
function mask(secret: string, reporter: Reporter): void {
  for (const text of new Set([secret, visible(secret)])) reporter.mask(text);
}
