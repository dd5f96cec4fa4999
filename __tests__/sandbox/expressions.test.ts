import { describe, expect, test } from '@jest/globals';
import { evaluate, fill } from '../../sandbox/runner/expressions.ts';

const contexts = {
  github: { event_name: 'pull_request', event: { pull_request: { number: 7 } } },
  vars: { DOMAIN: 'acme.eu.auth0.com', NOTHING: '' },
  strategy: { 'job-index': 0 },
  needs: { list: { outputs: { all: '["a", "b"]' } } },
};

describe('an expression', () => {
  test.each([
    ['vars.DOMAIN', 'acme.eu.auth0.com'],
    ['github.event.pull_request.number', 7],
    ["github.event_name == 'Pull_Request'", true],
    ["github.event_name != 'push'", true],
    ["'it''s'", "it's"],
    ["strategy.job-index == 0 && 'first' || 'other'", 'first'],
    ["strategy.job-index == 1 && 'first' || 'other'", 'other'],
    ["vars.NOTHING || 'given'", 'given'],
    ['!vars.NOTHING', true],
    ["false && 'a' || ('b')", 'b'],
    ["true || false && 'a'", true],
    ['fromJSON(needs.list.outputs.all)', ['a', 'b']],
    ['null', null],
  ])('%s is %j', (expression, expected) => {
    expect(evaluate(expression, contexts)).toEqual(expected);
  });

  test.each([
    ['vars.DOMIAN', /vars\.DOMIAN is missing/],
    ['github.event.issue.number', /is missing/],
    ['vars.DOMAIN.length', /is missing/],
    ['vars.toString', /is missing/],
    ['inputs.mode', /inputs\.mode is missing/],
    ['toJSON(vars)', /toJSON is not known/],
    ['vars[0]', /can't be read from character 5 on/],
    ["'a", /can't be read/],
    ["'a' 'b'", /'b' is not expected/],
    ['(true', /\) is missing/],
    ['true ==', /a value is missing/],
    ["strategy.job-index == '0'", /two kinds/],
    ['', /a value is missing/],
  ])('%s is refused', (expression, message) => {
    expect(() => evaluate(expression, contexts)).toThrow(message);
  });
});

describe('a text', () => {
  test.each([
    ['plain', 'plain'],
    [`\${{ fromJSON(needs.list.outputs.all) }}`, ['a', 'b']],
    [`plan-\${{ vars.DOMAIN }}-\${{ github.event.pull_request.number }}`, 'plan-acme.eu.auth0.com-7'],
    [`\${{ vars.DOMAIN }}\${{ vars.NOTHING }}`, 'acme.eu.auth0.com'],
  ])('%s is filled in', (text, expected) => {
    expect(fill(text, contexts)).toEqual(expected);
  });

  test('takes no list or map in', () => {
    expect(() => fill(`all of \${{ vars }}`, contexts)).toThrow('is no text');
  });
});
