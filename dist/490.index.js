export const id = 490;
export const ids = [490];
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

/***/ 5490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Auth0TenantReader: () => (/* binding */ Auth0TenantReader)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/p-map/index.js
var p_map = __webpack_require__(606);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/adapters/auth0/http.js
var auth0_http = __webpack_require__(4101);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/adapters/auth0/rate-limit.js
var rate_limit = __webpack_require__(5469);
// EXTERNAL MODULE: ./lib/adapters/auth0/refusal.js
var refusal = __webpack_require__(7681);
;// CONCATENATED MODULE: ./lib/adapters/auth0/reads.js
/** Reads that a run can do without. */





/** Whether it is worth asking: a token of which is not known what it allows may. */
function may({ token, lacking }, scope) {
    return !lacking.has(scope) && token.scopes?.has(scope) !== false;
}
/** A read that the run needs. @throws ActionError auth0-unavailable, auth0-rate-limited */
async function ask(session, path) {
    return await session.http.sendUntilAnswered(() => getRequest(session, path));
}
/**
 * What an answer says. `shape` leaves out what is not needed, which may be a secret.
 * @param expected what was asked for, in the words of an error, and its shape.
 * @throws ActionError auth0-…, where it was refused or says something else.
 */
function accept({ http, token }, answer, { what, shape }) {
    if (answer.status < 200 || answer.status > 299)
        throw (0,refusal/* refusal */.x5)(`reading ${what}`, answer, token.redact);
    const { data, success } = shape.safeParse(answer.body);
    if (!success)
        throw (0,auth0_http/* unavailable */.hU)(http.domain, `${what} has an unexpected shape`);
    return data;
}
/** The time was over before a request could be sent. */
class TimeOver extends Error {
}
/**
 * Reads that the run can do without, for a limited time. They wait for Auth0's rate limit as all requests do, but on an
 * account of their own: a run that waited a minute for a thousand roles may still wait for as long as any other for what
 * it has to read and write.
 */
