export const id = 70;
export const ids = [70,410];
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
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `Auth0 refused ${doing}: ${said.full}.`, hint);
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

/***/ 1410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Auth0TenantReader: () => (/* binding */ Auth0TenantReader),
  openSession: () => (/* binding */ openSession)
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

;// CONCATENATED MODULE: ./lib/adapters/auth0/role-check.js




/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const pageSize = 100;
/** Ten times the 1000 roles of a tenant, or permissions of a role (Auth0 docs, Entity Limit Policy), on pages of 50. */
const mostPages = 200;
const atOnce = 4;
/**
 * Tenants whose bucket holds so few requests get at most three a second (Auth0 docs, Rate Limit Configurations): one
 * request at a time is as fast there as four, of which most would be refused.
 */
const smallBucket = 10;
const totals = { start: schemas/* number */.aig(), limit: schemas/* int */.Whr().positive(), total: schemas/* number */.aig() };
const namedRole = schemas/* object */.Ikc({ id: schemas/* string */.YjP(), name: schemas/* string */.YjP() });
const rolePage = schemas/* object */.Ikc({ ...totals, roles: schemas/* array */.YOg(namedRole) })
    .transform(({ roles, ...page }) => ({ ...page, items: roles }));
const rolePermission = schemas/* object */.Ikc({ permission_name: schemas/* string */.YjP(), resource_server_identifier: schemas/* string */.YjP() });
const permissionPage = schemas/* object */.Ikc({ ...totals, permissions: schemas/* array */.YOg(rolePermission) })
    .transform(({ permissions, ...page }) => ({ ...page, items: permissions }));
/**
 * Auth0 can't be asked which roles hold a permission, so each role is asked what it holds, until the time is over.
 * Needs `read:roles`.
 * @throws ActionError auth0-…
 */
async function checkRoles(session, question, limits) {
    const reads = new OptionalReads(session, limits.roles);
    const { roles, total, concurrency } = await listRoles(session);
    let checked = 0;
    const progress = setInterval(() => session.log(`Checked ${checked} of ${total} roles …`), limits.progress);
    const check = async (role) => {
        const held = await permissionsOf(session, role, reads).catch(onlyTimeOver);
        if (held)
            checked += 1;
        return held && { name: role.name, permissions: byApi(held, question.permissions) };
    };
    const found = await (0,p_map/* default */.Ay)(roles, check, { concurrency }).finally(() => clearInterval(progress));
    return { roles: found.filter((role) => role !== undefined), total };
}
async function listRoles(session) {
    const list = { path: '/api/v2/roles', what: 'the list of roles', shape: rolePage };
    const { items, total, headers } = await readList(session, list, (path) => ask(session, path));
    const roles = [...new Map(items.map((role) => [role.id, role])).values()];
    const concurrency = Number(headers['x-ratelimit-limit']) <= smallBucket ? 1 : atOnce;
    return { roles, total, concurrency };
}
/** A role that was deleted meanwhile gives nobody anything. */
async function permissionsOf(session, { id, name }, reads) {
    const path = `/api/v2/roles/${encodeURIComponent(id)}/permissions`;
    const list = { path, what: `the list of permissions of the role ${name}`, shape: permissionPage };
    const { items } = await readList(session, list, async (page) => {
        const answer = await reads.get(page);
        return answer.status === 404 ? { ...answer, status: 200, body: nothing } : answer;
    });
    return items;
}
const nothing = { start: 0, limit: 1, total: 0, permissions: [] };
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
 * Reads page after page, of the size that Auth0 says it gives, to the end. Where items are deleted meanwhile, the list
 * shifts past others: the largest total that was told says that some were not seen.
 */
