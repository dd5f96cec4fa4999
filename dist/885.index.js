export const id = 885;
export const ids = [885];
export const modules = {

/***/ 4445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W_: () => (/* binding */ NoAnswer),
  V: () => (/* binding */ TenantHttp),
  hU: () => (/* binding */ unavailable)
});

// UNUSED EXPORTS: patience

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/got/dist/source/index.js + 40 modules
var source = __webpack_require__(1006);
// EXTERNAL MODULE: ./node_modules/got/dist/source/core/errors.js
var errors = __webpack_require__(3431);
// EXTERNAL MODULE: ./lib/core/errors.js
var core_errors = __webpack_require__(3828);
;// CONCATENATED MODULE: ./lib/adapters/auth0/rate-limit.js


/** Waiting for the rate limit in one run, in milliseconds: five minutes, then the run gives up. */
const longestWait = 5 * 60 * 1000;
/** In milliseconds; a refusal that asks for no wait at all must not become a storm of requests. */
const shortestWait = 200;
/** Waiting before a refusal, in milliseconds, to keep to a rate. */
const longestPace = 60_000;
/** How often a long wait says that it goes on, in milliseconds. */
const progressEvery = 15_000;
/**
 * The gate every request of a run passes. The tenant's rate limit is one for all requests, so when one of them is
 * refused all wait; and when an answer says that nothing remains, the next request waits instead of being refused.
 */
