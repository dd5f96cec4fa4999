import { parentPort } from 'node:worker_threads';
import { startTenant } from '../sandbox/tenant.ts';

const tenant = await startTenant({
  apis: [{ identifier: 'https://api.example.com/orders', scopes: [{ value: 'read:part_0', description: 'View' }] }],
});
const { domain, ca, client } = tenant;
parentPort?.postMessage({ domain, ca, id: client.id, secret: client.secret });