class OptionalReads {
    session;
    limit;
    over;
    end;
    /** @param time in milliseconds, from now on. */
    constructor(session, time) {
        this.session = session;
        this.limit = new rate_limit/* RateLimit */.q(session.log);
        this.end = Date.now() + time;
        // Nothing waits for this timer alone, so it need not keep the process alive.
        this.over = (0,promises_.setTimeout)(time, false, { ref: false });
    }
    /**
     * A request that is on its way when the time is over is waited for; one without an answer, or with a 5xx, is sent
     * again as often as any other.
     * @throws TimeOver, ActionError auth0-unavailable
     */
    async get(path) {
        for (let refusals = 1; await this.mayAsk(); refusals += 1) {
            const answer = await this.session.http.send(getRequest(this.session, path)).catch(onlyNoAnswer);
            if (answer === undefined || answer.status >= 500)
                return await ask(this.session, path);
            if (answer.status !== 429)
                return answer;
            this.refused(answer.headers, refusals);
        }
        throw new TimeOver();
    }
    /** Resolves when both gates are open, or the time is over. */
    async mayAsk() {
        if (Date.now() >= this.end)
            return false;
        const open = Promise.all([this.limit.pass(), this.session.http.limit.pass()]);
        return await Promise.race([open.then(() => Date.now() < this.end), this.over]);
    }
    /** A wait that is too long for a run is too long for this. */
    refused(headers, refusals) {
        try {
            this.limit.refused(headers, refusals);
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* ActionError */.lZ))
                throw thrown;
            this.end = 0;
        }
    }
}
function onlyTimeOver(thrown) {
    if (!(thrown instanceof TimeOver))
        throw thrown;
}
function onlyNoAnswer(thrown) {
    if (!(thrown instanceof auth0_http/* NoAnswer */.W_))
        throw thrown;
}
function getRequest({ token }, path) {
    return { method: 'GET', path, headers: { authorization: `Bearer ${token.value}` } };
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/names.js
/** Names of applications and organizations. */



/** The most a page may hold. */
const pageSize = 100;
/** Those that are asked for one by one. */
const mostNames = 20;
const atOnce = 4;
const application = schemas/* object */.Ikc({ client_id: schemas/* string */.YjP(), name: schemas/* string */.YjP().nullish() })
    .transform(({ client_id: id, name }) => ({ id, name: name ?? '' }));
/**
 * Only these fields are asked for, and only these are kept of an answer that holds an application's secrets all the same.
 * Source of the scopes: Management API OpenAPI, get_clients.
 */
const applicationNames = {
    path: '/api/v2/clients',
    query: 'fields=client_id,name&include_fields=true',
    scopes: ['read:clients', 'read:client_keys', 'read:client_summary'],
    shape: schemas/* union */.KCZ([
        schemas/* object */.Ikc({ clients: schemas/* array */.YOg(application) }).transform(({ clients }) => clients),
        application.transform((one) => [one]),
    ]),
};
const organization = schemas/* object */.Ikc({ id: schemas/* string */.YjP(), name: schemas/* string */.YjP() });
/** Source: Management API OpenAPI, get_organizations and get_organizations_by_id. */
const organizationNames = {
    path: '/api/v2/organizations',
    query: '',
    scopes: ['read:organizations'],
    shape: schemas/* union */.KCZ([
        schemas/* object */.Ikc({ organizations: schemas/* array */.YOg(organization) }).transform(({ organizations }) => organizations),
        organization.transform((one) => [one]),
    ]),
};
/** A name is a nicety: what is refused, or not read in time, has none. One page of the list has all that most tenants have. */
async function readNames(session, { ids, of, time }) {
    const names = new Map();
    const reads = new OptionalReads(session, time);
    const readSome = async (path) => {
        if (!of.scopes.some((scope) => may(session, scope)))
            return;
        const answer = await reads.get(`${of.path}${path}${of.query}`.replace(/[?&]$/, '')).catch(onlyTimeOver);
        if (answer?.status === 403)
            for (const scope of of.scopes)
                session.lacking.add(scope);
        for (const { id, name } of of.shape.safeParse(answer?.body).data ?? [])
            if (name !== '')
                names.set(id, name);
    };
    if (ids.length > 1)
        await readSome(`?page=0&per_page=${pageSize}&include_totals=true&`);
    const rest = ids.filter((id) => !names.has(id)).slice(0, mostNames);
    await (0,p_map/* default */.Ay)(rest, (id) => readSome(`/${encodeURIComponent(id)}?`), { concurrency: atOnce });
    return names;
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/pages.js
/** A page of a list, in whichever form it comes. */

/**
 * The shape of a page in either of its forms: the bare list, or an object that holds it, with totals beside it.
 * Source: Management API OpenAPI, which asks for none of the three numbers.
 * @param key under which the object has the list.
 */
function pageOf(key, item) {
    return schemas/* preprocess */.vkY((body) => (Array.isArray(body) ? { items: body } : withItems(key, body)), schemas/* object */.Ikc({
        items: schemas/* array */.YOg(item),
        start: maybe(schemas/* int */.Whr().nonnegative()),
        limit: maybe(schemas/* int */.Whr().positive()),
        total: maybe(schemas/* int */.Whr().nonnegative()),
    }));
}
function withItems(key, body) {
    const { data } = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).safeParse(body);
    return data && { start: data.start, limit: data.limit, total: data.total, items: data[key] };
}
function maybe(number) {
    return number.nullish().transform((value) => value ?? undefined);
}
/** Whether the list ends with a page, as far as totals tell; one that says less than came says nothing. */
function endsList({ items, start, total }, before) {
    return (start ?? before) + items.length === total;
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/role-check.js
/** What every role gives, as far as the time allows. */





/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const role_check_pageSize = 100;
/** Ten times the 1000 roles of a tenant, or permissions of a role (Auth0 docs, Entity Limit Policy), on pages of 50. */
const mostPages = 200;
const role_check_atOnce = 4;
/** So few that to ask each of them is within the smallest rate limit of a paid tenant. */
const few = 5;
/**
 * Tenants whose bucket holds so few requests get at most three a second (Auth0 docs, Rate Limit Configurations): one
 * request at a time is as fast there as four, of which most would be refused.
 */
const smallBucket = 10;
/** Roles of organizations stand among the tenant's. Source: auth0-deploy-cli, pull request 1453: `type` and `owner_id`. */
const namedRole = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    name: schemas/* string */.YjP(),
    type: schemas/* string */.YjP().nullish(),
    owner_id: schemas/* string */.YjP().nullish(),
});
const roleCheckpoint = schemas/* object */.Ikc({ roles: schemas/* array */.YOg(namedRole), next: schemas/* string */.YjP().nullish() });
const rolePermission = schemas/* object */.Ikc({ permission_name: schemas/* string */.YjP(), resource_server_identifier: schemas/* string */.YjP() });
/**
 * Auth0 can't be asked which roles hold a permission, so each role is asked what it holds, until the time is over; where
 * only a few are worth it, no more than those. Needs `read:roles`.
 * @throws ActionError auth0-…
 */