async function readList(session, list, get) {
    const items = [];
    let most = 0;
    for (let page = 0, size = pageSize; page < mostPages; page += 1) {
        const answer = await get(`${list.path}?include_totals=true&page=${page}&per_page=${size}`);
        const { start, limit, total, items: more } = accept(session, answer, list);
        items.push(...more);
        most = Math.max(most, total);
        if (more.length === 0 || start + more.length >= total)
            return { items, total: most, headers: answer.headers };
        size = limit;
    }
    throw (0,auth0_http/* unavailable */.hU)(session.http.domain, `${list.what} has no end`);
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/holders.js
/**
 * Who holds which permissions: client grants and roles, as far as the token may read them.
 *
 * Requests, each of them a GET:
 * - grants: one for every hundred client grants of an API, so mostly one for an API;
 * - names: none where no application is affected; one where one is, or where the tenant has a hundred at most; never
 *   more than 21;
 * - roles: one for every hundred roles, and one for every hundred permissions of each, so 1010 where a tenant has the
 *   thousand roles that it may have; those for a role end when the time for them is over.
 */






const holderLimits = { names: 10_000, roles: 60_000, progress: 10_000 };
/** The most a page may hold, of grants and of applications. */
const holders_pageSize = 100;
/** As many as a tenant may have grants (Auth0 docs, Entity Limit Policy: 100,000), on pages of half the size. */
const holders_mostPages = 2000;
/** Applications that are asked for one by one. */
const mostNames = 20;
const holders_atOnce = 4;
/**
 * Reads what is asked for. What the token may not read is undefined, and a name that can't be read is null.
 * @throws ActionError auth0-unavailable, auth0-rate-limited, auth0-unauthorized, auth0-rejected
 */
async function readHolders(session, question, limits = holderLimits) {
    const grants = await unlessLacking(session, 'read:client_grants', () => readGrants(session, question));
    const named = grants && (await withNames(session, grants, limits.names));
    if (!question.roles)
        return { grants: named, roles: undefined };
    return {
        grants: named,
        roles: await unlessLacking(session, 'read:roles', () => checkRoles(session, question, limits)),
    };
}
function may({ token, lacking }, scope) {
    return !lacking.has(scope) && token.scopes?.has(scope) !== false;
}
async function unlessLacking(session, scope, read) {
    if (!may(session, scope))
        return undefined;
    try {
        return await read();
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* ActionError */.lZ) || thrown.code !== 'auth0-missing-scope')
            throw thrown;
        session.lacking.add(scope);
        return undefined;
    }
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
})
    .refine(({ client_id, default_for }) => client_id || default_for);
const grantPage = schemas/* object */.Ikc({ client_grants: schemas/* array */.YOg(clientGrant), next: schemas/* string */.YjP().nullish() });
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
/**
 * Pages by `from` and `take`, as Auth0's own SDKs do: `page` and `per_page` are meant for about 1,000 items, and an API
 * can have more grants. A list without an end is no answer: what it holds would not be known.
 */
