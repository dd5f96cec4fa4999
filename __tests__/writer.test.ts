/** Who can write a tenant: an apply. In any other mode a line that does is not compiled, nor is one that leads a command to GitHub. */
import { expect, test } from '@jest/globals';
import type { deskPorts } from '../src/desk/connect.ts';
import type { TenantAccess } from '../src/inputs/inputs.ts';
import type { apply } from '../src/modes/apply.ts';
import type { audit } from '../src/modes/audit.ts';
import type { drift } from '../src/modes/drift.ts';
import type { importManifest } from '../src/modes/import.ts';
import type { plan } from '../src/modes/plan.ts';
import type { validate } from '../src/modes/validate.ts';
import type { ApplyPorts, TenantCensus, TenantReader } from '../src/ports.ts';

type PortsOf<Mode extends (ports: never, say: never) => unknown> = Parameters<Mode>[0];

/** Compiled, and never run. Each has the line that would give it a writer. */
const attempts = {
  // @ts-expect-error a validation is given no way to a writer
  validate: (ports: PortsOf<typeof validate>, access: TenantAccess) => ports.openWriter(access),
  // @ts-expect-error nor is a plan
  plan: (ports: PortsOf<typeof plan>, access: TenantAccess) => ports.openWriter(access),
  // @ts-expect-error nor is a run that looks for drift
  drift: (ports: PortsOf<typeof drift>, access: TenantAccess) => ports.openWriter(access),
  // @ts-expect-error nor is an import
  import: (ports: PortsOf<typeof importManifest>, access: TenantAccess) => ports.openWriter(access),
  // @ts-expect-error nor is an audit
  audit: (ports: PortsOf<typeof audit>, access: TenantAccess) => ports.openWriter(access),
  // @ts-expect-error and what reads a tenant can't replace what it holds
  reader: (reader: TenantReader) => reader.replace('id', []),
  // @ts-expect-error nor can what reads all of it
  census: (census: TenantCensus) => census.replace('id', []),
  // @ts-expect-error and a command is given no way to GitHub
  command: (ports: ReturnType<typeof deskPorts>) => ports.openComments(1),
  // @ts-expect-error nor one to a writer
  commandWriter: (ports: ReturnType<typeof deskPorts>, access: TenantAccess) => ports.openWriter(access),
  apply: (ports: PortsOf<typeof apply>, access: TenantAccess): ReturnType<ApplyPorts['openWriter']> =>
    ports.openWriter(access),
};

test('only an apply has a line that opens a writer', () => {
  expect(Object.keys(attempts)).toEqual([
    'validate',
    'plan',
    'drift',
    'import',
    'audit',
    'reader',
    'census',
    'command',
    'commandWriter',
    'apply',
  ]);
});
