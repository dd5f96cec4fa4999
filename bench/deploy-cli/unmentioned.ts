/** What each tool makes of what its files don't mention, as the tenant shows it afterwards. */
import type { World } from '../../sandbox/world.ts';
import { scopes as granted } from './cases.ts';
import { applyOnPush, type Job, planOnPullRequest, runDeployCli, runOurs } from './contestants.ts';

const [identifier, name] = ['https://api.example.com/orders', 'Orders'];
const declared = { value: 'read:orders', description: 'View orders' };
const undeclared = { value: 'export:legacy', description: 'Export everything' };
const other = { identifier: 'https://api.example.com/other', name: 'Other', scopes: [declared] };

type Run = (job: Job) => Promise<{ readonly log: string }>;

/** The tenant holds a permission and an API that stand in no file. */
export async function showUnmentioned(script: string): Promise<void> {
  const [dryRun, imported] = [['--dry-run'], []].map(
    (options): Run =>
      (job) =>
        runDeployCli(job, script, options),
  );
  const rows: readonly (readonly [string, Run | undefined, (readonly object[])?])[] = [
    ['plan, ours', (job) => runOurs(job, planOnPullRequest), [declared]],
    ['apply, ours', (job) => runOurs(job, applyOnPush), [declared]],
    ['--dry-run of read:orders', dryRun, [declared]],
    ['import of read:orders', imported, [declared]],
    ['import of read:orders, not described', imported, [{ value: declared.value }]],
    ['import of `scopes: []`', imported, []],
    ['import without `scopes`', imported],
  ];
  console.log(`The tenant holds ${holdings([declared, undeclared])}, and another API; then it holds, after`);
  for (const [label, run, scopes] of rows) if (run) await show(label, run, scopes);
}

async function show(label: string, run: Run, scopes?: readonly object[]): Promise<void> {
  let held = '';
  const check = ({ tenant }: World) => {
    const isOtherKept = tenant.permissions(other.identifier).length === 1;
    held = `${holdings(tenant.permissions(identifier))}; the other API is ${isOtherKept ? 'as it was' : 'changed'}`;
  };
  const { log } = await run({ ...files(scopes), check });
  const named = log.includes(undeclared.value) ? 'says' : 'does not say';
  console.log(`  ${label.padEnd(37)} ${held}; the log ${named} ${undeclared.value}`);
}

function holdings(permissions: readonly { readonly value: string; readonly description?: string }[]): string {
  if (permissions.length === 0) return 'nothing';
  return permissions.map(({ value, description }) => `${value} (${description ?? 'not described'})`).join(' and ');
}

/** Our manifest declares `read:orders`, and the one before declared nothing. */
function files(scopes: readonly object[] | undefined): Omit<Job, 'check'> {
  const manifest = (permissions: Readonly<Record<string, string>>) =>
    JSON.stringify({ version: 1, apis: [{ identifier, permissions }] });
  return {
    tenant: {
      apis: [{ identifier, name, scopes: [declared, undeclared] }, other],
      clients: [{ scopes: granted }],
    },
    github: {},
    before: manifest({}),
    after: manifest({ [declared.value]: declared.description }),
    yaml: JSON.stringify({ resourceServers: [{ name, identifier, ...(scopes && { scopes }) }] }),
  };
}
