import { expect, test } from '@jest/globals';
import { isSystemIdentifier } from '../../../src/core/rules/system-api.ts';
import { apiOf, at, contextOf, foundBy } from '../declared.ts';

const tenant = 'login.acme.com:8443';

test.each([
  ['the Management API', 'https://acme.eu.auth0.com/api/v2/'],
  ['the Management API without its slash', 'https://acme.eu.auth0.com/api/v2'],
  ['the Management API in other letters', 'HTTPS://ACME.EU.AUTH0.COM/api/v2/'],
  ['the Management API of another tenant', 'https://other.us.auth0.com/api/v2/'],
  ['the My Account API', 'https://acme.eu.auth0.com/me/'],
  ['the My Organization API', 'https://acme.eu.auth0.com/my-org/'],
  ['the Management API at the tenant’s own domain', 'https://login.acme.com:8443/api/v2/'],
  ['the Express Configuration API', 'urn:auth0:express-configure'],
])('refuses %s', (_, identifier) => {
  expect(foundBy('system-api', apiOf([], { identifier }), contextOf({}, tenant))).toEqual([
    {
      rule: 'system-api',
      severity: 'error',
      message: `${identifier} is an API of Auth0 itself; its permissions can't be managed.`,
      hint: 'Remove it from the manifest.',
      ...at(3, 17),
    },
  ]);
});

test.each([
  ['an API of one’s own', 'https://api.example.com/orders'],
  ['the path of the Management API on another host', 'https://api.example.com/api/v2/'],
  ['another path of the tenant', 'https://acme.eu.auth0.com/api/v2/orders'],
  ['a host that only ends alike', 'https://evilauth0.com/api/v2/'],
  ['the tenant’s host with another port', 'https://login.acme.com/api/v2/'],
  ['http', 'http://acme.eu.auth0.com/api/v2/'],
  ['text that is no URL', 'orders-api'],
  ['a URN', 'urn:acme:orders'],
])('takes %s', (_, identifier) => {
  expect(foundBy('system-api', apiOf([], { identifier }), contextOf({}, tenant))).toEqual([]);
});

test('compares the tenant’s domain without regard to case, and needs none', () => {
  expect(isSystemIdentifier('https://login.acme.com/me/', 'LOGIN.ACME.COM')).toBe(true);
  expect(isSystemIdentifier('https://login.acme.com/me/', '')).toBe(false);
});
