import { parentPort } from 'node:worker_threads';
import { startGitHub } from '../sandbox/github.ts';
import { startTenant } from '../sandbox/tenant.ts';

const tenant = await startTenant({
  apis: [{ identifier: 'https://api.example.com/orders', scopes: [{ value: 'read:part_0', description: 'View' }] }],
});
const github = await startGitHub({ repository: 'acme/orders' });
const { domain, ca, client } = tenant;
const { url, token } = github;
parentPort?.postMessage({ domain, ca, id: client.id, secret: client.secret, github: url, token });
