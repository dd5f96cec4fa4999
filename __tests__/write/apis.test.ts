import { expect, test } from '@jest/globals';
import { ActionError } from '../../src/core/errors.ts';
import type { TenantWriter } from '../../src/ports/tenant.ts';
import { applyTargets, type Target } from '../../src/write/apis.ts';
import { Gate } from '../../src/write/gate.ts';
import { apiOf, declared } from '../core/declared.ts';
import { change, planned } from '../core/planned.ts';

const target: Target = {
  wanted: { declared: apiOf([declared('read:orders')]), previous: new Map() },
  planned: planned([change('add', 'read:orders')]),
  kept: [],
};

/** A tenant that does not answer within this test. */
const silent: Pick<TenantWriter, 'api' | 'replace' | 'pause'> = {
  api: () => new Promise(() => undefined),
  replace: () => Promise.reject(new Error('written')),
  pause: () => Promise.reject(new Error('paused')),
};

test('what keeps everything from being written is told at once, however long the tenant takes to be read again', async () => {
  const superseded = new ActionError('commit-superseded', 'main is at another commit now.', 'Wait for its run.');
  const conduct = {
    settled: () => undefined,
    cancelled: new AbortController().signal,
    recorder: { renew: async () => false },
    gate: new Gate(Promise.reject(superseded)),
    look: async () => undefined,
  };
  await expect(applyTargets([target], silent, conduct)).rejects.toBe(superseded);
});
