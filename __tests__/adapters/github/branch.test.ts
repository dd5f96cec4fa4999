import { describe, expect, test } from '@jest/globals';
import { type GitHub, startGitHub } from '../../../sandbox/github.ts';
import { openRepository } from '../../../src/adapters/github/api.ts';
import { GitHubBranch } from '../../../src/adapters/github/branch.ts';

function branch(github: GitHub, name: string): GitHubBranch {
  return new GitHubBranch(openRepository(github.token, github.repository, github.url), name);
}

describe('a branch', () => {
  test.each(['classic', 'ruleset', 'hidden-ruleset'] as const)(
    'with protection of the kind %s is protected',
    async (how) => {
      await using github = await startGitHub();
      const tip = github.commit('release/1.x', { a: 'a' });
      github.protect('release/1.x', how);
      expect(await branch(github, 'release/1.x').state()).toEqual({ protected: true, tip });
    },
  );

  test('without any is not', async () => {
    await using github = await startGitHub();
    const tip = github.commit('main', { a: 'a' });
    expect(await branch(github, 'main').state()).toEqual({ protected: false, tip });
  });

  test('with a rule that keeps no unreviewed commit away is not', async () => {
    await using github = await startGitHub();
    github.commit('main', { a: 'a' });
    github.fault({ path: /rules\/branches/, status: 200, body: [{ type: 'deletion' }, { type: 'non_fast_forward' }] });
    expect(await branch(github, 'main').state()).toMatchObject({ protected: false });
  });

  test.each([403, 404])('whose rules are not shown (%d) is not', async (status) => {
    await using github = await startGitHub();
    github.commit('main', { a: 'a' });
    github.fault({ path: /rules\/branches/, status, body: { message: 'No' } });
    expect(await branch(github, 'main').state()).toMatchObject({ protected: false });
  });

  test('that can’t be read fails the run: not knowing is not the same as not protected', async () => {
    await using github = await startGitHub();
    github.commit('main', { a: 'a' });
    github.fault({ path: /rules\/branches/, status: 401, body: { message: 'No' } });
    await expect(branch(github, 'main').state()).rejects.toMatchObject({ code: 'github-unavailable' });
    github.fault({ path: /branches\/main/, status: 404, body: { message: 'Not Found' } });
    await expect(branch(github, 'main').state()).rejects.toMatchObject({ code: 'github-unavailable' });
  });

  test('that is gone has no state', async () => {
    await using github = await startGitHub();
    expect(await branch(github, 'gone').state()).toBeUndefined();
  });
});