async function checkRoles(session, question, limits) {
    const reads = new OptionalReads(session, limits.roles);
    const most = question.roles === 'few' ? few : Number.POSITIVE_INFINITY;
    const { roles, total, concurrency } = await listRoles(session, most);
    if (total > most)
        return { check: { roles: [], total }, concurrency };
    let checked = 0;
    const progress = setInterval(() => session.log(`Checked ${checked} of ${total} roles …`), limits.progress);
    const readOne = async (role) => {
        const held = await permissionsOf(session, role, reads).catch(onlyTimeOver);
        if (held)
            checked += 1;
        return held && { ...toRole(role), permissions: byApi(held, question.permissions) };
    };
    const found = await (0,p_map/* default */.Ay)(roles, readOne, { concurrency }).finally(() => clearInterval(progress));
    return { check: { roles: found.filter((role) => role !== undefined), total }, concurrency };
}
function toRole(role) {
    return { id: role.id, name: role.name, organization: organizationOf(role), users: null };
}
function organizationOf({ type, owner_id: owner }) {
    return type === 'organization' ? { id: owner ?? '', name: null } : null;
}
/** @param most after how many roles the list need not be read any further. */
async function listRoles(session, most) {
    const { items, total, headers } = await listByOffsets(session, most).catch((thrown) => {
        if (!(thrown instanceof OffsetsRefused))
            throw thrown;
        return listByCheckpoints(session, most);
    });
    const roles = [...new Map(items.map((role) => [role.id, role])).values()];
    const concurrency = Number(headers['x-ratelimit-limit']) <= smallBucket ? 1 : role_check_atOnce;
    return { roles, total, concurrency };
}
const roleList = { path: '/api/v2/roles', what: 'the list of roles' };
/** The list takes no offsets, or none so far. */
class OffsetsRefused extends Error {
}
async function listByOffsets(session, most) {
    const list = { ...roleList, shape: pageOf('roles', namedRole), most };
    return await readList(session, list, async (path) => {
        const answer = await ask(session, path);
        if (answer.status === 400)
            throw new OffsetsRefused();
        return answer;
    });
}
/** Offsets are to give way to these. Source: auth0-deploy-cli, pull request 1453. How many there are is not said. */
async function listByCheckpoints(session, most) {
    const items = [];
    for (let from = '', page = 0; page < mostPages; page += 1) {
        const answer = await ask(session, `${roleList.path}?take=${role_check_pageSize}${from}`);
        const { roles, next } = accept(session, answer, { ...roleList, shape: roleCheckpoint });
        items.push(...roles);
        if (!next || items.length > most)
            return { items, total: items.length, headers: answer.headers };
        from = `&from=${encodeURIComponent(next)}`;
    }
    throw (0,auth0_http/* unavailable */.hU)(session.http.domain, `${roleList.what} has no end`);
}
/**
 * A role that was deleted meanwhile gives nobody anything; one that is still there is asked what it gives.
 * @returns undefined where that is less than there is.
 */
