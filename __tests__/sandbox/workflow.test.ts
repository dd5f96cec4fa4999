import { describe, expect, test } from '@jest/globals';
import type { WorkflowEvent } from '../../sandbox/runner/events.ts';
import { playWorkflow, readWorkflow, type Stage, type UsedAction } from '../../sandbox/runner/workflow.ts';

const event: WorkflowEvent = {
  name: 'push',
  payload: { after: 'abc' },
  ref: 'refs/heads/main',
  sha: 'abc',
  actor: 'octocat',
};

/** Plays jobs, each given as the lines of its YAML below what every job has; an action fails that is called `fails`. */
async function play(jobs: Readonly<Record<string, string>>, stage: Partial<Stage> = {}) {
  const used: UsedAction[] = [];
  const ended = await playWorkflow(readWorkflow(text(jobs)), {
    event,
    repository: { vars: { WHERE: 'repository', OWN: 'own' }, secrets: { KEY: 'repository key' } },
    environment: async (name) => ({ vars: { WHERE: name }, secrets: { KEY: `${name} key` } }),
    use: async (action) => {
      used.push(action);
      return { succeeded: action.uses !== 'fails', outputs: { said: `by ${action.uses}` } };
    },
    ...stage,
  });
  return { results: [...ended].map(([name, { result }]) => `${name} ${result}`), ended, used };
}

function text(jobs: Readonly<Record<string, string>>): string {
  const always = 'runs-on: ubuntu-latest\ntimeout-minutes: 5\npermissions: {contents: read}\nconcurrency: {group: one}';
  const indented = (lines: string) => lines.replaceAll(/^/gm, '    ');
  const all = Object.entries(jobs).map(([name, lines]) => `  ${name}:\n${indented(`${always}\n${lines}`)}`);
  return `on: {push: {}}\njobs:\n${all.join('\n')}\n`;
}

const step = (uses: string, given = '{}') => `steps: [{id: one, uses: ${uses}, with: ${given}}]`;

describe('a job', () => {
  test('runs where its condition holds, and is skipped where it does not', async () => {
    const { results, used } = await play({
      a: `if: github.event_name == 'push'\n${step('it')}`,
      b: `if: \${{ github.event_name != 'push' }}\n${step('it')}`,
    });
    expect(results).toEqual(['a success', 'b skipped']);
    expect(used).toHaveLength(1);
  });

  test('is skipped where one that it needs failed or was skipped', async () => {
    const jobs = { a: step('fails'), b: `needs: a\n${step('it')}`, c: `needs: [b]\n${step('it')}` };
    expect((await play(jobs)).results).toEqual(['a failure', 'b skipped', 'c skipped']);
  });

  test('runs no step behind the one that failed', async () => {
    const { used } = await play({ a: 'steps: [{uses: fails}, {uses: it}]' });
    expect(used.map(({ uses }) => uses)).toEqual(['fails']);
  });

  test('sees the settings of the repository, and of its environment before those', async () => {
    const given = `{where: "\${{ vars.WHERE }}", own: "\${{ vars.OWN }}", key: "\${{ secrets.KEY }}"}`;
    const { used } = await play({
      a: step('it', given),
      b: `environment: {name: live, deployment: false}\n${step('it', given)}`,
      c: `environment: live\n${step('it', given)}`,
    });
    expect(used.map(({ inputs }) => inputs)).toEqual([
      { where: 'repository', own: 'own', key: 'repository key' },
      { where: 'live', own: 'own', key: 'live key' },
      { where: 'live', own: 'own', key: 'live key' },
    ]);
    expect(used.map(({ job }) => [job.environment, job.isDeployed])).toEqual([
      ['', false],
      ['live', false],
      ['live', true],
    ]);
  });

  test('is several where it has a matrix, which another job may have made', async () => {
    const script = 'echo "all=$(echo "[\\"a\\", \\"b\\"]")" >> "$GITHUB_OUTPUT"';
    const list = `outputs: {all: "\${{ steps.list.outputs.all }}"}\nsteps: [{id: list, run: '${script}'}]`;
    const matrix = `{x: "\${{ fromJSON(needs.list.outputs.all) }}", y: [one, two]}`;
    const given = `{is: "\${{ matrix.x }} \${{ matrix.y }} \${{ strategy.job-index }}"}`;
    const { used } = await play({ list, each: `needs: list\nstrategy: {matrix: ${matrix}}\n${step('it', given)}` });
    expect(used.map(({ inputs }) => inputs.is).sort()).toEqual(['a one 0', 'a two 1', 'b one 2', 'b two 3']);
  });

  test('fails where one of its matrix fails', async () => {
    const jobs = { a: `strategy: {matrix: {what: [it, fails]}}\n${step('it', `{what: "\${{ matrix.what }}"}`)}` };
    const use: Stage['use'] = async ({ inputs }) => ({ succeeded: inputs.what !== 'fails', outputs: {} });
    expect((await play(jobs, { use })).results).toEqual(['a failure']);
  });

  test('hands on what its steps put out', async () => {
    const outputs = `outputs: {said: "\${{ steps.one.outputs.said }}"}`;
    const jobs = {
      a: `${outputs}\n${step('it')}`,
      b: `needs: a\n${step('it', `{heard: "\${{ needs.a.outputs.said }}"}`)}`,
    };
    expect((await play(jobs)).used.map(({ inputs }) => inputs)).toEqual([{}, { heard: 'by it' }]);
  });

  test('fails with its script', async () => {
    expect((await play({ a: 'steps: [{run: "false; true"}]' })).results).toEqual(['a failure']);
  });
});

test.each([
  ['a key of a job that is not played', 'services: {}\nsteps: []', /services/],
  ['a key of a step that is not played', 'steps: [{uses: it, continue-on-error: true}]', /continue-on-error/],
  ['a job that needs one below it', 'needs: z\nsteps: []', /the job z does not stand above/],
  ['a secret that is not set', step('it', `{key: "\${{ secrets.KEYS }}"}`), /secrets\.KEYS is missing/],
])('%s is an error', async (_name, lines, message) => {
  await expect(play({ a: lines })).rejects.toThrow(message);
});
