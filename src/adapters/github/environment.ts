/** What the runner says about the run, in its environment. */
import { readFileSync } from 'node:fs';
import { ActionError } from '../../core/errors.ts';
import type { Run } from '../../ports/run.ts';
import { readEvent } from './event.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An input's text, '' where it is not set. Source: GitHub docs, "Metadata syntax", inputs. */
export function readInput(env: Environment, name: string): string {
  return env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim() ?? '';
}

/**
 * Reads what the runner says about this run.
 * Source: GitHub docs, "Variables reference", default environment variables.
 * @throws ActionError input-invalid where it is not GitHub's runner that started the action.
 */
export function readRun(env: Environment): Run {
  const eventName = required(env, 'GITHUB_EVENT_NAME');
  const ref = env.GITHUB_REF ?? '';
  const repository = required(env, 'GITHUB_REPOSITORY');
  const repositoryUrl = `${env.GITHUB_SERVER_URL ?? 'https://github.com'}/${repository}`;
  const runId = env.GITHUB_RUN_ID ?? '0';
  const event = readEvent(eventName, env.GITHUB_EVENT_PATH ? readPayload(env.GITHUB_EVENT_PATH) : {});
  return {
    event,
    eventName,
    commit: event.kind === 'pull-request-target' ? event.head : required(env, 'GITHUB_SHA'),
    branch: ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined,
    refProtected: env.GITHUB_REF_PROTECTED === 'true',
    repository,
    repositoryUrl,
    runUrl: `${repositoryUrl}/actions/runs/${runId}`,
    actionUrl: actionUrl(env),
    today: new Date().toISOString().slice(0, 10),
    id: `${runId}-${env.GITHUB_RUN_ATTEMPT ?? '1'}`,
  };
}

/** Both variables are empty for an action that a workflow takes from its own checkout (`uses: ./`). */
function actionUrl(env: Environment): string {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_ACTION_REPOSITORY: action = '' } = env;
  const { GITHUB_ACTION_REF: ref = '' } = env;
  return action === '' || ref === ''
    ? ''
    : `${server}/${action}/blob/${encodeURIComponent(ref).replaceAll('%2F', '/')}`;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new ActionError('input-invalid', `The variable ${name} is not set.`, 'Run the action in a GitHub workflow.');
}

function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const message = `The event payload at ${path} can't be read.`;
    throw new ActionError('input-invalid', message, 'Run the action in a GitHub workflow.', { cause });
  }
}
