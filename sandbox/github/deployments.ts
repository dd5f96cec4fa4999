/** Deployments and what became of them. https://docs.github.com/rest/deployments */

export const STATES = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const;
export type State = (typeof STATES)[number];

export interface DeploymentOptions {
  /** As it was asked for: a branch, tag or hash. */
  readonly ref: string;
  readonly sha: string;
  readonly login: string;
  /** The app, `…[bot]`, that did it for a person, as GitHub does for a job with `environment:`. */
  readonly app?: string | undefined;
  /** `deploy` unless given. */
  readonly task?: string | undefined;
  /** `production` unless given. */
  readonly environment?: string | undefined;
  readonly description?: string | null | undefined;
  /** An object, or a string. */
  readonly payload?: unknown;
  readonly isTransient?: boolean | undefined;
  /** Whether the environment is called `production` unless given. */
  readonly isProduction?: boolean | undefined;
}

export interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  readonly login: string;
  /** The same as `login` unless an app did it for a person. */
  readonly app: string;
  readonly task: string;
  readonly originalEnvironment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly createdAt: Date;
  /** A status may have changed it. */
  environment: string;
  updatedAt: Date;
  /** Newest first. */
  statuses: readonly DeploymentStatus[];
}

export interface StatusOptions {
  readonly state: State;
  readonly login: string;
  readonly description?: string | undefined;
  readonly logUrl?: string | undefined;
  readonly environmentUrl?: string | undefined;
  /** That of the deployment unless given. */
  readonly environment?: string | undefined;
  /** Whether a success ends the earlier ones of its environment; true unless given. */
  readonly isAutoInactive?: boolean | undefined;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: State;
  readonly login: string;
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly environment: string;
  readonly createdAt: Date;
}

export class Deployments {
  readonly #now: () => Date;
  #deployments: readonly Deployment[] = [];
  #lastId = 4_000_000_000;
  #lastStatus = 11_000_000_000;

  constructor(now: () => Date) {
    this.#now = now;
  }

  create(options: DeploymentOptions): Deployment {
    const { ref, sha, login, task = 'deploy', environment = 'production', description = null } = options;
    const { payload = {}, isTransient = false, isProduction = environment === 'production', app = login } = options;
    this.#lastId += 1;
    const at = this.#now();
    const asked = { ref, sha, login, app, task, description, payload, isTransient, isProduction };
    const named = { environment, originalEnvironment: environment };
    const deployment = { id: this.#lastId, ...asked, ...named, createdAt: at, updatedAt: at, statuses: [] };
    this.#deployments = [deployment, ...this.#deployments];
    return deployment;
  }

  find(id: number): Deployment | undefined {
    return this.#deployments.find((deployment) => deployment.id === id);
  }

  /** Newest first. */
  all(): readonly Deployment[] {
    return this.#deployments;
  }

  /** Adds a status; a success ends the earlier successes of its environment, unless that is for production. */
  setStatus(deployment: Deployment, options: StatusOptions): DeploymentStatus {
    const status = this.#add(deployment, options);
    if (status.state === 'success' && options.isAutoInactive !== false) this.#endOthers(deployment, options.login);
    return status;
  }

  #add(deployment: Deployment, options: StatusOptions): DeploymentStatus {
    const { state, login, description = '', logUrl = '', environmentUrl = '' } = options;
    const { environment = deployment.environment } = options;
    this.#lastStatus += 1;
    const createdAt = this.#now();
    const words = { state, login, description, logUrl, environmentUrl, environment };
    const status = { id: this.#lastStatus, ...words, createdAt };
    Object.assign(deployment, { environment, updatedAt: createdAt, statuses: [status, ...deployment.statuses] });
    return status;
  }

  #endOthers({ id, environment }: Deployment, login: string): void {
    for (const other of this.#deployments) {
      const isSuccess = other.statuses[0]?.state === 'success';
      const isKept = other.isTransient || other.isProduction || other.environment !== environment;
      if (other.id < id && isSuccess && !isKept) this.#add(other, { state: 'inactive', login });
    }
  }
}
