import { describe, expect, test } from '@jest/globals';
import { type GitHub, type GitHubOptions, startGitHub } from '../../../sandbox/github.ts';
import { openRepository } from '../../../src/adapters/github/api.ts';
import { GitHubIssues } from '../../../src/adapters/github/issues.ts';
import { type DriftMarker, readDriftMarker, writeDriftMarker } from '../../../src/core/marker.ts';

const bot = 'github-actions[bot]';
const target = { tenant: 'acme.eu.auth0.com', environment: '', manifest: ['permissions.yml'] };
const found: DriftMarker = { ...target, fingerprint: 'a' };

function text(marker: DriftMarker, words = 'Drift'): { title: string; body: string } {
  return { title: 'Drift', body: `${writeDriftMarker(marker)}\n${words}` };
}

interface Scene {
  readonly github: GitHub;
  readonly issues: GitHubIssues;
  /** Number, state and reason of each. */
  states(): [number, string, string | null][];
  open(token: string): GitHubIssues;
}

async function onGitHub(story: (scene: Scene) => Promise<void>, options: GitHubOptions = {}): Promise<void> {
  await using github = await startGitHub({ permissions: { issues: 'write' }, ...options });
  github.commit('main', { a: '1' });
  const patience = { answer: 10_000, firstRetry: 1, attempts: 4, limit: 10_000 };
  const open = (token: string) => new GitHubIssues(openRepository(token, github.repository, github.url, { patience }));
  const states: Scene['states'] = () =>
    github.issues().map(({ number, state, stateReason }) => [number, state, stateReason]);
  await story({ github, issues: open(github.token), states, open });
}

function writesOf({ requests }: GitHub): number {
  return requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql').length;
}

describe('the issue that shows drift', () => {
  test('is opened with its label where there is none', async () => {
    await onGitHub(async ({ github, issues }) => {
      const shown = await issues.show(found, text(found));
      expect(shown).toEqual({ url: 'https://github.com/acme/shop/issues/1', accepted: false });
      expect(github.issues()).toMatchObject([{ ...text(found), login: bot, labels: ['auth0-permissions'] }]);
    });
  });

  test('is found among hundreds, by others and pull requests with the same text, even without its label', async () => {
    await onGitHub(async ({ github, issues }) => {
      github.commit('topic', { a: '2' });
      github.openPullRequest({ head: 'topic', login: bot, body: text(found).body });
      for (let index = 0; index < 120; index += 1) github.openIssue({ login: 'mallory', ...text(found) });
      const { number } = github.issues().at(-1) ?? { number: 0 };
      const ours = github.openIssue({ ...text(found), login: bot });
      expect(ours).toBe(number + 1);
      const next = { ...found, fingerprint: 'b' };
      expect((await issues.show(next, text(next, 'More'))).url).toContain(`/issues/${ours}`);
      const changed = github.issues().filter(({ body }) => body?.includes('More'));
      expect(changed.map((issue) => issue.number)).toEqual([ours]);
      expect(github.issues()).toHaveLength(121);
    });
  });

  test('is not written where it shows the same already, whoever edited its text or title', async () => {
    await onGitHub(async ({ github, issues }) => {
      await issues.show(found, text(found));
      github.updateIssue(1, { title: 'Ours', body: `${text(found).body}\n\nWe are on it.` });
      const before = writesOf(github);
      await issues.show(found, text(found, 'In other words'));
      expect(writesOf(github)).toBe(before);
      expect(github.issues()[0]).toMatchObject({ title: 'Ours', body: expect.stringContaining('We are on it.') });
    });
  });

  test.each([
    ['tenant', { ...found, tenant: 'other.eu.auth0.com' }],
    ['environment', { ...found, environment: 'staging' }],
    ['manifest', { ...found, manifest: ['a.yml', 'b.yml'] }],
  ])('is another one for another %s', async (_, other) => {
    await onGitHub(async ({ issues, states }) => {
      await issues.show(found, text(found));
      await issues.show(other, text(other));
      await issues.settle(target, 'Gone');
      expect(states()).toEqual([
        [1, 'closed', 'completed'],
        [2, 'open', null],
      ]);
    });
  });

  test('of two that are open is the older one; the other is closed as its duplicate, and never opened again', async () => {
    await onGitHub(async ({ github, issues, states }) => {
      for (const _ of [1, 2]) github.openIssue({ ...text(found), login: bot, labels: ['auth0-permissions'] });
      expect((await issues.show(found, text(found))).url).toContain('/issues/1');
      expect(states()).toEqual([
        [1, 'open', null],
        [2, 'closed', 'duplicate'],
      ]);
      expect(github.comments(2).map(({ body }) => body)).toEqual(['Duplicate of #1']);
      await issues.settle(target, 'Gone');
      expect((await issues.show(found, text(found))).url).toContain('/issues/3');
    });
  });

  test.each([
    ['completed', 'opened again', [1, 'open', 'reopened'], false],
    ['not_planned', 'left closed', [1, 'closed', 'not_planned'], true],
    ['duplicate', 'left closed', [1, 'closed', 'duplicate'], true],
  ] as const)('closed by hand as %s is %s while the same drifts', async (stateReason, _, state, accepted) => {
    await onGitHub(async ({ github, issues, states }) => {
      await issues.show(found, text(found));
      github.updateIssue(1, { state: 'closed', stateReason });
      expect(await issues.show(found, text(found))).toMatchObject({ accepted });
      expect(states()).toEqual([state]);
      const next = { ...found, fingerprint: 'b' };
      await issues.show(next, text(next));
      expect(github.issues().some(({ state: now, body }) => now === 'open' && body === text(next).body)).toBe(true);
    });
  });

  test('is made once where the answer to it is lost', async () => {
    await onGitHub(async ({ github, issues, states }) => {
      github.fault({ method: 'POST', path: /\/issues$/, status: 502, lands: true });
      expect((await issues.show(found, text(found))).url).toContain('/issues/1');
      expect(states()).toEqual([[1, 'open', null]]);
    });
  });

  test('is that of the token, be it an App’s or a person’s', async () => {
    await onGitHub(async ({ github, issues, states, open }) => {
      await issues.show(found, text(found));
      await open(github.addToken({ login: 'mona' })).show(found, text(found));
      await open(github.addToken({ login: 'acme-drift[bot]' })).settle(target, 'Gone');
      expect(states().map(([, state]) => state)).toEqual(['open', 'open']);
      await open(github.addToken({ login: 'mona' })).settle(target, 'Gone');
      expect(states().map(([, state]) => state)).toEqual(['open', 'closed']);
    });
  });
});