async function permissionsOf(session, { id, name }, reads) {
    const role = `/api/v2/roles/${encodeURIComponent(id)}`;
    const list = {
        path: `${role}/permissions`,
        what: `the list of permissions of the role ${name}`,
        shape: pageOf('permissions', rolePermission),
        most: Number.POSITIVE_INFINITY,
    };
    const { items, total } = await readList(session, list, async (page) => {
        const answer = await reads.get(page);
        const isGone = answer.status === 404 && (await reads.get(role)).status === 404;
        return isGone ? { ...answer, status: 200, body: nothing } : answer;
    });
    return items.length < total ? undefined : items;
}
const nothing = { total: 0, permissions: [] };
/** Of all that a role gives, which can be a lot, only what is asked for is kept. */
function byApi(held, wanted) {
    const found = new Map();
    for (const { resource_server_identifier: identifier, permission_name: name } of held) {
        if (!wanted.get(identifier)?.has(name))
            continue;
        found.set(identifier, (found.get(identifier) ?? new Set()).add(name));
    }
    return found;
}
/**
 * Reads page after page, of the size that Auth0 says it gives, to the end, or to one that brings nothing new. Where items
 * are deleted meanwhile, the list shifts past others: the largest total that was told says that some were not seen.
 */
async function readList(session, list, get) {
    const seen = new Map();
    let most = 0;
    for (let page = 0, size = role_check_pageSize; page < mostPages; page += 1) {
        const answer = await get(`${list.path}?include_totals=true&page=${page}&per_page=${size}`);
        const found = accept(session, answer, list);
        const before = seen.size;
        for (const item of found.items)
            seen.set(JSON.stringify(item), item);
        most = Math.max(most, found.total ?? 0, seen.size);
        // A first page without anything is what a fault looks like, too: it has to say that there is nothing, or say it twice.
        const isEnd = endsList(found, page * size) || (page > 0 && seen.size === before);
        if (isEnd || most > list.most)
            return { items: [...seen.values()], total: most, headers: answer.headers };
        size = found.limit ?? size;
    }
    throw (0,auth0_http/* unavailable */.hU)(session.http.domain, `${list.what} has no end`);
}

// EXTERNAL MODULE: ./lib/core/reach/question.js
var question = __webpack_require__(8751);
;// CONCATENATED MODULE: ./lib/adapters/auth0/role-users.js
/** How many users hold the roles that lose something. */





