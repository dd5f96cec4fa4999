/** What an apply has to do: a merged change of the one API, and what the tenant holds of it before and after. */
import { api, orders, ordersManifest, scopes } from './scenario.ts';

export const before = ordersManifest({ 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' });
export const after = ordersManifest({ 'read:orders': 'View orders and lines', 'create:orders': 'Place an order' });
export const held = { 'export:legacy': 'Everything', 'read:orders': 'View orders', 'cancel:orders': 'Cancel an order' };
export const tenant = { apis: [api(orders, held)] };
export const applied = scopes({
  'export:legacy': 'Everything',
  'read:orders': 'View orders and lines',
  'create:orders': 'Place an order',
});