describe('an issue that is settled', () => {
  test('gets a comment, keeps its text, and is never opened again', async () => {
    await onGitHub(async ({ github, issues, states }) => {
      await issues.show(found, text(found));
      expect(await issues.settle(target, 'Gone')).toContain('/issues/1');
      expect(github.comments(1).map(({ body }) => body)).toEqual(['Gone']);
      const [issue] = github.issues();
      expect(readDriftMarker(issue?.body ?? '')).toEqual({ ...target, fingerprint: '' });
      expect(issue?.body).toMatch(/\nDrift$/);
      await issues.show(found, text(found));
      expect(states()).toEqual([
        [1, 'closed', 'completed'],
        [2, 'open', null],
      ]);
    });
  });

  test('is nothing where none is open, and writes nothing', async () => {
    await onGitHub(async ({ github, issues }) => {
      github.openIssue({ ...text(found), login: 'mallory' });
      expect(await issues.settle(target, 'Gone')).toBeUndefined();
      expect(writesOf(github)).toBe(0);
    });
  });

  test.each(['not_planned', 'duplicate', 'completed'] as const)(
    'was closed by hand as %s, and the same is told again in a new one once it was gone',
    async (stateReason) => {
      await onGitHub(async ({ github, issues, states }) => {
        await issues.show(found, text(found));
        github.updateIssue(1, { state: 'closed', stateReason });
        expect(await issues.settle(target, 'Gone')).toBeUndefined();
        expect([states(), github.comments(1)]).toEqual([[[1, 'closed', stateReason]], []]);
        expect(await issues.show(found, text(found))).toMatchObject({ accepted: false });
        expect(states()).toEqual([
          [1, 'closed', stateReason],
          [2, 'open', null],
        ]);
      });
    },
  );

  test('is not written again; neither are those of others or of another target', async () => {
    await onGitHub(async ({ github, issues }) => {
      const other = { ...found, environment: 'staging' };
      for (const marker of [found, other]) {
        await issues.show(marker, text(marker));
        const { number } = github.issues().at(-1) ?? { number: 0 };
        github.updateIssue(number, { state: 'closed', stateReason: 'not_planned' });
      }
      const planted = github.openIssue({ ...text(found), login: 'mallory', labels: ['auth0-permissions'] });
      github.updateIssue(planted, { state: 'closed' });
      await issues.settle(target, 'Gone');
      const [before, asked] = [writesOf(github), github.requests.length];
      await issues.settle(target, 'Gone');
      expect([writesOf(github), github.requests.length]).toEqual([before, asked + 2]);
      const prints = github.issues().map(({ body }) => readDriftMarker(body ?? '')?.fingerprint);
      expect(prints).toEqual(['', 'a', 'a']);
    });
  });

  test('gets one comment where the answer to it is lost', async () => {
    await onGitHub(async ({ github, issues }) => {
      await issues.show(found, text(found));
      github.fault({ method: 'POST', path: /\/comments$/, status: 502, lands: true });
      await issues.settle(target, 'Gone');
      expect(github.comments(1)).toHaveLength(1);
    });
  });
});

describe('what GitHub refuses', () => {
  const write = { code: 'github-unavailable', hint: expect.stringContaining('`permissions: issues: write`') };

  test('names the permission that lacks', async () => {
    await onGitHub(
      async ({ issues }) => {
        await expect(issues.show(found, text(found))).rejects.toMatchObject(write);
      },
      { permissions: { contents: 'read' } },
    );
    await onGitHub(
      async ({ issues }) => {
        await expect(issues.settle(target, 'Gone')).rejects.toMatchObject(write);
      },
      { permissions: { contents: 'read' }, isPrivate: true },
    );
  });

  test('says where issues are switched off', async () => {
    await onGitHub(
      async ({ issues }) => {
        const refused = { code: 'github-unavailable', hint: expect.stringContaining('Switch issues on') };
        await expect(issues.show(found, text(found))).rejects.toMatchObject(refused);
      },
      { hasIssues: false },
    );
  });
});