const userPage = schemas/* object */.Ikc({ total: schemas/* int */.Whr().min(0) });
/** Source: Management API OpenAPI, get_role_user. Which of its scopes suffices is not said, so Auth0 is asked in any case. */
const usersScope = 'read:users';
/** How many users hold each role that loses something: a request each, in the time there is. Groups are not counted. */
async function countUsers(session, { check, concurrency }, { lost, time }) {
    const reads = new OptionalReads(session, time);
    const counts = new Map();
    const losing = check.roles.filter((role) => (0,question/* losesOf */.QZ)(role, lost));
    const count = async ({ id }) => {
        if (session.lacking.has(usersScope))
            return;
        const path = `/api/v2/roles/${encodeURIComponent(id)}/users?per_page=1&include_totals=true`;
        const answer = await reads.get(path).catch(onlyTimeOver);
        if (answer?.status === 403)
            session.lacking.add(usersScope);
        const { data } = userPage.safeParse(answer?.body);
        if (answer?.status === 200 && data)
            counts.set(id, data.total);
        return answer && (0,refusal/* scopeLacked */.nc)(answer, session.token.redact).split(', ')[0];
    };
    const first = await (0,p_map/* default */.Ay)(losing.slice(0, 1), count); // where that is refused, so would be the others
    await (0,p_map/* default */.Ay)(losing.slice(1), count, { concurrency });
    const roles = check.roles.map((role) => ({ ...role, users: counts.get(role.id) ?? null }));
    const isLacking = losing.length > 0 && session.lacking.has(usersScope);
    return { check: { ...check, roles }, lacking: isLacking ? first[0] || usersScope : '' };
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/holders.js
/**
 * Who holds which permissions: client grants and roles, as far as the token may read them.
 *
 * Requests, each of them a GET:
 * - grants: one for every hundred client grants of an API, so mostly one for an API;
 * - names of applications: none where none is affected; one where one is, or where the tenant has a hundred at most; never
 *   more than 21; the same for names of organizations whose roles are affected;
 * - roles: one for every hundred roles, and one for every hundred permissions of each, so 1010 where a tenant has the
 *   thousand roles that it may have; those for a role end when the time for them is over. Then one for each role that
 *   loses something, for its number of users;
 * - which applications are third-party ones, where it is asked: one for every hundred of those;
 * - settings: one, where a grant is for all third-party applications.
 */








const holderLimits = { names: 10_000, roles: 60_000, progress: 10_000 };
/** The most a page may hold, of grants and of applications. */
const holders_pageSize = 100;
/** As many as a tenant may have grants (Auth0 docs, Entity Limit Policy: 100,000), on pages of half the size. */
const holders_mostPages = 2000;
const holders_atOnce = 4;
/** What reading a part takes; each of the scopes will do. */
const scopes = {
    grants: ['read:client_grants'],
    roles: ['read:roles'],
    // Source: Management API OpenAPI, get_clients: `is_first_party` is none of the fields that a summary has.
    applications: ['read:clients', 'read:client_keys'],
    settings: ['read:tenant_settings'],
};
/**
 * Reads what is asked for. What the token may not read is undefined and stands in `notRead`, and a name or number that
 * can't be read is null.
 * @throws ActionError auth0-unavailable, auth0-rate-limited, auth0-unauthorized, auth0-rejected
 */
async function readHolders(session, question, limits = holderLimits) {
    const notRead = [];
    const parts = { session, question, limits, notRead };
    const granted = await granting(parts);
    const roles = question.roles === 'none' ? undefined : await giving(parts);
    return { ...granted, roles, notRead };
}
async function granting(parts) {
    const { session, question, limits } = parts;
    const grants = await unlessLacking(parts, 'grants', () => readGrants(session, question));
    if (!grants)
        return { grants };
    const named = await withNames(session, grants, limits.names);
    const isAsked = question.thirdParties && hasSingle(grants);
    const thirdParties = isAsked
        ? await unlessLacking(parts, 'applications', () => readThirdParties(session))
        : undefined;
    const registration = hasDefault(grants) ? await readRegistration(session, limits.names) : undefined;
    return { grants: named, thirdParties, registration };
}
async function giving(parts) {
    const { session, question, limits, notRead } = parts;
    const paced = await unlessLacking(parts, 'roles', () => checkRoles(session, question, limits));
    if (!paced)
        return undefined;
    const counted = await countUsers(session, paced, { lost: question.lost, time: limits.names });
    if (counted.lacking !== '')
        notRead.push({ what: 'users', right: counted.lacking });
    return await withOrganizations(session, counted.check, limits.names);
}
/** Undefined where the token lacks the right, which is asked for once a run at most. */
async function unlessLacking({ session, notRead }, what, read) {
    const [right] = scopes[what];
    if (scopes[what].some((scope) => may(session, scope))) {
        try {
            return await read();
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* ActionError */.lZ) || thrown.code !== 'auth0-missing-scope')
                throw thrown;
            for (const scope of scopes[what])
                session.lacking.add(scope);
        }
    }
    notRead.push({ what, right });
    return undefined;
}
/** Lenient about unknown fields, because live answers hold some that the OpenAPI document does not name. */
const clientGrant = schemas/* object */.Ikc({
    // A default for a group of applications names no client: terraform-provider-auth0, TestAccClientGrant_DefaultFor.
    client_id: schemas/* string */.YjP().nullish(),
    default_for: schemas/* string */.YjP().nullish(),
    audience: schemas/* string */.YjP(),
    // Absent from one that allows all: terraform-provider-auth0, TestAccClientGrant.
    scope: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
    allow_all_scopes: schemas/* boolean */.zMY().nullish(),
    // Absent from grants of old tenants, which have only those for the application itself.
    subject_type: schemas/* string */.YjP().nullish(),
})
    .refine(({ client_id, default_for }) => client_id || default_for);
