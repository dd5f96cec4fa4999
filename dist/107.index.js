export const id = 107;
export const ids = [107];
export const modules = {

/***/ 4101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ TenantHttp),
/* harmony export */   W_: () => (/* binding */ NoAnswer),
/* harmony export */   hU: () => (/* binding */ unavailable)
/* harmony export */ });
/* unused harmony export patience */
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4708);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500);
/* harmony import */ var got__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1006);
/* harmony import */ var got__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3431);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3828);
/* harmony import */ var _rate_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5469);
/** Requests to the tenant: https, timeouts, retries. */





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
    cancelled;
    agent = new node_https__WEBPACK_IMPORTED_MODULE_0__.Agent({ keepAlive: true, proxyEnv: process.env });
    constructor(domain, { log, cancelled = AbortSignal.any([]) }, limits = patience) {
        this.domain = domain;
        this.log = log;
        this.cancelled = cancelled;
        this.limit = new _rate_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .RateLimit */ .q(log, cancelled);
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
                if (attempt >= this.patience.attempts || this.cancelled.aborted)
                    throw unavailable(this.domain, why);
                await this.pause(attempt, why);
            }
        }
    }
    /** Sends a request once, as soon as the rate limit lets it pass. @throws NoAnswer */
    async send(request) {
        await this.limit.pass();
        return await this.sendNow(request);
    }
    /** Sends a request once, and at once. @throws NoAnswer */
    async sendNow(request) {
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
        const pending = (0,got__WEBPACK_IMPORTED_MODULE_4__/* ["default"] */ .Ay)(`https://${this.domain}${request.path}`, {
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
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(wait, undefined, { signal: this.cancelled }).catch(() => undefined);
    }
}
function unavailable(domain, why) {
    const hint = 'See whether the tenant is up (status.auth0.com) and the domain is right, then run again; that is safe.';
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('auth0-unavailable', `${domain} gave no usable answer: ${why}.`, hint);
}
function onlyNoAnswer(thrown) {
    if (thrown instanceof NoAnswer)
        return thrown;
    throw thrown;
}
/** got's own message says what failed (a timeout, a reset, a certificate) without headers or body. */
function asNoAnswer(thrown) {
    if (!(thrown instanceof got__WEBPACK_IMPORTED_MODULE_5__/* .RequestError */ .GI))
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

/***/ 5469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ RateLimit)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);
/** The gate that every request passes. */


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
    roomAt = 0;
    announced = 0;
    /** Set once the run has waited for as long as it may: nothing more is asked then. */
    givenUp;
    log;
    cancelled;
    constructor(log, cancelled = AbortSignal.any([])) {
        this.log = log;
        this.cancelled = cancelled;
    }
    /**
     * Resolves when a request may be sent. A cancelled run does not wait: GitHub would kill it before it said anything.
     * @throws ActionError auth0-rate-limited once a refusal asked for more than the run may wait.
     */
    async pass() {
        if (this.givenUp)
            throw this.givenUp;
        const { cancelled: signal } = this;
        for (let left = this.opensAt - Date.now(); left > 0 && !signal.aborted; left = this.opensAt - Date.now()) {
            this.announce(left);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(left, progressEvery), undefined, { signal }).catch(() => undefined);
        }
    }
    /** In milliseconds, 0 where a request may be sent now. */
    get left() {
        return Math.max(this.opensAt - Date.now(), 0);
    }
    /**
     * Waits until a read and a write have room together: what was read before a wait is old after it. Each round waits for
     * longer, since others may take what has come free.
     * @param round from 1 on.
     * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all, or is cancelled.
     */
    async makeRoom(round) {
        const now = Date.now();
        const wait = this.left * (round + 1);
        this.waited += Math.max(now + wait - Math.max(this.roomAt, now), 0); // those that wait together wait once
        this.roomAt = Math.max(this.roomAt, now + wait);
        if (this.waited > longestWait)
            throw this.giveUp(wait);
        await this.pass();
        const more = now + wait - Date.now();
        if (more > 0)
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(more, undefined, { signal: this.cancelled }).catch(() => undefined);
    }
    /** Takes note of an answer that was let through. Source: Auth0 docs, rate limit use cases: the three headers. */
    observe(headers) {
        if (text(headers['x-ratelimit-remaining']) !== '0')
            return;
        const wait = untilReset(headers) ?? 0;
        // A tenant's rate fills up within seconds; a longer wait is for the refusal to ask for, which is counted.
        if (wait <= longestPace)
            this.opensAt = Math.max(this.opensAt, Date.now() + wait);
    }
    /**
     * Takes note of a refusal (429); the next request waits for as long as the answer says, else for a second more
     * each time.
     * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all, or is cancelled.
     */
    refused(headers, attempt) {
        const asked = retryAfter(headers) ?? untilReset(headers) ?? attempt * 1000;
        const wait = Math.max(asked, shortestWait * attempt);
        const opensAt = Math.max(this.opensAt, Date.now() + wait);
        this.waited += opensAt - Math.max(this.opensAt, Date.now());
        if (this.waited > longestWait || this.cancelled.aborted)
            throw this.giveUp(wait);
        this.opensAt = opensAt;
    }
    giveUp(wait) {
        const why = this.cancelled.aborted ? 'was cancelled' : 'has waited for as long as it may (5 minutes)';
        this.givenUp = new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('auth0-rate-limited', `Auth0's rate limit asks to wait ${Math.ceil(wait / 1000)} s more; this run ${why}.`, 'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.');
        return this.givenUp;
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
    const seconds = Number.parseInt(text(headers['retry-after']) ?? '', 10);
    return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0) * 1000;
}
/** `x-ratelimit-reset` is in UNIX seconds of Auth0's clock, which the `date` header tells; ours may differ. */
function untilReset(headers) {
    const reset = Number.parseInt(text(headers['x-ratelimit-reset']) ?? '', 10);
    if (Number.isNaN(reset))
        return undefined;
    const date = Date.parse(text(headers.date) ?? '');
    return Math.max(reset * 1000 - (Number.isNaN(date) ? Date.now() : date), 0);
}
function text(value) {
    return Array.isArray(value) ? value[0] : value;
}