class RateLimit {
    opensAt = 0;
    waited = 0;
    announced = 0;
    log;
    constructor(log) {
        this.log = log;
    }
    /** Resolves when a request may be sent. */
    async pass() {
        for (let left = this.opensAt - Date.now(); left > 0; left = this.opensAt - Date.now()) {
            this.announce(left);
            await (0,promises_.setTimeout)(Math.min(left, progressEvery));
        }
    }
    /** Takes note of an answer that was let through. Source: Auth0 docs, rate limit use cases: the three headers. */
    observe(headers) {
        if (rate_limit_text(headers['x-ratelimit-remaining']) !== '0')
            return;
        const wait = untilReset(headers) ?? 0;
        // A tenant's rate fills up within seconds; a longer wait is for the refusal to ask for, which is counted.
        if (wait <= longestPace)
            this.opensAt = Math.max(this.opensAt, Date.now() + wait);
    }
    /**
     * Takes note of a refusal (429); the next request waits for as long as the answer says, else for a second more
     * each time.
     * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all.
     */
    refused(headers, attempt) {
        const asked = retryAfter(headers) ?? untilReset(headers) ?? attempt * 1000;
        const wait = Math.max(asked, shortestWait * attempt);
        const opensAt = Math.max(this.opensAt, Date.now() + wait);
        this.waited += opensAt - Math.max(this.opensAt, Date.now());
        this.opensAt = opensAt;
        if (this.waited <= longestWait)
            return;
        const seconds = Math.ceil(wait / 1000);
        throw new core_errors/* ActionError */.l('auth0-rate-limited', `Auth0's rate limit asks to wait ${seconds} s more; this run has waited for as long as it may (5 minutes).`, 'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.');
    }
    /** Once a wait, then once in a while: four requests may wait at the same gate. */
    announce(left) {
        const now = Date.now();
        if (left < 1000 || now - this.announced < progressEvery)
            return;
        this.announced = now;
        this.log(`Waiting ${Math.ceil(left / 1000)} s for Auth0's rate limit …`);
    }
}
/** Seconds, as Auth0 sends it with quotas and custom policies; in milliseconds here. */
function retryAfter(headers) {
    const seconds = Number.parseInt(rate_limit_text(headers['retry-after']) ?? '', 10);
    return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0) * 1000;
}
/** `x-ratelimit-reset` is in UNIX seconds of Auth0's clock, which the `date` header tells; ours may differ. */
function untilReset(headers) {
    const reset = Number.parseInt(rate_limit_text(headers['x-ratelimit-reset']) ?? '', 10);
    if (Number.isNaN(reset))
        return undefined;
    const date = Date.parse(rate_limit_text(headers.date) ?? '');
    return Math.max(reset * 1000 - (Number.isNaN(date) ? Date.now() : date), 0);
}
function rate_limit_text(value) {
    return Array.isArray(value) ? value[0] : value;
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/http.js





/** In bytes: a page of a hundred APIs, each with as many and as long permissions as Auth0 allows. */
const largestAnswer = 100 * 1024 * 1024;
const patience = { progress: 10_000, connect: 10_000, answer: 60_000, firstRetry: 500, attempts: 5 };
/** No answer came, or none that could be read: a write that fails so may have had its effect. */
class NoAnswer extends Error {
}
/**
 * Talks to one tenant: always https, to the one host, no redirects, with timeouts on everything. Node.js itself takes
 * proxies (`HTTPS_PROXY`) and certificates (`NODE_EXTRA_CA_CERTS`) from the environment.
 */
class TenantHttp {
    domain;
    limit;
    patience;
    log;
    agent = new external_node_https_.Agent({ keepAlive: true, proxyEnv: process.env });
    constructor(domain, log, limits = patience) {
        this.domain = domain;
        this.log = log;
        this.limit = new RateLimit(log);
        this.patience = limits;
    }
    /**
     * Sends a request whose repetition does no harm, until there is an answer below 500 that can be read.
     * @param request is asked for each try right before it is sent: what proves who we are is good once, and soon expires.
     * @throws ActionError auth0-unavailable, auth0-rate-limited
     */
    async sendUntilAnswered(request) {
        for (let attempt = 1, refusals = 1;; attempt += 1) {
            await this.limit.pass();
            const answer = await this.send(await request()).catch(onlyNoAnswer);
            if (!(answer instanceof NoAnswer) && answer.status === 429) {
                this.limit.refused(answer.headers, refusals++);
                attempt -= 1;
            }
            else if (!(answer instanceof NoAnswer) && answer.status < 500) {
                return answer;
            }
            else {
                const why = answer instanceof NoAnswer ? answer.message : `status ${answer.status}`;
                if (attempt >= this.patience.attempts)
                    throw unavailable(this.domain, why);
                await this.pause(attempt, why);
            }
        }
    }
    /** Sends a request once. @throws NoAnswer */
    async send(request) {
        await this.limit.pass();
        const start = Date.now();
        const progress = setInterval(() => {
            this.log(`Still waiting for Auth0 to answer (${Math.round((Date.now() - start) / 1000)} s) …`);
        }, this.patience.progress);
        try {
            return await this.exchange(request);
        }
        finally {
            clearInterval(progress);
        }
    }
    async exchange(request) {
        const tooLarge = new AbortController();
        const pending = (0,source/* default */.Ay)(`https://${this.domain}${request.path}`, {
            method: request.method,
            headers: { 'user-agent': 'auth0-permissions-action', accept: 'application/json', ...request.headers },
            ...(request.form && { form: request.form }),
            ...(request.json !== undefined && { json: request.json }),
            agent: { https: this.agent },
            timeout: { connect: this.patience.connect, request: this.patience.answer },
            retry: { limit: 0 },
            followRedirect: false,
            throwHttpErrors: false,
            signal: tooLarge.signal,
        });
        pending.on('downloadProgress', ({ transferred }) => {
            if (transferred > largestAnswer)
                tooLarge.abort();
        });
        const { statusCode, headers, body } = await pending.catch(asNoAnswer);
        if (statusCode !== 429)
            this.limit.observe(headers);
        return { status: statusCode, headers, body: parseJson(body, statusCode) };
    }
    /** Waits before something is tried again, twice as long each time. */
    async pause(attempt, why) {
        const wait = this.patience.firstRetry * 2 ** (attempt - 1) * (1 + Math.random() / 4);
        this.log(`Auth0 did not answer (${why}); trying again in ${(wait / 1000).toFixed(1)} s.`);
        await (0,promises_.setTimeout)(wait);
    }
}
function unavailable(domain, why) {
    const hint = 'See whether the tenant is up (status.auth0.com) and the domain is right, then run again; that is safe.';
    return new core_errors/* ActionError */.l('auth0-unavailable', `${domain} gave no usable answer: ${why}.`, hint);
}
function onlyNoAnswer(thrown) {
    if (thrown instanceof NoAnswer)
        return thrown;
    throw thrown;
}
/** got's own message says what failed (a timeout, a reset, a certificate) without headers or body. */
function asNoAnswer(thrown) {
    if (!(thrown instanceof errors/* RequestError */.GI))
        throw thrown;
    throw new NoAnswer(`${thrown.message} (${thrown.code})`, { cause: thrown });
}
/** A cut or foreign body (a proxy's HTML page) under a good status is no answer; under an error it just has no text. */
function parseJson(body, status) {
    try {
        return JSON.parse(body);
    }
    catch {
        if (status >= 200 && status < 300)
            throw new NoAnswer(`status ${status} with a body that is not JSON`);
        return undefined;
    }
}


/***/ }),

