/** The endings of the files that an audit can be written to; each says the format. */
export const auditEndings = ['.json', '.csv', '.html', '.md'] as const;

export type AuditEnding = (typeof auditEndings)[number];