/***/ }),

/***/ 7681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ redactor),
/* harmony export */   I: () => (/* binding */ tokenRefusal),
/* harmony export */   NC: () => (/* binding */ missingScope),
/* harmony export */   nc: () => (/* binding */ scopeLacked),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/** Auth0's errors as ours. */


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
    const missing = lackingScope(said.message);
    if (answer.status === 403 && missing !== undefined)
        return missingScope(doing, missing);
    const { code, hint } = reasonFor(answer.status, said.message);
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `Auth0 refused ${doing}: ${said.full}.`, hint);
}
/** The scopes of which any would do, as Auth0 names them; undefined where that is not what it says. */
function lackingScope(message) {
    return /^Insufficient scope, expected any of: (.+)$/.exec(message)?.[1];
}
/** What a refused token lacks; '' where the answer refuses nothing, or does not say. */
function scopeLacked(answer, redact) {
    return answer.status === 403 ? (lackingScope(words(answer, redact).message) ?? '') : '';
}
/** The application lacks a right on the Management API itself. */
function missingScope(doing, scope) {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('auth0-missing-scope', `The application may not do this: ${doing} needs ${scope}.`, `Grant ${scope} to the application: Applications › APIs › Auth0 Management API › Machine to Machine Applications.`);
}
/**
 * Why the token endpoint gave no token.
 * @param doubt what to check where Auth0 does not say what is wrong.
 */
function tokenRefusal(answer, redact, doubt) {
    const { full } = words(answer, redact);
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('auth0-unauthorized', `Auth0 gave no token: ${full}.`, tokenHint(full) ?? doubt);
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

/***/ 2107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSession: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: ./lib/adapters/auth0/http.js
var auth0_http = __webpack_require__(4101);
// EXTERNAL MODULE: ./lib/adapters/auth0/refusal.js
var refusal = __webpack_require__(7681);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./lib/adapters/auth0/token.js
/** The run's one token. */



/** `scope` is left out of the documented sample, so its absence means nothing. */
const answerBody = schemas/* object */.Ikc({ access_token: schemas/* string */.YjP().min(1), scope: schemas/* string */.YjP().nullish() });
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
        scopes: typeof scope === 'string' ? new Set(scope.split(' ')) : undefined,
        redact: (0,refusal/* redactor */.$p)([...sent, value]),
    };
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/session.js



/**
 * Opens the run's one session.
 * @param needs what the token has to allow; checked here where Auth0 says what it allows, so that a missing grant is
 * named before anything is asked or written.
 * @throws ActionError auth0-unauthorized, auth0-missing-scope, auth0-unavailable, auth0-rate-limited
 */
async function openSession(access, needs, surroundings) {
    const { log, mask } = surroundings;
    const http = new auth0_http/* TenantHttp */.V(access.domain, surroundings);
    const token = await getToken(http, access, mask);
    const lacking = needs.filter((scope) => token.scopes !== undefined && !token.scopes.has(scope));
    if (lacking.length > 0)
        throw (0,refusal/* missingScope */.NC)('this run', lacking.join(' and '));
    return { http, token, log };
}


/***/ })

};