async function* grantsOf(session, identifier) {
    const path = `/api/v2/client-grants?audience=${encodeURIComponent(identifier)}&take=${holders_pageSize}`;
    const list = { what: `the list of client grants of ${identifier}`, shape: grantPage };
    const seen = new Set();
    for (let from = ''; !seen.has(from) && seen.size < holders_mostPages;) {
        seen.add(from);
        const { client_grants: grants, next } = accept(session, await ask(session, path + from), list);
        yield* grants.filter(({ audience }) => audience === identifier);
        if (!next)
            return;
        from = `&from=${encodeURIComponent(next)}`;
    }
    throw (0,auth0_http/* unavailable */.hU)(session.http.domain, `${list.what} has no end`);
}
/** An application can hold several grants of an API, for itself and for its users; here they are one. */
function hold(held, grant, wanted) {
    const application = applicationOf(grant);
    const before = held.get(application.id);
    const all = grant.allow_all_scopes === true || before?.all === true;
    const listed = (grant.scope ?? []).filter((permission) => wanted.has(permission));
    const permissions = all ? [] : [...new Set([...(before?.permissions ?? []), ...listed])];
    if (all || permissions.length > 0)
        held.set(application.id, { application, permissions, all });
}
function applicationOf({ client_id, default_for }) {
    if (client_id)
        return { id: client_id, name: null };
    return { id: default_for ?? '', name: default_for === 'third_party_clients' ? 'All third-party applications' : null };
}
/** Each of them lets a name be read. Source: Management API OpenAPI, get_clients. */
const nameScopes = ['read:clients', 'read:client_keys', 'read:client_summary'];
/** Only these are asked for, and only these are kept of an answer that holds an application's secrets all the same. */
const nameFields = 'fields=client_id,name&include_fields=true';
const named = schemas/* object */.Ikc({ client_id: schemas/* string */.YjP(), name: schemas/* string */.YjP() });
const namedBody = schemas/* union */.KCZ([schemas/* object */.Ikc({ clients: schemas/* array */.YOg(named) }), named.transform((one) => ({ clients: [one] }))]);
async function withNames(session, grants, time) {
    const applications = [...grants.values()].flat().map(({ application }) => application);
    const nameless = new Set(applications.filter(({ name }) => name === null).map(({ id }) => id));
    const names = await readNames(session, [...nameless], new OptionalReads(session, time));
    const rename = (grant) => {
        const { id, name } = grant.application;
        return { ...grant, application: { id, name: names.get(id) ?? name } };
    };
    return new Map([...grants].map(([identifier, held]) => [identifier, held.map(rename)]));
}
/** A name is a nicety: what is refused, or not read in time, has none. One page of the list has all that most tenants have. */
async function readNames(session, ids, reads) {
    const names = new Map();
    const readSome = async (path) => {
        if (!nameScopes.some((scope) => may(session, scope)))
            return;
        const answer = await reads.get(`/api/v2/clients${path}${nameFields}`).catch(onlyTimeOver);
        if (answer?.status === 403)
            for (const scope of nameScopes)
                session.lacking.add(scope);
        const { clients } = namedBody.safeParse(answer?.body).data ?? { clients: [] };
        for (const { client_id: id, name } of clients)
            names.set(id, name);
    };
    if (ids.length > 1)
        await readSome(`?page=0&per_page=${holders_pageSize}&include_totals=true&`);
    const rest = ids.filter((id) => !names.has(id)).slice(0, mostNames);
    await (0,p_map/* default */.Ay)(rest, (id) => readSome(`/${encodeURIComponent(id)}?`), { concurrency: holders_atOnce });
    return names;
}

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
const tenant_mostPages = 4000;
/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const tenant_pageSize = 100;
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
const tenant_named = schemas/* looseObject */._H3({ identifier: schemas/* string */.YjP() });
const pageBody = schemas/* union */.KCZ([
    schemas/* object */.Ikc({
        start: schemas/* number */.aig(),
        limit: schemas/* int */.Whr().positive(),
        total: schemas/* number */.aig(),
        resource_servers: schemas/* array */.YOg(tenant_named),
    }),
    schemas/* array */.YOg(tenant_named),
]);
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
        const { found } = await this.pages(new Set(identifiers), '');
        return [...found, ...(await this.lateOnes(identifiers, found))];
    }
    /** Between two pages the list may have shifted past an API: where the totals tell so, it is read once more. */
    async allApis() {
        const first = await this.pages('all', '');
        if (first.steady)
            return first.found;
        const second = await this.pages('all', '');
        if (second.steady)
            return second.found;
        const both = [...first.found, ...second.found].map((api) => [api.identifier, api]);
        return [...new Map(both).values()];
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
            const { servers, last, limit, total } = await this.page(page, size, query);
            if (total !== undefined)
                totals.add(total);
            const before = seen.size;
            for (const server of servers) {
                seen.add(server.identifier);
                if (wanted === 'all' || wanted.has(server.identifier))
                    found.set(server.identifier, readWanted(server, this.session.http.domain));
            }
            if (last || seen.size === before)
                break;
            size = limit;
        }
        return { found: [...found.values()], steady: [...totals].every((total) => total === seen.size) };
    }
    async page(page, size, query) {
        const path = `/api/v2/resource-servers?include_totals=true&page=${page}&per_page=${size}${query}`;
        const { data, success } = pageBody.safeParse((await this.get(path, 'the list of APIs')).body);
        if (!success)
            throw (0,auth0_http/* unavailable */.hU)(this.session.http.domain, 'the list of APIs has an unexpected shape');
        if (Array.isArray(data))
            return { servers: data, last: query !== '' || data.length === 0, limit: size };
        const { start, limit, total, resource_servers: servers } = data;
        return { servers, last: servers.length === 0 || start + servers.length >= total, limit, total };
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


/***/ }),

