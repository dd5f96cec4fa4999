/**
 * The tenant of the examples for something outside this process, as the workflow that has GitHub's runner run the action:
 * prints how to reach it, one `name=value` a line, and serves until it is ended.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleScenario } from './story/scenario.ts';
import { startTenant } from './tenant.ts';

const { apis } = await exampleScenario();
const tenant = await startTenant({ apis });
const caFile = join(await mkdtemp(join(tmpdir(), 'tenant-')), 'ca.pem');
await writeFile(caFile, tenant.ca);

const { domain, client } = tenant;
const reach = { domain, 'client-id': client.id, 'client-secret': client.secret, 'ca-file': caFile };
for (const [name, value] of Object.entries(reach)) process.stdout.write(`${name}=${value}\n`);
