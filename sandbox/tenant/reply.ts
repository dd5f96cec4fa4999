/** What a route answers, and the shapes of Auth0's errors. */

/** An answer before it is put on the wire; `body` is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** The Management API's error shape. Source: recorded by terraform-provider-auth0; `errorCode` is absent at times there too. */
export function refuse(status: number, message: string, errorCode?: string): Reply {
  const body = { statusCode: status, error: REASONS[status] ?? 'Error', message };
  return { status, body: errorCode === undefined ? body : { ...body, errorCode } };
}

/** A bad token's 401 has `attributes` where others have `errorCode`. Source: responses quoted in public reports. */
export function refuseToken(message: string): Reply {
  return { status: 401, body: { statusCode: 401, error: 'Unauthorized', message, attributes: { error: message } } };
}

/** The token endpoint's error shape. Source: Auth0 docs, Authentication API, standard error responses. */
export function refuseGrant(status: number, error: string, description: string): Reply {
  return { status, body: { error, error_description: description } };
}
