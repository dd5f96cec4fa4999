import { describe, expect, test } from '@jest/globals';
import { isAction, splitName, synonymsOf, toAction } from '../../../src/core/rules/actions.ts';
import { namingOf } from '../declared.ts';

const pattern = namingOf('pattern');

describe('a name is split into action and resource', () => {
  test.each([
    ['action:resource', 'read:orders', 'read', ['orders']],
    ['action:resource', 'orders:read', 'orders', ['read']],
    ['action:resource', 'read:orders:own', 'read', ['orders', 'own']],
    ['action:resource', 'read.orders/own', 'read', ['orders', 'own']],
    ['action:resource', 'read_orders', 'read_orders', ['read_orders']],
    ['action:resource', '', '', ['']],
    ['resource:action', 'orders:read', 'read', ['orders']],
    ['resource:action', 'orders:items:read', 'read', ['orders', 'items']],
    ['resource:action', 'chat:write:user', 'write', ['chat', 'user']],
    ['resource:action', 'grant:read', 'read', ['grant']],
    ['resource:action', 'orders:items:frobnicate', 'frobnicate', ['orders', 'items']],
    ['resource.action', 'compute.instances.list', 'list', ['compute', 'instances']],
    ['Resource.Action', 'User.Read.All', 'Read', ['User', 'All']],
    ['Resource.Action', 'User.ReadWrite', 'ReadWrite', ['User']],
    ['Resource.Action', 'User.ReadWrite.All', 'ReadWrite', ['User', 'All']],
    ['Resource.Action', 'User.EnableDisable.All', 'EnableDisable', ['User', 'All']],
    ['Resource.Action', 'User.ReadWrite.Delete', 'Delete', ['User', 'ReadWrite']],
    ['Resource.Action', 'ListItems.Own', 'Own', ['ListItems']],
    ['Resource.Action', 'User.Ready.All', 'All', ['User', 'Ready']],
    ['resource:action', 'user:read_basic:all', 'read_basic', ['user', 'all']],
    ['resource.action', 'user.read-basic.all', 'read-basic', ['user', 'all']],
  ] as const)('%s: %j', (convention, name, action, resource) => {
    expect(splitName(name, namingOf(convention))).toEqual({ action, resource });
  });

  test.each([
    ['wherever the action stands', 'read:orders', 'read', ['orders']],
    ['wherever the action stands', 'orders:read', 'read', ['orders']],
    ['at the last part where none is an action', 'orders:items:own', 'own', ['orders', 'items']],
    ['at hyphens', 'read-orders', 'read', ['orders']],
    ['at underscores', 'orders_read', 'read', ['orders']],
    ['at capitals', 'readOrders', 'read', ['Orders']],
    ['at none of them where a colon does it', 'read:order-items', 'read', ['order-items']],
  ])('under a pattern %s: %s', (_, name, action, resource) => {
    expect(splitName(name, pattern)).toEqual({ action, resource });
  });

  test('by the actions of the policy', () => {
    expect(splitName('orders:zap:own', namingOf('resource:action', 'zap'))).toEqual({
      action: 'zap',
      resource: ['orders', 'own'],
    });
    expect(splitName('orders:read:own', namingOf('resource:action', 'zap')).action).toBe('own');
  });
});

describe('an action', () => {
  test.each([
    ['is a common verb', 'read', [], true],
    ['is a common verb in capitals', 'READ', [], true],
    ['is no other word', 'orders', [], false],
    ['is no property of an object', 'constructor', [], false],
    ['is nothing empty', '', [], false],
    ['is one that the policy lists', 'Zap', ['zap'], true],
    ['is one that the policy lists in other letters', 'zap', ['Zap'], true],
    ['is no verb that the policy does not list', 'read', ['zap'], false],
  ])('%s: %j', (_, word, actions, is) => {
    expect(isAction(word, namingOf('action:resource', ...actions))).toBe(is);
  });

  test.each([
    ['itself', 'list', [], 'list'],
    ['itself where a synonym is commoner', 'Get', [], 'get'],
    ['itself where the policy lists a synonym too', 'get', ['read', 'get'], 'get'],
    ['as the policy writes it', 'get', ['GET'], 'GET'],
    ['the synonym that the policy lists', 'get', ['delete', 'View'], 'View'],
    ['the commonest of several', 'fetch', ['view', 'read'], 'read'],
    ['none where the policy lists no synonym', 'get', ['delete'], undefined],
    ['none where it is no action', 'orders', [], undefined],
    ['a verb where only its synonym is a common one', 'erase', [], 'delete'],
  ])('that is meant is %s', (_, word, actions, meant) => {
    expect(toAction(word, namingOf('action:resource', ...actions))).toBe(meant);
  });

  test('has synonyms, whatever its letters, the commonest first', () => {
    expect(synonymsOf('View')[0]).toBe('read');
    expect(synonymsOf('view')).toEqual(synonymsOf('read'));
    expect(synonymsOf('approve')).toEqual([]);
    expect(synonymsOf('constructor')).toEqual([]);
  });
});