/***/ 3070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Auth0TenantWriter: () => (/* binding */ Auth0TenantWriter)
/* harmony export */ });
/* harmony import */ var _core_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8490);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4101);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7681);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1410);




/** Source: Auth0 docs, Management API v2: of `X-Correlation-ID` the first 64 characters are kept. */
const longestCorrelation = 64;
/** Reads and writes APIs; only an apply makes one. Needs `read:resource_servers` and `update:resource_servers`. */
class Auth0TenantWriter extends _tenant_js__WEBPACK_IMPORTED_MODULE_3__.Auth0TenantReader {
    correlation;
    refusals = 0;
    /** How often in a row a write found no room behind its read, by the API's id. */
    crowded = new Map();
    /** @param correlation names the run and attempt in the tenant's log. */
    constructor(session, correlation) {
        super(session);
        this.correlation = correlation.slice(0, longestCorrelation);
    }
    async api(id) {
        const what = `API ${id}`;
        const answer = await this.get(`/api/v2/resource-servers/${encodeURIComponent(id)}`, what, (0,_core_result_js__WEBPACK_IMPORTED_MODULE_0__/* .apiNotFound */ .YR)([id]));
        const api = this.readApi(answer);
        if (!api)
            throw (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .unavailable */ .hU)(this.session.http.domain, `${what} has an unexpected shape`);
        return api;
    }
    /** Sends `scopes` alone: other fields are merged by Auth0, and echoing them back could undo somebody's change. */
    async replace(id, permissions) {
        const { http, token } = this.session;
        if (http.limit.left > 0)
            return await this.yieldRoom(id);
        this.crowded.delete(id);
        try {
            const answer = await http.sendNow({
                method: 'PATCH',
                path: `/api/v2/resource-servers/${encodeURIComponent(id)}`,
                headers: { authorization: `Bearer ${token.value}`, 'x-correlation-id': this.correlation },
                json: { scopes: permissions.map(toScope) },
            });
            return this.judge(id, answer);
        }
        catch (thrown) {
            if (thrown instanceof _http_js__WEBPACK_IMPORTED_MODULE_1__/* .NoAnswer */ .W_)
                return { kind: 'unknown', why: thrown.message };
            throw thrown;
        }
    }
    /** A list that was read before a wait may lack what somebody added meanwhile, so it is never sent after one. */
    async yieldRoom(id) {
        const round = (this.crowded.get(id) ?? 0) + 1;
        this.crowded.set(id, round);
        await this.session.http.limit.makeRoom(round);
        return { kind: 'throttled' };
    }
    async pause(attempt, why) {
        await this.session.http.pause(attempt, why);
    }
    judge(id, answer) {
        const { http, token } = this.session;
        if (answer.status === 429) {
            this.refusals += 1;
            http.limit.refused(answer.headers, this.refusals);
            return { kind: 'throttled' };
        }
        this.refusals = 0;
        if (answer.status >= 500)
            return { kind: 'unknown', why: `status ${answer.status}` };
        if (answer.status === 404)
            throw (0,_core_result_js__WEBPACK_IMPORTED_MODULE_0__/* .apiNotFound */ .YR)([id]);
        // The OpenAPI document says 201, every recorded answer is 200: any 2xx is taken.
        if (answer.status < 200 || answer.status > 299)
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(`the change of API ${id}`, answer, token.redact);
        const held = this.readApi(answer);
        if (!held)
            return { kind: 'unknown', why: `status ${answer.status} with a body of an unexpected shape` };
        return { kind: 'written', permissions: held.permissions };
    }
}
/** A description that is missing stays missing: Auth0 tells it from an empty one. */
function toScope({ name, description }) {
    return description === undefined ? { value: name } : { value: name, description };
}


/***/ })

};