/***/ 7681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ redactor),
/* harmony export */   I: () => (/* binding */ tokenRefusal),
/* harmony export */   NC: () => (/* binding */ missingScope),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);


/** Auth0's two shapes of an error: the Management API's and the token endpoint's. Everything in them is untrusted. */
const errorBody = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    errorCode: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    error: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    error_description: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
});
function redactor(secrets) {
    return (text) => secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
}
/** Why Auth0 refused a call of the Management API, with what to do about it. */
function refusal(doing, answer, redact) {
    const said = words(answer, redact);
    const missing = /^Insufficient scope, expected any of: (.+)$/.exec(said.message)?.[1];
    if (answer.status === 403 && missing !== undefined)
        return missingScope(doing, missing);
    const { code, hint } = reasonFor(answer.status, said.message);
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .l(code, `Auth0 refused ${doing}: ${said.full}.`, hint);
}
/** The application lacks a right on the Management API itself. */
function missingScope(doing, scope) {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .l('auth0-missing-scope', `The application may not do this: ${doing} needs ${scope}.`, `Grant ${scope} to the application: Applications › APIs › Auth0 Management API › Machine to Machine Applications.`);
}
/**
 * Why the token endpoint gave no token.
 * @param doubt what to check where Auth0 does not say what is wrong.
 */
function tokenRefusal(answer, redact, doubt) {
    const { full } = words(answer, redact);
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .l('auth0-unauthorized', `Auth0 gave no token: ${full}.`, tokenHint(full) ?? doubt);
}
function tokenHint(said) {
    if (said.includes('client-grant')) {
        return 'Authorize the application for the Auth0 Management API: Applications › APIs › Auth0 Management API › Machine to Machine Applications.';
    }
    if (said.includes('Service not enabled')) {
        return 'Set `auth0-audience` to https://<tenant>.auth0.com/api/v2/; a custom domain needs it.';
    }
    return undefined;
}
function reasonFor(status, message) {
    if (status === 401) {
        return { code: 'auth0-unauthorized', hint: 'The token is expired or for another tenant or host; get a new one.' };
    }
    if (status === 403 && message.includes('scope')) {
        return { code: 'auth0-missing-scope', hint: 'Grant the application what the message names, then run again.' };
    }
    if (status === 404) {
        return { code: 'auth0-rejected', hint: 'Check `auth0-domain`: who answers there is no Auth0 tenant.' };
    }
    if (status >= 300 && status < 400) {
        return { code: 'auth0-rejected', hint: 'Redirects are not followed. Check `auth0-domain`.' };
    }
    return { code: 'auth0-rejected', hint: 'Correct what the message names, then run again.' };
}
function words({ status, body }, redact) {
    const parsed = errorBody.safeParse(body);
    const { message, errorCode, error, error_description: description } = parsed.data ?? {};
    const text = inert(redact(message ?? description ?? ''));
    const code = inert(redact(errorCode ?? error ?? ''));
    const detail = [text, code && `(${code})`].filter((part) => part !== '').join(' ');
    return { message: text, full: detail === '' ? `status ${status}` : `status ${status}, ${detail}` };
}
/** One line of printable text of bounded length. */
function inert(text) {
    const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
    return (line.length > 500 ? `${line.slice(0, 500)}…` : line).replace(/\.$/, '');
}


/***/ }),

/***/ 4885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Auth0TenantReader: () => (/* binding */ Auth0TenantReader),
  openSession: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./lib/adapters/auth0/http.js + 1 modules
var auth0_http = __webpack_require__(4445);
// EXTERNAL MODULE: ./lib/adapters/auth0/refusal.js
var refusal = __webpack_require__(7681);
;// CONCATENATED MODULE: ./lib/adapters/auth0/token.js



/** `scope` is left out of the documented sample, so its absence means nothing. */
const answerBody = schemas/* object */.Ikc({ access_token: schemas/* string */.YjP().min(1), scope: schemas/* string */.YjP().optional() });
/**
 * Gets the run's one token, and has it masked in the log before anything else happens with it.
 * @throws ActionError auth0-unauthorized, auth0-unavailable, auth0-rate-limited, input-invalid
 */