const grantPage = schemas/* object */.Ikc({
    client_grants: schemas/* array */.YOg(clientGrant),
    next: schemas/* string */.YjP().nullish(),
    /** Where Auth0 pages by numbers after all, and gives no way to the rest. */
    total: schemas/* number */.aig().nullish(),
});
/** The first API is asked about alone: where that is refused, so would be the others. */
async function readGrants(session, { grants: identifiers, permissions }) {
    const readOne = async (identifier) => {
        const held = new Map();
        const wanted = permissions.get(identifier) ?? new Set();
        for await (const grant of grantsOf(session, identifier))
            hold(held, grant, wanted);
        return [identifier, [...held.values()]];
    };
    const first = await (0,p_map/* default */.Ay)(identifiers.slice(0, 1), readOne);
    return new Map([...first, ...(await (0,p_map/* default */.Ay)(identifiers.slice(1), readOne, { concurrency: holders_atOnce }))]);
}
async function* grantsOf(session, identifier) {
    const list = {
        path: `/api/v2/client-grants?audience=${encodeURIComponent(identifier)}&take=${holders_pageSize}`,
        what: `the list of client grants of ${identifier}`,
        shape: grantPage,
        count: ({ client_grants: grants }) => grants.length,
    };
    for await (const { client_grants: grants } of checkpoints(session, list))
        yield* grants.filter(({ audience }) => audience === identifier);
}
/**
 * Pages by `from` and `take`, as Auth0's own SDKs do: `page` and `per_page` are meant for about 1,000 items, and an API
 * can have more grants. A list without an end is no answer: what it holds would not be known.
 */
