/**
 * Every request of a plan and of an apply, each answered once by something else: 404, and one other thing, another one
 * from request to request. What each adapter makes of each answer is in __tests__/adapters.
 */
import { beforeAll, expect, test } from '@jest/globals';
import pMap from 'p-map';
import { type Asked, type Course, type Odd, play, remember, requestsOf } from './strange-answers.ts';

const others: readonly Odd[] = ['{}', '[]', 'a message', 'a page', 'nothing'];
const memory = await remember();

/** That there is none of them may well be so: it is believed, and then there is nothing to bring up to date. */
function isBelieved({ method, path }: Asked, odd: Odd): boolean {
  return odd === '[]' && method === 'GET' && /(comments|pulls)$/.test(path);
}

function casesOf(course: Course, requests: readonly Asked[]) {
  const first = course === 'a plan' ? 0 : 2;
  return requests.flatMap((asked, index) => {
    const other = others[(index + first) % others.length] ?? 'nothing';
    const odd: readonly Odd[] = ['404', isBelieved(asked, other) ? 'a message' : other];
    return odd.map((one) => ({ course, odd: one, asked, title: titleOf(asked) }));
  });
}

function titleOf({ of, method, path, skip }: Asked): string {
  const place = path.replace(/[0-9a-f]{40}/g, '…').replace('/repos/acme/shop', '');
  return `${of} to ${method} ${place}${skip > 0 ? `, no. ${skip + 1}` : ''}`;
}

const cases = [
  ...casesOf('a plan', await requestsOf('a plan', memory)),
  ...casesOf('an apply', await requestsOf('an apply', memory)),
];

/** What is wrong with how each ends. All are played before the first test: between two, Jest lets no run import anything. */
let found: readonly (readonly string[])[];

beforeAll(async () => {
  const ended = (one: (typeof cases)[number]) => play(one.course, memory, one).catch((thrown) => [String(thrown)]);
  found = await pMap(cases, ended, { concurrency: 2 });
}, 600_000);

test.each(cases.map((one, index) => ({ ...one, index })))(
  '$course that gets $odd from $title ends well or says what failed',
  ({ index }) => {
    expect(found[index]).toEqual([]);
  },
);