async function getToken(http, { audience, credentials }, mask) {
    if (credentials.kind === 'token') {
        return { value: credentials.token, scopes: undefined, redact: (0,refusal/* redactor */.$p)([credentials.token]) };
    }
    const proof = credentials.kind === 'secret' ? bySecret(credentials) : byKey(credentials, http.domain, mask);
    const answer = await http.sendUntilAnswered(async () => {
        const who = { grant_type: 'client_credentials', client_id: credentials.clientId, audience };
        return { method: 'POST', path: '/oauth/token', form: { ...who, ...(await proof.parameters()) } };
    });
    return readToken(answer, proof, { domain: http.domain, mask });
}
function bySecret({ clientSecret }) {
    return {
        parameters: async () => ({ client_secret: clientSecret }),
        sent: [clientSecret],
        doubt: 'Check `auth0-domain`, `auth0-client-id` and `auth0-client-secret`; all three belong to one tenant.',
    };
}
function byKey(credentials, domain, mask) {
    const sent = [];
    return {
        parameters: async () => {
            const { assertionType, signAssertion } = await __webpack_require__.e(/* import() */ 382).then(__webpack_require__.bind(__webpack_require__, 6382));
            const assertion = await signAssertion(credentials, domain);
            mask(assertion);
            sent.push(assertion);
            return { client_assertion_type: assertionType, client_assertion: assertion };
        },
        sent,
        doubt: 'Check `auth0-domain`, `auth0-client-id` and `auth0-private-key`: the application needs Private Key JWT as its ' +
            `method, and the key’s public half for ${credentials.key.algorithm} as a credential.`,
    };
}
function readToken(answer, { sent, doubt }, { domain, mask }) {
    if (answer.status !== 200)
        throw (0,refusal/* tokenRefusal */.I)(answer, (0,refusal/* redactor */.$p)(sent), doubt);
    const parsed = answerBody.safeParse(answer.body);
    if (!parsed.success)
        throw (0,auth0_http/* unavailable */.hU)(domain, 'the token endpoint answered without a token');
    const { access_token: value, scope } = parsed.data;
    mask(value);
    return {
        value,
        scopes: scope === undefined ? undefined : new Set(scope.split(' ')),
        redact: (0,refusal/* redactor */.$p)([...sent, value]),
    };
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/tenant.js




/** Source: Management API OpenAPI, `identifiers`: at most ten. */
const mostIdentifiers = 10;
/** In characters: longer than any proxy or server is sure to take in a request's first line. */
const longestQuery = 6000;
/** Twice what a tenant may have (Auth0 docs, Entity Limit Policy: 100,000 APIs), and an end to a list without one. */
const mostPages = 4000;
/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const pageSize = 100;
/**
 * Of an API only what is needed: an answer also carries `signing_secret`, which must not live on. Lenient about
 * unknown fields, because live answers hold some that the OpenAPI document does not name.
 */
const resourceServer = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    identifier: schemas/* string */.YjP(),
    name: schemas/* string */.YjP().optional(),
    is_system: schemas/* boolean */.zMY().optional(),
    enforce_policies: schemas/* boolean */.zMY().optional(),
    subject_type_authorization: schemas/* object */.Ikc({ user: schemas/* object */.Ikc({ policy: schemas/* string */.YjP() }).optional() }).optional(),
    scopes: schemas/* array */.YOg(schemas/* object */.Ikc({ value: schemas/* string */.YjP(), description: schemas/* string */.YjP().nullish() })).nullish(),
});
/** Every API of the tenant stands in the list; of those that nobody asked for only the identifier is looked at. */
const named = schemas/* looseObject */._H3({ identifier: schemas/* string */.YjP() });
const pageBody = schemas/* union */.KCZ([
    schemas/* object */.Ikc({
        start: schemas/* number */.aig(),
        limit: schemas/* int */.Whr().positive(),
        total: schemas/* number */.aig(),
        resource_servers: schemas/* array */.YOg(named),
    }),
    schemas/* array */.YOg(named),
]);
/**
 * Opens the run's one session.
 * @param needs what the token has to allow; checked here where Auth0 says what it allows, so that a missing grant is
 * named before anything is asked or written.
 * @throws ActionError auth0-unauthorized, auth0-missing-scope, auth0-unavailable, auth0-rate-limited
 */
