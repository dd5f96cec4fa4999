import { expect, test } from '@jest/globals';
import { type GitHub, type GitHubOptions, startGitHub } from '../../../sandbox/github.ts';
import { openRepository } from '../../../src/adapters/github/api.ts';
import { CommitTree } from '../../../src/adapters/github/commit-tree.ts';

const files = {
  'README.md': 'no',
  'api/a.yaml': 'a',
  'api/v1/b.yaml': 'b',
  'node_modules/x/c.yaml': 'c',
  'web/node_modules/y/d.yaml': 'd',
};

async function inCommit(options: GitHubOptions, story: (tree: CommitTree, github: GitHub) => Promise<void>) {
  await using github = await startGitHub(options);
  const commit = github.commit('main', files);
  await story(new CommitTree(openRepository(github.token, github.repository, github.url), commit), github);
}

function kinds(github: GitHub): string[] {
  return github.requests.map(({ path }) => path.replace(/^.*\/git\/(\w+)\/.*$/, '$1'));
}

test('lists what is below a folder and reads a file, for one request of the tree and one a file', async () => {
  await inCommit({}, async (tree, github) => {
    expect(await tree.list('')).toEqual(['README.md', 'api/a.yaml', 'api/v1/b.yaml']);
    expect(await tree.list('api/v1')).toEqual(['api/v1/b.yaml']);
    expect(await tree.list('ap')).toEqual([]);
    expect(await tree.read('api/a.yaml')).toMatchObject({ size: 1, bytes: Buffer.from('a') });
    expect([await tree.read('api'), await tree.read('gone.yaml')]).toEqual([undefined, undefined]);
    expect(kinds(github)).toEqual(['trees', 'blobs']);
  });
});

test('asks for each folder once in a repository too large for one answer', async () => {
  await inCommit({ treeLimit: 4 }, async (tree, github) => {
    expect(await tree.list('api')).toEqual(['api/a.yaml', 'api/v1/b.yaml']);
    const asked = github.requests.length;
    expect(await tree.read('api/v1/b.yaml')).toMatchObject({ size: 1 });
    expect(kinds(github).slice(asked)).toEqual(['blobs']);
  });
});

test('gives up where that would take too many requests', async () => {
  await using github = await startGitHub({ treeLimit: 120 });
  const many = Array.from({ length: 110 }, (_, index) => [`d${index}/x.txt`, `${index}`]);
  const commit = github.commit('main', Object.fromEntries(many));
  const tree = new CommitTree(openRepository(github.token, github.repository, github.url), commit);
  await expect(tree.list('')).rejects.toMatchObject({
    code: 'manifest-invalid',
    message: 'Without a checkout at most 100 folders are searched for OpenAPI files.',
  });
  expect(await tree.read('d7/x.txt')).toMatchObject({ size: 1 });
});

test('reads a hundred files, each of which is a request, and says of others that they are too many', async () => {
  await inCommit({}, async (tree, github) => {
    const read = await Promise.all(Array.from({ length: 102 }, () => tree.read('api/a.yaml')));
    expect(read.slice(99)).toEqual([expect.objectContaining({ size: 1 }), 'too many requests', 'too many requests']);
    expect(await tree.read('gone.yaml')).toBeUndefined();
    expect(kinds(github).filter((kind) => kind === 'blobs')).toHaveLength(100);
  });
});