async function* checkpoints(session, list) {
    const seen = new Set();
    for (let from = '', count = 0; !seen.has(from) && seen.size < holders_mostPages;) {
        seen.add(from);
        const body = accept(session, await ask(session, list.path + from), list);
        yield body;
        count += list.count(body);
        if (!body.next && count < (body.total ?? 0))
            throw (0,auth0_http/* unavailable */.hU)(session.http.domain, `${list.what} is shorter than it says`);
        if (!body.next)
            return;
        from = `&from=${encodeURIComponent(body.next)}`;
    }
    throw (0,auth0_http/* unavailable */.hU)(session.http.domain, `${list.what} has no end`);
}
/** An application has up to one grant of an API for each subject; should it have more of one, they are one here. */
function hold(held, grant, wanted) {
    const { client_id: id, subject_type: subject } = grant;
    const as = ways.get(subject ?? '') ?? 'itself';
    const key = JSON.stringify([id ?? null, as]);
    const before = held.get(key);
    const all = grant.allow_all_scopes === true || before?.all === true;
    const listed = (grant.scope ?? []).filter((permission) => wanted.has(permission));
    const permissions = new Set(all ? [] : [...(before?.permissions ?? []), ...listed]);
    if (!all && permissions.size === 0)
        return;
    held.set(key, { application: id ? { id, name: null } : null, as, permissions, all });
}
/** Source: Auth0's SDK for Node.js, ClientGrantSubjectTypeEnum. */
const ways = new Map([
    ['client', 'itself'],
    ['user', 'its-users'],
    ['anonymous_user', 'anyone'],
]);
function hasSingle(grants) {
    return [...grants.values()].flat().some(({ application }) => application !== null);
}
function hasDefault(grants) {
    return [...grants.values()].flat().some(({ application }) => application === null);
}
async function withNames(session, grants, time) {
    const ids = new Set([...grants.values()].flat().flatMap(({ application }) => application?.id ?? []));
    const names = await readNames(session, { ids: [...ids], of: applicationNames, time });
    const rename = (grant) => {
        const { application } = grant;
        return application ? { ...grant, application: { ...application, name: names.get(application.id) ?? null } } : grant;
    };
    return new Map([...grants].map(([identifier, held]) => [identifier, held.map(rename)]));
}
async function withOrganizations(session, check, time) {
    const ids = new Set(check.roles.flatMap(({ organization, permissions }) => organization && permissions.size > 0 ? organization.id : []));
    const names = await readNames(session, { ids: [...ids], of: organizationNames, time });
    const roles = check.roles.map((role) => {
        const { organization } = role;
        return organization
            ? { ...role, organization: { ...organization, name: names.get(organization.id) ?? null } }
            : role;
    });
    return { ...check, roles };
}
const thirdPartyPage = schemas/* object */.Ikc({
    clients: schemas/* array */.YOg(schemas/* object */.Ikc({ client_id: schemas/* string */.YjP(), is_first_party: schemas/* boolean */.zMY() })),
    next: schemas/* string */.YjP().nullish(),
});
async function readThirdParties(session) {
    const fields = 'fields=client_id,is_first_party&include_fields=true';
    const list = {
        path: `/api/v2/clients?is_first_party=false&${fields}&take=${holders_pageSize}`,
        what: 'the list of third-party applications',
        shape: thirdPartyPage,
        count: ({ clients }) => clients.length,
    };
    const found = new Set();
    for await (const { clients } of checkpoints(session, list))
        for (const { client_id: id, is_first_party: isFirst } of clients)
            if (!isFirst)
                found.add(id);
    return found;
}
const settings = schemas/* object */.Ikc({ flags: schemas/* object */.Ikc({ enable_dynamic_client_registration: schemas/* boolean */.zMY().nullish() }).nullish() });
/** Worth knowing, and no reason to stop: undefined where it is refused, or not read in time. */
async function readRegistration(session, time) {
    if (!scopes.settings.some((scope) => may(session, scope)))
        return undefined;
    const reads = new OptionalReads(session, time);
    const answer = await reads.get('/api/v2/tenants/settings?fields=flags&include_fields=true').catch(onlyTimeOver);
    if (answer?.status === 403)
        for (const scope of scopes.settings)
            session.lacking.add(scope);
    if (answer?.status !== 200)
        return undefined;
    const { data } = settings.safeParse(answer.body);
    return data && data.flags?.enable_dynamic_client_registration === true;
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/tenant.js
/** Reads APIs; can't write. */





/** Source: Management API OpenAPI, `identifiers`: at most ten. */
const mostIdentifiers = 10;
/** In characters: longer than any proxy or server is sure to take in a request's first line. */
const longestQuery = 6000;
/** Twice what a tenant may have (Auth0 docs, Entity Limit Policy: 100,000 APIs), and an end to a list without one. */
const tenant_mostPages = 4000;
/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const tenant_pageSize = 100;
const subjectPolicy = schemas/* object */.Ikc({ policy: schemas/* string */.YjP().nullish() }).nullish();
/**
 * Of an API only what is needed: an answer also carries `signing_secret`, which must not live on. Lenient about
 * unknown fields, because live answers hold some that the OpenAPI document does not name.
 */
const resourceServer = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    identifier: schemas/* string */.YjP(),
    name: schemas/* string */.YjP().nullish(),
    is_system: schemas/* boolean */.zMY().nullish(),
    enforce_policies: schemas/* boolean */.zMY().nullish(),
    // The kinds of subject: Auth0's SDK for Node.js, ResourceServerSubjectTypeAuthorization.
    subject_type_authorization: schemas/* object */.Ikc({ client: subjectPolicy, user: subjectPolicy, anonymous_user: subjectPolicy })
        .nullish(),
    // An older page of the same beta: Auth0 docs, "Anonymous Sessions".
    allow_anonymous_access: schemas/* boolean */.zMY().nullish(),
    scopes: schemas/* array */.YOg(schemas/* object */.Ikc({ value: schemas/* string */.YjP(), description: schemas/* string */.YjP().nullish() })).nullish(),
});
/** Every API of the tenant stands in the list; of those that nobody asked for only the identifier is looked at. */
const named = schemas/* looseObject */._H3({ identifier: schemas/* string */.YjP() });
const serverPage = pageOf('resource_servers', named);
/** Reads APIs, and who holds their permissions. It has no method that writes, and needs `read:resource_servers` only. */
class Auth0TenantReader {
    session;
    lacking = new Set();
    constructor(session) {
        this.session = session;
    }
    async apis(identifiers) {
        if (identifiers.length === 0)
            return [];
        const query = queryFor(identifiers);
        if (query !== undefined)
            return (await this.pages(new Set(identifiers), query)).found;
        const found = await this.whole(new Set(identifiers));
        return [...found, ...(await this.lateOnes(identifiers, found))];
    }
    async allApis() {
        return await this.whole('all');
    }
    /** What the token may not read is undefined, and asked for once a run at most. @throws ActionError auth0-… */
    async holders(question) {
        return await readHolders({ ...this.session, lacking: this.lacking }, question);
    }
    /** Between two pages the list may have shifted past an API, so the few that were not seen are asked for by name. */
    async lateOnes(identifiers, found) {
        const seen = new Set(found.map(({ identifier }) => identifier));
        const late = identifiers.filter((identifier) => !seen.has(identifier));
        const query = late.length > 0 ? queryFor(late) : undefined;
        return query === undefined ? [] : (await this.pages(new Set(late), query)).found;
    }
    /** Between two pages the list may have shifted past an API: where the totals tell so, it is read once more. */
    async whole(wanted) {
        const first = await this.pages(wanted, '');
        if (first.extent === 'whole')
            return first.found;
        const second = await this.pages(wanted, '');
        if (second.extent === 'whole')
            return second.found;
        if (second.extent === 'short')
            throw (0,auth0_http/* unavailable */.hU)(this.session.http.domain, 'the list of APIs is shorter than it says');
        const both = [...first.found, ...second.found].map((api) => [api.identifier, api]);
        return [...new Map(both).values()];
    }
    /**
     * Reads page after page, of the size that Auth0 says it gives, until all that is wanted was seen, the list ends or a
     * page brings nothing new.
     */
    async pages(wanted, query) {
        const found = new Map();
        const seen = new Set();
        const totals = new Set();
        const most = wanted === 'all' ? Number.POSITIVE_INFINITY : wanted.size;
        for (let page = 0, size = tenant_pageSize; found.size < most && page < tenant_mostPages; page += 1) {
            const servers = await this.page(page, size, query);
            if (servers.total !== undefined)
                totals.add(servers.total);
            const before = seen.size;
            for (const server of servers.items) {
                seen.add(server.identifier);
                if (wanted === 'all' || wanted.has(server.identifier))
                    found.set(server.identifier, readWanted(server, this.session.http.domain));
            }
            // Asked for by name, a bare list is all there is; else it ends with a page that brings nothing new.
            const isNamed = query !== '' && servers.total === undefined;
            if (isNamed || endsList(servers, page * size) || (page > 0 && seen.size === before))
                break;
            size = servers.limit ?? size;
        }
        return { found: [...found.values()], extent: found.size >= most ? 'whole' : extentOf(totals, seen.size) };
    }
    async page(page, size, query) {
        const path = `/api/v2/resource-servers?include_totals=true&page=${page}&per_page=${size}${query}`;
        const { data, success } = serverPage.safeParse((await this.get(path, 'the list of APIs')).body);
        if (!success)
            throw (0,auth0_http/* unavailable */.hU)(this.session.http.domain, 'the list of APIs has an unexpected shape');
        return data;
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
/** @param totals what the pages said, each once. */
function extentOf(totals, seen) {
    if (Math.max(0, ...totals) <= seen && totals.size <= 1)
        return 'whole';
    return totals.size > 1 ? 'shifted' : 'short';
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
        name: server.name ?? undefined,
        permissions: (server.scopes ?? []).map(toPermission),
        system: server.is_system === true,
        admission: admissionOf(server),
    };
}
function toPermission({ value, description }) {
    return { name: value, description: description ?? undefined };
}
/**
 * Absent keys are Auth0's defaults: RBAC off, user access `allow_all` (tenants before 2025 don't have the latter), nobody
 * without signing in. A policy of another name is taken for one that asks for a grant: none that is known lets in more
 * than that without saying so.
 */
function admissionOf({ enforce_policies: rbac = false, subject_type_authorization: subjects, allow_anonymous_access: anonymous = false, }) {
    const policies = {
        client: subjects?.client?.policy ?? 'require_client_grant',
        user: subjects?.user?.policy ?? 'allow_all',
        anonymous: subjects?.anonymous_user?.policy ?? (anonymous ? 'require_client_grant' : 'deny_all'),
    };
    return {
        applications: byGrant(policies.client),
        users: policies.user === 'allow_all' ? 'everyone' : byGrant(policies.user),
        anonymous: byGrant(policies.anonymous),
        rbac: rbac === true,
    };
}
/** Source: Auth0 docs, "API Access Policies for Applications": `deny_all` counts regardless of any other setting or grant. */
function byGrant(policy) {
    return policy === 'deny_all' ? 'nobody' : 'by-grant';
}


/***/ })

};