async function openSession(access, needs, { log, mask }) {
    const http = new auth0_http/* TenantHttp */.V(access.domain, log);
    const token = await getToken(http, access, mask);
    const lacking = needs.filter((scope) => token.scopes !== undefined && !token.scopes.has(scope));
    if (lacking.length > 0)
        throw (0,refusal/* missingScope */.NC)('this run', lacking.join(' and '));
    return { http, token };
}
/** Reads APIs. It has no method that writes, and needs `read:resource_servers` only. */
class Auth0TenantReader {
    session;
    constructor(session) {
        this.session = session;
    }
    async apis(identifiers) {
        if (identifiers.length === 0)
            return [];
        const query = queryFor(identifiers);
        if (query !== undefined)
            return await this.pages(new Set(identifiers), query);
        const found = await this.pages(new Set(identifiers), '');
        return [...found, ...(await this.lateOnes(identifiers, found))];
    }
    /** Between two pages the list may have shifted past an API, so the few that were not seen are asked for by name. */
    async lateOnes(identifiers, found) {
        const seen = new Set(found.map(({ identifier }) => identifier));
        const late = identifiers.filter((identifier) => !seen.has(identifier));
        const query = late.length > 0 ? queryFor(late) : undefined;
        return query === undefined ? [] : await this.pages(new Set(late), query);
    }
    /**
     * Reads page after page, of the size that Auth0 says it gives, until all that is wanted was seen, the list ends or a
     * page brings nothing new.
     */
    async pages(wanted, query) {
        const found = new Map();
        const seen = new Set();
        for (let page = 0, size = pageSize; found.size < wanted.size && page < mostPages; page += 1) {
            const { servers, last, limit } = await this.page(page, size, query);
            const before = seen.size;
            for (const server of servers) {
                seen.add(server.identifier);
                if (wanted.has(server.identifier))
                    found.set(server.identifier, readWanted(server, this.session.http.domain));
            }
            if (last || seen.size === before)
                break;
            size = limit;
        }
        return [...found.values()];
    }
    async page(page, size, query) {
        const path = `/api/v2/resource-servers?include_totals=true&page=${page}&per_page=${size}${query}`;
        const { data, success } = pageBody.safeParse((await this.get(path, 'the list of APIs')).body);
        if (!success)
            throw (0,auth0_http/* unavailable */.hU)(this.session.http.domain, 'the list of APIs has an unexpected shape');
        if (Array.isArray(data))
            return { servers: data, last: query !== '' || data.length === 0, limit: size };
        const { start, limit, total, resource_servers: servers } = data;
        return { servers, last: servers.length === 0 || start + servers.length >= total, limit };
    }
    /** @param absent what a 404 means here, where it means something. */
    async get(path, what, absent) {
        const { http, token } = this.session;
        const headers = { authorization: `Bearer ${token.value}` };
        const answer = await http.sendUntilAnswered(() => ({ method: 'GET', path, headers }));
        if (answer.status === 404 && absent)
            throw absent;
        if (answer.status < 200 || answer.status > 299)
            throw (0,refusal/* refusal */.x5)(`reading ${what}`, answer, token.redact);
        return answer;
    }
    /** Undefined where the answer isn't an API. */
    readApi(answer) {
        const parsed = resourceServer.safeParse(answer.body);
        return parsed.success ? toApi(parsed.data) : undefined;
    }
}
/** Undefined where there are too many, or too long ones, for one request. */
function queryFor(identifiers) {
    const query = identifiers.map((identifier) => `&identifiers=${encodeURIComponent(identifier)}`).join('');
    return identifiers.length <= mostIdentifiers && query.length <= longestQuery ? query : undefined;
}
function readWanted(server, domain) {
    const parsed = resourceServer.safeParse(server);
    if (parsed.success)
        return toApi(parsed.data);
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw (0,auth0_http/* unavailable */.hU)(domain, `the API ${server.identifier} has an unexpected shape (${where})`);
}
function toApi(server) {
    return {
        id: server.id,
        identifier: server.identifier,
        name: server.name,
        permissions: (server.scopes ?? []).map(toPermission),
        system: server.is_system === true,
        exposure: exposureOf(server),
    };
}
function toPermission({ value, description }) {
    return { name: value, description: description ?? undefined };
}
/** Absent keys are Auth0's defaults: RBAC off, user access `allow_all` (tenants before 2025 don't have the latter). */
function exposureOf({ enforce_policies, subject_type_authorization }) {
    const users = subject_type_authorization?.user?.policy ?? 'allow_all';
    return enforce_policies !== true && users === 'allow_all' ? 'open' : 'limited';
}


/***/ })

};
