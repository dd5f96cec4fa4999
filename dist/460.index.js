export const id = 460;
export const ids = [460];
export const modules = {

/***/ 8130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PT: () => (/* binding */ beginGrants),
/* harmony export */   kM: () => (/* binding */ readEveryGrant),
/* harmony export */   o4: () => (/* binding */ readGrants),
/* harmony export */   xt: () => (/* binding */ grantScope)
/* harmony export */ });
/* unused harmony export grantList */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857);
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5017);
/* harmony import */ var _reads_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2560);
/** The client grants of APIs, API by API or all of the tenant. */



const grantScope = 'read:client_grants';
/** From so many APIs on all grants of the tenant are read, on pages of a hundred, instead of each API's. */
const manyApis = 4;
/** Lenient about unknown fields, because live answers hold some that the OpenAPI document does not name. */
const clientGrant = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullish(),
    // A default for a group of applications names no client: terraform-provider-auth0, TestAccClientGrant_DefaultFor.
    client_id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullish(),
    default_for: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullish(),
    audience: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    // Absent from one that allows all: terraform-provider-auth0, TestAccClientGrant.
    scope: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()).nullish(),
    allow_all_scopes: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().nullish(),
    // Absent from grants of old tenants, which have only those for the application itself.
    subject_type: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullish(),
})
    .refine(({ client_id, default_for }) => client_id || default_for);
const grantPage = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    client_grants: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(clientGrant),
    next: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullish(),
    total: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().nullish(),
});
/** All grants of the tenant, or those of one API. */
function grantList(identifier) {
    return {
        path: `/api/v2/client-grants?${identifier === undefined ? '' : `audience=${encodeURIComponent(identifier)}&`}`,
        what: `the list of client grants${identifier === undefined ? '' : ` of ${identifier}`}`,
        shape: grantPage,
        keys: ({ client_grants: grants }) => grants.map((grant) => grant.id ?? JSON.stringify(grant)),
    };
}
/** Begins what `readGrants` begins with. Where it is not known whether the token may, one request finds out. */
function beginGrants(session, { grants: identifiers }) {
    if (!(0,_reads_js__WEBPACK_IMPORTED_MODULE_1__/* .may */ ._L)(session, grantScope))
        return;
    const lists = identifiers.length < manyApis ? identifiers.map((one) => grantList(one)) : [grantList()];
    for (const list of isKnown(session) ? lists : lists.slice(0, 1))
        session.ahead.begin(session, (0,_pages_js__WEBPACK_IMPORTED_MODULE_0__/* .firstPage */ .SV)(list));
}
/** @throws ActionError auth0-… */
async function readGrants(session, question) {
    const held = new Holding(question.grants, question.permissions);
    const isBegun = (list) => session.ahead.has((0,_pages_js__WEBPACK_IMPORTED_MODULE_0__/* .firstPage */ .SV)(list));
    const rest = question.grants.filter((identifier) => !isBegun(grantList(identifier)));
    const isMany = rest.length >= manyApis || (rest.length > 0 && isBegun(grantList()));
    const isRead = isMany && (await readAll(session, held, rest));
    const scout = new _reads_js__WEBPACK_IMPORTED_MODULE_1__/* .Scout */ .fF();
    const each = isRead ? question.grants.filter((identifier) => !rest.includes(identifier)) : question.grants;
    const readOne = async (identifier) => await readOf(session, held, identifier);
    await Promise.all(each.map((one) => (isKnown(session) ? readOne(one) : scout.read(() => readOne(one)))));
    return held.grants;
}
/** Every grant of these APIs, and all that it lists. @throws ActionError auth0-… */
async function readEveryGrant(session, identifiers) {
    const held = new Holding(identifiers, 'all');
    for await (const { client_grants: grants } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_0__/* .checkpoints */ .Gk)(session, grantList()))
        for (const grant of grants)
            held.add(grant);
    return held.grants;
}
/** A tenant can have many more grants than these APIs: then each API is asked for after all. */
async function readAll(session, held, wanted) {
    const found = [];
    const identifiers = new Set(wanted);
    let pages = 0;
    for await (const { client_grants: grants, next } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_0__/* .checkpoints */ .Gk)(session, grantList())) {
        found.push(...grants.filter(({ audience }) => identifiers.has(audience)));
        pages += 1;
        if (next && pages >= wanted.length)
            return false;
    }
    for (const grant of found)
        held.add(grant);
    return true;
}
async function readOf(session, held, identifier) {
    for await (const { client_grants: grants } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_0__/* .checkpoints */ .Gk)(session, grantList(identifier)))
        for (const grant of grants)
            if (grant.audience === identifier)
                held.add(grant);
}
/** Whether the token says itself what it allows. */
function isKnown({ token }) {
    return token.scopes !== undefined;
}
/** Grants as they are asked for. An application has up to one grant of an API for each subject; should it have more of one, they are one here. */
class Holding {
    permissions;
    held;
    /** @param permissions of what a grant lists nothing else is kept, and no grant that lists nothing of it. */
    constructor(identifiers, permissions) {
        this.permissions = permissions;
        this.held = new Map(identifiers.map((identifier) => [identifier, new Map()]));
    }
    get grants() {
        return new Map([...this.held].map(([identifier, grants]) => [identifier, [...grants.values()]]));
    }
    add(grant) {
        const { client_id: id, subject_type: subject, audience } = grant;
        const held = this.held.get(audience);
        const as = ways.get(subject ?? '') ?? 'itself';
        const key = JSON.stringify([id ?? null, as]);
        const before = held?.get(key);
        const all = grant.allow_all_scopes === true || before?.all === true;
        const listed = (grant.scope ?? []).filter((permission) => this.isWanted(audience, permission));
        const permissions = new Set(all ? [] : [...(before?.permissions ?? []), ...listed]);
        if (all || permissions.size > 0 || this.permissions === 'all')
            held?.set(key, { application: id ? { id, name: null } : null, as, permissions, all });
    }
    isWanted(identifier, permission) {
        return this.permissions === 'all' || this.permissions.get(identifier)?.has(permission) === true;
    }
}
/** Source: Auth0's SDK for Node.js, ClientGrantSubjectTypeEnum. */
const ways = new Map([
    ['client', 'itself'],
    ['user', 'its-users'],
    ['anonymous_user', 'anyone'],
]);


/***/ }),

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
            const answer = await this.sendOn(await this.limit.pass(), request).catch(onlyNoAnswer);
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
    /**
     * Sends a request once, as soon as the rate limit lets it pass.
     * @returns undefined where it is `over` before.
     * @throws NoAnswer
     */
    async send(request, over) {
        const passage = await this.limit.pass(over);
        return passage && (await this.sendOn(passage, () => request));
    }
    /** Sends a request once, and at once. @throws NoAnswer */
    async sendNow(request) {
        return await this.sendOn(this.limit.enter(), () => request);
    }
    async sendOn(passage, request) {
        let headers;
        const start = Date.now();
        const progress = setInterval(() => {
            this.log(`Still waiting for Auth0 to answer (${Math.round((Date.now() - start) / 1000)} s) …`);
        }, this.patience.progress);
        try {
            const answer = await this.exchange(await request());
            headers = answer.headers;
            return answer;
        }
        finally {
            clearInterval(progress);
            this.limit.leave(passage, headers);
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

/***/ 5017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gk: () => (/* binding */ checkpoints),
/* harmony export */   LD: () => (/* binding */ readList),
/* harmony export */   SV: () => (/* binding */ firstPage),
/* harmony export */   T0: () => (/* binding */ pageSize),
/* harmony export */   ZZ: () => (/* binding */ pageOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4101);
/* harmony import */ var _rate_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5469);
/* harmony import */ var _reads_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2560);
/** Lists: a page in whichever form it comes, and all pages to the end. */




/** The most a page may hold; a tenant that allows less says so in its answer's `limit`. */
const pageSize = 100;
/**
 * The shape of a page in either of its forms: the bare list, or an object that holds it, with totals beside it.
 * Source: Management API OpenAPI, which asks for none of the three numbers.
 * @param key under which the object has the list.
 */
function pageOf(key, item) {
    return zod__WEBPACK_IMPORTED_MODULE_3__/* .preprocess */ .vkY((body) => (Array.isArray(body) ? { items: body } : withItems(key, body)), zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
        items: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(item),
        start: maybe(zod__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr().nonnegative()),
        limit: maybe(zod__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr().positive()),
        total: maybe(zod__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr().nonnegative()),
    }));
}
function withItems(key, body) {
    const { data } = zod__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5J()).safeParse(body);
    return data && { start: data.start, limit: data.limit, total: data.total, items: data[key] };
}
function maybe(number) {
    return number.nullish().transform((value) => value ?? undefined);
}
/** Whether the list ends with a page, as far as totals tell; one that says less than came says nothing. */
function endsList({ items, start, total }, before) {
    return (start ?? before) + items.length === total;
}
/**
 * Reads all pages, of the size that Auth0 says it gives. The first says how many there are, and the rest is asked for at
 * once, ten at a time; a list that does not say is read page after page. It ends with a page that ends it, or with pages
 * that bring nothing new. Where items are deleted meanwhile, the list shifts past others: the totals tell.
 * @returns undefined where it has no end.
 */
async function readList(list) {
    const reading = new Reading(list);
    for (let count = 1; reading.next < list.mostPages; count = Math.min(Math.max(reading.told.pagesLeft, 1), _rate_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .mostAtOnce */ ._)) {
        const isEnd = await reading.read(Math.min(count, list.mostPages - reading.next));
        if (isEnd || list.isEnough?.(reading.told))
            return reading.told;
    }
    return undefined;
}
/** A list as far as it was read. */
class Reading {
    /** The number of the next page. */
    next = 0;
    size = pageSize;
    list;
    seen = new Set();
    totals = new Set();
    constructor(list) {
        this.list = list;
    }
    get told() {
        const { size: seen } = this.seen;
        const total = Math.max(seen, ...this.totals);
        const pagesLeft = Math.ceil(total / this.size) - this.next;
        return { seen, total, isShifted: this.totals.size > 1, pages: this.next, pagesLeft };
    }
    /** Reads so many pages at once, and tells whether the list ends with them. */
    async read(count) {
        const { next, size, seen } = this;
        const before = seen.size;
        const read = (_, index) => this.list.get(`include_totals=true&page=${next + index}&per_page=${size}`);
        const pages = await Promise.all(Array.from({ length: count }, read));
        for (const page of pages)
            this.add(page);
        this.next += count;
        this.size = pages.at(-1)?.limit ?? size;
        // A first page without anything is what a fault looks like, too: it has to say that there is nothing, or say it twice.
        const isRepeated = next > 0 && seen.size === before;
        return isRepeated || pages.some((page, index) => endsList(page, (next + index) * size));
    }
    add({ items, total }) {
        if (total !== undefined)
            this.totals.add(total);
        for (const item of items) {
            this.seen.add(this.list.key(item));
            this.list.take(item);
        }
    }
}
/** As many as a tenant may have grants (Auth0 docs, Entity Limit Policy: 100,000), on pages of half the size. */
const mostCheckpoints = 2000;
/**
 * Pages by `from` and `take`, as Auth0's own SDKs do: `page` and `per_page` are meant for about 1,000 items, and a tenant
 * can have more grants or applications. A list without an end is no answer, nor one that is shorter than it says, nor one
 * that goes on and brings nothing but what came before: what it holds would not be known.
 * @throws ActionError auth0-…
 */
async function* checkpoints(session, list) {
    const seen = new Set();
    const begun = new Set();
    for (let from = ''; !begun.has(from) && begun.size < mostCheckpoints;) {
        begun.add(from);
        const body = (0,_reads_js__WEBPACK_IMPORTED_MODULE_2__/* .accept */ .Ju)(session, await (0,_reads_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(session, firstPage(list) + from), list);
        const isNew = addAll(seen, list.keys(body));
        yield body;
        if (!body.next && seen.size < (body.total ?? 0))
            throw (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .unavailable */ .hU)(session.http.domain, `${list.what} is shorter than it says`);
        if (!body.next)
            return;
        if (!isNew)
            break;
        from = `&from=${encodeURIComponent(body.next)}`;
    }
    throw (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .unavailable */ .hU)(session.http.domain, `${list.what} has no end`);
}
/** Whether any of them is new, or there are none. */
function addAll(seen, keys) {
    const before = seen.size;
    for (const key of keys)
        seen.add(key);
    return seen.size > before || keys.length === 0;
}
/** Where a list by checkpoints begins. */
function firstPage({ path }) {
    return `${path}take=${pageSize}`;
}


/***/ }),

/***/ 5469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ mostAtOnce),
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
/** Requests on their way at the same time, if the rate limit has room for them: as many as most paid tenants take at once. */
const mostAtOnce = 10;
/**
 * The gate every request of a run passes. The tenant's rate limit is one for all requests, so when one of them is
 * refused all wait; and when answers say that no more remains than is on its way already, the next request waits instead
 * of being refused.
 */
class RateLimit {
    opensAt = 0;
    waited = 0;
    roomAt = 0;
    announced = 0;
    onTheWay = 0;
    /** Requests sent and answered, so far. */
    count = 0;
    /** What answers say remains, of those that may be the newest. */
    told = [];
    /** Aborted whenever whoever waits should look again. */
    news = new AbortController();
    /** Set once the run has waited for as long as it may: nothing more is asked then. */
    givenUp;
    log;
    cancelled;
    constructor(log, cancelled = AbortSignal.any([])) {
        this.log = log;
        this.cancelled = cancelled;
    }
    async pass(over) {
        for (;;) {
            if (this.givenUp)
                throw this.givenUp;
            if (over?.aborted)
                return undefined;
            if (this.isOpen)
                return this.enter();
            await this.look(over);
        }
    }
    /** A request that is sent whether there is room for it or not. */
    enter() {
        this.onTheWay += 1;
        this.count += 1;
        return { since: this.count };
    }
    /** @param headers of its answer, where there is one. */
    leave({ since }, headers = {}) {
        this.onTheWay -= 1;
        this.count += 1;
        const remaining = Number.parseInt(text(headers['x-ratelimit-remaining']) ?? '', 10);
        // What was answered before this one was sent is older for sure; the others may have been counted in any order.
        if (!Number.isNaN(remaining))
            this.told = [...this.told.filter(({ at }) => at > since), { at: this.count, remaining }];
        this.wake();
    }
    /** Whether a request could be sent at once. With nothing on its way one may always find out what remains by now. */
    get isOpen() {
        if (this.cancelled.aborted)
            return true;
        if (this.left > 0 || this.onTheWay >= mostAtOnce)
            return false;
        const remaining = Math.min(...this.told.map((one) => one.remaining));
        return this.onTheWay === 0 || remaining > this.onTheWay;
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
        while (this.left > 0 && !this.cancelled.aborted)
            await this.look(undefined);
        if (this.givenUp)
            throw this.givenUp;
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
            this.holdUntil(Date.now() + wait);
    }
    /**
     * Takes note of a refusal (429); the next request waits for as long as the answer says, else for a second more
     * each time.
     * @throws ActionError auth0-rate-limited where the run would wait for more than five minutes in all, or is cancelled.
     */
    refused(headers, attempt) {
        const wait = askedFor(headers, attempt);
        const opensAt = Math.max(this.opensAt, Date.now() + wait);
        this.waited += opensAt - Math.max(this.opensAt, Date.now());
        if (this.waited > longestWait || this.cancelled.aborted)
            throw this.giveUp(wait);
        this.holdUntil(opensAt);
    }
    /**
     * Takes note of a refusal of something that the run can do without, which is no part of what it may wait.
     * @param end in milliseconds since the epoch.
     * @returns false where it can't be asked again before the end; nothing else waits for it then.
     */
    refusedOptional(headers, attempt, end) {
        const opensAt = Date.now() + askedFor(headers, attempt);
        if (opensAt >= Math.min(end, Date.now() + longestPace) || this.cancelled.aborted)
            return false;
        this.holdUntil(opensAt);
        return true;
    }
    holdUntil(time) {
        this.opensAt = Math.max(this.opensAt, time);
    }
    /** Resolves when it may have changed whether a request can be sent. */
    async look(over) {
        if (this.left > 0)
            this.announce(this.left);
        const signal = AbortSignal.any([this.cancelled, this.news.signal, ...(over ? [over] : [])]);
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(this.left || progressEvery, progressEvery), undefined, { signal }).catch(() => undefined);
    }
    /** Not before it was seen what the answer says: a refusal holds back those that are woken by it. */
    wake() {
        const { news } = this;
        this.news = new AbortController();
        setImmediate(() => news.abort());
    }
    giveUp(wait) {
        const why = this.cancelled.aborted ? 'was cancelled' : 'has waited for as long as it may (5 minutes)';
        this.givenUp = new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('auth0-rate-limited', `Auth0's rate limit asks to wait ${Math.ceil(wait / 1000)} s more; this run ${why}.`, 'Run it again later, or ask who else uses up the tenant’s rate limit. Running again is safe.');
        this.wake();
        return this.givenUp;
    }
    /** Once a wait, then once in a while: many requests may wait at the same gate. */
    announce(left) {
        const now = Date.now();
        if (left < 1000 || now - this.announced < progressEvery)
            return;
        this.announced = now;
        this.log(`Waiting ${Math.ceil(left / 1000)} s for Auth0's rate limit …`);
    }
}
/** How long a refusal asks to wait, in milliseconds; a second more each time where it does not say. */
function askedFor(headers, attempt) {
    const asked = retryAfter(headers) ?? untilReset(headers) ?? attempt * 1000;
    return Math.max(asked, shortestWait * attempt);
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

/***/ 2560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ju: () => (/* binding */ accept),
/* harmony export */   Ot: () => (/* binding */ OptionalReads),
/* harmony export */   WU: () => (/* binding */ onlyTimeOver),
/* harmony export */   Xx: () => (/* binding */ holderSession),
/* harmony export */   _L: () => (/* binding */ may),
/* harmony export */   fF: () => (/* binding */ Scout),
/* harmony export */   kA: () => (/* binding */ ask)
/* harmony export */ });
/* unused harmony exports Ahead, TimeOver */
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4101);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7681);


function holderSession(session) {
    return { ...session, lacking: new Set(), ahead: new Ahead() };
}
/** Whether it is worth asking: a token of which is not known what it allows may. */
function may({ token, lacking }, scope) {
    return !lacking.has(scope) && token.scopes?.has(scope) !== false;
}
/**
 * Reads that were begun before it is known that they are needed. Each is sent once, whatever comes of it: one that fails,
 * or that the rate limit refuses, counts as never begun.
 */
class Ahead {
    begun = new Map();
    begin(session, path) {
        if (!this.begun.has(path))
            this.begun.set(path, sendOnce(session, path));
    }
    has(path) {
        return this.begun.has(path);
    }
    /** The answer, for the first who needs it; undefined where there is none. */
    async take(path) {
        const answer = this.begun.get(path);
        this.begun.delete(path);
        return await answer;
    }
}
/** Never rejects: what turns out to be needless must not fail the run. */
async function sendOnce({ http, token }, path) {
    const answer = await http.send(getRequest(token, path)).catch(() => undefined);
    if (answer?.status === 429)
        http.limit.refusedOptional(answer.headers, 1, Number.POSITIVE_INFINITY);
    return answer && answer.status < 500 && answer.status !== 429 ? answer : undefined;
}
/** A read that the run needs; one that was begun ahead is not sent again. @throws ActionError auth0-unavailable, auth0-rate-limited */
async function ask(session, path) {
    const { http, token, ahead } = session;
    return (await ahead?.take(path)) ?? (await http.sendUntilAnswered(() => getRequest(token, path)));
}
/**
 * What an answer says. `shape` leaves out what is not needed, which may be a secret.
 * @param expected what was asked for, in the words of an error, and its shape.
 * @throws ActionError auth0-…, where it was refused or says something else.
 */
function accept({ http, token }, answer, { what, shape }) {
    if (answer.status < 200 || answer.status > 299)
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .refusal */ .x5)(`reading ${what}`, answer, token.redact);
    const { data, success } = shape.safeParse(answer.body);
    if (!success)
        throw (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .unavailable */ .hU)(http.domain, `${what} has an unexpected shape`);
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
    over = new AbortController();
    end = Number.POSITIVE_INFINITY;
    /** @param time in milliseconds, from now on; without it until `endIn`. */
    constructor(session, time) {
        this.session = session;
        if (time !== undefined)
            this.endIn(time);
    }
    /** @param time in milliseconds, from now on. */
    endIn(time) {
        this.end = Date.now() + time;
        // Nothing waits for this timer alone, so it need not keep the process alive.
        setTimeout(() => this.over.abort(), time).unref();
    }
    /**
     * A request that is on its way when the time is over is waited for; one without an answer, or with a 5xx, is sent
     * again as often as any other.
     * @throws TimeOver, ActionError auth0-unavailable
     */
    async get(path) {
        const { http, token } = this.session;
        for (let refusals = 1;; refusals += 1) {
            const answer = await http.send(getRequest(token, path), this.over.signal).catch(onlyNoAnswer);
            if (answer === undefined)
                throw new TimeOver();
            if (answer === 'no answer' || answer.status >= 500)
                return await ask(this.session, path);
            if (answer.status !== 429)
                return answer;
            if (!http.limit.refusedOptional(answer.headers, refusals, this.end))
                this.over.abort();
        }
    }
}
/**
 * Reads that need the same right, of which it is not known whether the token has it: the first goes ahead, and the others
 * follow when it is back, so that no more than one is refused.
 */
class Scout {
    first;
    /** Rejects as the first did, where that failed. */
    async read(read) {
        if (this.first)
            await this.first;
        const found = read();
        this.first ??= found;
        return await found;
    }
}
function onlyTimeOver(thrown) {
    if (!(thrown instanceof TimeOver))
        throw thrown;
}
function onlyNoAnswer(thrown) {
    if (thrown instanceof _http_js__WEBPACK_IMPORTED_MODULE_0__/* .NoAnswer */ .W_)
        return 'no answer';
    throw thrown;
}
function getRequest({ value }, path) {
    return { method: 'GET', path, headers: { authorization: `Bearer ${value}` } };
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

/***/ 6508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OH: () => (/* binding */ listRoles),
/* harmony export */   _6: () => (/* binding */ checkRoles),
/* harmony export */   aU: () => (/* binding */ toRole),
/* harmony export */   k0: () => (/* binding */ permissionsOf),
/* harmony export */   nq: () => (/* binding */ beginRoles)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(606);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4101);
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5017);
/* harmony import */ var _rate_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5469);
/* harmony import */ var _reads_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2560);
/** What every role gives, as far as the time allows. */






/** Ten times the 1000 roles of a tenant, or permissions of a role (Auth0 docs, Entity Limit Policy), on pages of 50. */
const mostPages = 200;
/** So few that to ask each of them is within the smallest rate limit of a paid tenant. */
const few = 5;
/** Roles of organizations stand among the tenant's. Source: auth0-deploy-cli, pull request 1453: `type` and `owner_id`. */
const namedRole = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    name: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    type: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish(),
    owner_id: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish(),
});
const rolePage = (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .pageOf */ .ZZ)('roles', namedRole);
const roleCheckpoint = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ roles: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(namedRole), next: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish() });
const rolePermission = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ permission_name: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(), resource_server_identifier: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP() });
const permissionPage = (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .pageOf */ .ZZ)('permissions', rolePermission);
/**
 * Auth0 can't be asked which roles hold a permission, so each role is asked what it holds, until the time is over; where
 * only a few are worth it, no more than those. Needs `read:roles`.
 * @throws ActionError auth0-…
 */
async function checkRoles(session, question, course) {
    const reads = new _reads_js__WEBPACK_IMPORTED_MODULE_3__/* .OptionalReads */ .Ot(session, course.roles);
    const most = question.roles === 'few' ? few : Number.POSITIVE_INFINITY;
    const { roles, total } = await listRoles(session, most);
    if (total > most)
        return { roles: [], total };
    let checked = 0;
    const progress = setInterval(() => session.log(`Checked ${checked} of ${total} roles …`), course.progress);
    const readOne = async (role) => {
        const held = await permissionsOf(session, role, reads).catch(_reads_js__WEBPACK_IMPORTED_MODULE_3__/* .onlyTimeOver */ .WU);
        if (!held)
            return undefined;
        checked += 1;
        const found = { ...toRole(role), permissions: byApi(held, question.permissions) };
        course.met(found);
        return found;
    };
    const found = await (0,p_map__WEBPACK_IMPORTED_MODULE_5__/* ["default"] */ .Ay)(roles, readOne, { concurrency: _rate_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .mostAtOnce */ ._ }).finally(() => clearInterval(progress));
    return { roles: found.filter((role) => role !== undefined), total };
}
function toRole(role) {
    return { id: role.id, name: role.name, organization: organizationOf(role), users: null };
}
function organizationOf({ type, owner_id: owner }) {
    return type === 'organization' ? { id: owner ?? '', name: null } : null;
}
const roleList = { path: '/api/v2/roles?', what: 'the list of roles' };
/** Begins what `listRoles` begins with. */
function beginRoles(session) {
    session.ahead.begin(session, `${roleList.path}include_totals=true&page=0&per_page=${_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .pageSize */ .T0}`);
}
/**
 * All roles of the tenant and of its organizations.
 * @param most after how many of them the list need not be read any further.
 * @throws ActionError auth0-…
 */
async function listRoles(session, most = Number.POSITIVE_INFINITY) {
    const found = await listByOffsets(session, most).catch((thrown) => {
        if (!(thrown instanceof OffsetsRefused))
            throw thrown;
        return listByCheckpoints(session, most);
    });
    if (!found)
        throw endless(session, roleList.what);
    return found;
}
/** The list takes no offsets, or none so far. */
class OffsetsRefused extends Error {
}
async function listByOffsets(session, most) {
    const roles = new Map();
    const told = await (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)({
        get: async (query) => {
            const answer = await (0,_reads_js__WEBPACK_IMPORTED_MODULE_3__/* .ask */ .kA)(session, roleList.path + query);
            if (answer.status === 400)
                throw new OffsetsRefused();
            return (0,_reads_js__WEBPACK_IMPORTED_MODULE_3__/* .accept */ .Ju)(session, answer, { ...roleList, shape: rolePage });
        },
        key: ({ id }) => id,
        take: (role) => void roles.set(role.id, role),
        isEnough: ({ total }) => total > most,
        mostPages,
    });
    return told && { roles: [...roles.values()], total: told.total };
}
const roleCheckpoints = {
    ...roleList,
    shape: roleCheckpoint,
    keys: ({ roles }) => roles.map(({ id }) => id),
};
/** Offsets are to give way to these. Source: auth0-deploy-cli, pull request 1453. How many there are is not said. */
async function listByCheckpoints(session, most) {
    const found = new Map();
    for await (const { roles } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .checkpoints */ .Gk)(session, roleCheckpoints)) {
        for (const role of roles)
            found.set(role.id, role);
        if (found.size > most)
            break;
    }
    return { roles: [...found.values()], total: found.size };
}
/**
 * A role that was deleted meanwhile gives nobody anything; one that is still there is asked what it gives.
 * @returns undefined where what was read is less than there is.
 * @throws ActionError auth0-…, TimeOver
 */
async function permissionsOf(session, { id, name }, reads) {
    const role = `/api/v2/roles/${encodeURIComponent(id)}`;
    const what = `the list of permissions of the role ${name}`;
    const found = new Map();
    const get = async (query) => {
        const answer = await reads.get(`${role}/permissions?${query}`);
        const isGone = answer.status === 404 && (await reads.get(role)).status === 404;
        return (0,_reads_js__WEBPACK_IMPORTED_MODULE_3__/* .accept */ .Ju)(session, isGone ? { ...answer, status: 200, body: nothing } : answer, {
            what,
            shape: permissionPage,
        });
    };
    const key = (permission) => JSON.stringify(permission);
    const told = await (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)({ get, key, take: (one) => void found.set(key(one), one), mostPages });
    if (!told)
        throw endless(session, what);
    return told.seen < told.total ? undefined : [...found.values()];
}
const nothing = { total: 0, permissions: [] };
function endless({ http }, what) {
    return (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .unavailable */ .hU)(http.domain, `${what} has no end`);
}
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


/***/ }),

/***/ 8460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Auth0TenantReader: () => (/* binding */ Auth0TenantReader)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/adapters/auth0/grants.js
var auth0_grants = __webpack_require__(8130);
// EXTERNAL MODULE: ./lib/adapters/auth0/reads.js
var auth0_reads = __webpack_require__(2560);
;// CONCATENATED MODULE: ./lib/adapters/auth0/names.js
/** Names of applications and organizations. */


/** The most a page may hold. */
const pageSize = 100;
/** Those that are asked for one by one. */
const mostNames = 20;
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
    const reads = new auth0_reads/* OptionalReads */.Ot(session, time);
    const readSome = async (path) => {
        if (!of.scopes.some((scope) => (0,auth0_reads/* may */._L)(session, scope)))
            return;
        const answer = await reads.get(`${of.path}${path}${of.query}`.replace(/[?&]$/, '')).catch(auth0_reads/* onlyTimeOver */.WU);
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
    await Promise.all(rest.map((id) => readSome(`/${encodeURIComponent(id)}?`)));
    return names;
}

// EXTERNAL MODULE: ./lib/adapters/auth0/pages.js
var pages = __webpack_require__(5017);
// EXTERNAL MODULE: ./lib/adapters/auth0/role-check.js
var role_check = __webpack_require__(6508);
// EXTERNAL MODULE: ./lib/core/reach/question.js
var question = __webpack_require__(8751);
// EXTERNAL MODULE: ./lib/adapters/auth0/refusal.js
var refusal = __webpack_require__(7681);
;// CONCATENATED MODULE: ./lib/adapters/auth0/role-users.js
/** How many users hold the roles that lose something. */




const userPage = schemas/* object */.Ikc({ total: schemas/* int */.Whr().min(0) });
/** Source: Management API OpenAPI, get_role_user. Which of its scopes suffices is not said, so Auth0 is asked in any case. */
const usersScope = 'read:users';
/** Counts the users of each role that loses something: a request each, in the time there is. Groups are not counted. */
class RoleUsers {
    session;
    lost;
    reads;
    scout = new auth0_reads/* Scout */.fF();
    begun = new Map();
    users = new Map();
    /** The right that Auth0 said is lacking. */
    right = usersScope;
    constructor(session, lost) {
        this.session = session;
        this.lost = lost;
        this.reads = new auth0_reads/* OptionalReads */.Ot(session);
    }
    /** Begins to count those of a role as soon as it is known what it gives, unless what the others give would wait for it. */
    meet(role) {
        if (this.session.http.limit.isOpen)
            this.begin(role);
    }
    /** Counts all, those that were met before included. @param time in milliseconds, from now on. */
    async count(roles, time) {
        this.reads.endIn(time);
        for (const role of roles)
            this.begin(role);
        await Promise.all(this.begun.values());
        const isLacking = this.begun.size > 0 && this.session.lacking.has(usersScope);
        return { users: this.users, notRead: isLacking ? [{ what: 'users', right: this.right }] : [] };
    }
    begin(role) {
        if (this.begun.has(role.id) || !(0,question/* losesOf */.QZ)(role, this.lost))
            return;
        const counting = this.scout.read(() => this.ask(role));
        counting.catch(() => undefined); // whoever counts all is told
        this.begun.set(role.id, counting);
    }
    async ask({ id }) {
        const { lacking, token } = this.session;
        if (lacking.has(usersScope))
            return;
        const path = `/api/v2/roles/${encodeURIComponent(id)}/users?per_page=1&include_totals=true`;
        const answer = await this.reads.get(path).catch(auth0_reads/* onlyTimeOver */.WU);
        if (answer?.status === 403)
            lacking.add(usersScope);
        if (answer)
            this.right = (0,refusal/* scopeLacked */.nc)(answer, token.redact).split(', ')[0] || this.right;
        const { data } = userPage.safeParse(answer?.body);
        if (answer?.status === 200 && data)
            this.users.set(id, data.total);
    }
}

;// CONCATENATED MODULE: ./lib/adapters/auth0/holders.js
/**
 * Who holds which permissions: client grants and roles, as far as the token may read them. What does not depend on an
 * answer does not wait for it, so grants with the names of their applications are read beside roles.
 *
 * Requests, each of them a GET:
 * - grants: one for every hundred client grants of an API, so mostly one for an API; of more than three APIs one for every
 *   hundred client grants of the tenant, but never more than twice as many as there are APIs;
 * - names of applications: none where none is affected; one where one is, or where the tenant has a hundred at most; never
 *   more than 21; the same for names of organizations whose roles are affected;
 * - roles: one for every hundred roles, and one for every hundred permissions of each, so 1010 where a tenant has the
 *   thousand roles that it may have; those for a role end when the time for them is over. Then one for each role that
 *   loses something, for its number of users;
 * - which applications are third-party ones, where it is asked: one for every hundred of those;
 * - settings: one, where a grant is for all third-party applications.
 */








const holderLimits = { names: 10_000, roles: 60_000, progress: 10_000 };
/** What reading a part takes; each of the scopes will do. */
const scopes = {
    grants: [auth0_grants/* grantScope */.xt],
    roles: ['read:roles'],
    // Source: Management API OpenAPI, get_clients: `is_first_party` is none of the fields that a summary has.
    applications: ['read:clients', 'read:client_keys'],
    settings: ['read:tenant_settings'],
};
/** Begins what such a question begins with; whoever asks it then does not ask for that again. */
function beginHolders(session, likely) {
    (0,auth0_grants/* beginGrants */.PT)(session, likely);
    if (likely.roles !== 'none' && scopes.roles.some((scope) => (0,auth0_reads/* may */._L)(session, scope)))
        (0,role_check/* beginRoles */.nq)(session);
}
/**
 * Reads what is asked for. What the token may not read is undefined and stands in `notRead`, and a name or number that
 * can't be read is null.
 * @throws ActionError auth0-unavailable, auth0-rate-limited, auth0-unauthorized, auth0-rejected
 */
async function readHolders(session, question, limits = holderLimits) {
    const parts = { session, question, limits };
    const [granted, given] = await Promise.all([granting(parts), giving(parts)]);
    return { ...granted, ...given, notRead: [...granted.notRead, ...given.notRead] };
}
async function granting({ session, question, limits }) {
    const { found: grants, notRead } = await unlessLacking(session, 'grants', () => (0,auth0_grants/* readGrants */.o4)(session, question));
    if (!grants)
        return { grants, notRead };
    const isAsked = question.thirdParties && hasSingle(grants);
    const [named, third, registration] = await Promise.all([
        withNames(session, grants, limits.names),
        isAsked ? unlessLacking(session, 'applications', () => readThirdParties(session)) : nothing,
        hasDefault(grants) ? readRegistration(session, limits.names) : undefined,
    ]);
    return { grants: named, thirdParties: third.found, registration, notRead: third.notRead };
}
async function giving({ session, question, limits }) {
    if (question.roles === 'none')
        return { roles: undefined, notRead: [] };
    const users = new RoleUsers(session, question.lost);
    const check = () => (0,role_check/* checkRoles */._6)(session, question, { ...limits, met: (role) => users.meet(role) });
    const { found, notRead } = await unlessLacking(session, 'roles', check);
    if (!found)
        return { roles: undefined, notRead };
    const [counted, organizations] = await Promise.all([
        users.count(found.roles, limits.names),
        organizationsOf(session, found, limits.names),
    ]);
    const roles = found.roles.map((role) => ({
        ...role,
        organization: role.organization && { ...role.organization, name: organizations.get(role.organization.id) ?? null },
        users: counted.users.get(role.id) ?? null,
    }));
    return { roles: { ...found, roles }, notRead: counted.notRead };
}
const nothing = { found: undefined, notRead: [] };
/** Nothing is found where the token lacks the right, which is asked for once a run at most. */
async function unlessLacking(session, what, read) {
    const [right] = scopes[what];
    if (scopes[what].some((scope) => (0,auth0_reads/* may */._L)(session, scope))) {
        try {
            return { found: await read(), notRead: [] };
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* ActionError */.lZ) || thrown.code !== 'auth0-missing-scope')
                throw thrown;
            for (const scope of scopes[what])
                session.lacking.add(scope);
        }
    }
    return { found: undefined, notRead: [{ what, right }] };
}
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
/** Of those whose roles give anything of what is asked about. */
async function organizationsOf(session, { roles }, time) {
    const giving = roles.filter(({ permissions }) => permissions.size > 0);
    const ids = new Set(giving.flatMap(({ organization }) => organization?.id ?? []));
    return await readNames(session, { ids: [...ids], of: organizationNames, time });
}
const thirdPartyPage = schemas/* object */.Ikc({
    clients: schemas/* array */.YOg(schemas/* object */.Ikc({ client_id: schemas/* string */.YjP(), is_first_party: schemas/* boolean */.zMY() })),
    next: schemas/* string */.YjP().nullish(),
});
const thirdPartyList = {
    path: '/api/v2/clients?is_first_party=false&fields=client_id,is_first_party&include_fields=true&',
    what: 'the list of third-party applications',
    shape: thirdPartyPage,
    keys: ({ clients }) => clients.map(({ client_id: id }) => id),
};
async function readThirdParties(session) {
    const found = new Set();
    for await (const { clients } of (0,pages/* checkpoints */.Gk)(session, thirdPartyList))
        for (const { client_id: id, is_first_party: isFirst } of clients)
            if (!isFirst)
                found.add(id);
    return found;
}
const settings = schemas/* object */.Ikc({ flags: schemas/* object */.Ikc({ enable_dynamic_client_registration: schemas/* boolean */.zMY().nullish() }).nullish() });
/** Worth knowing, and no reason to stop: undefined where it is refused, or not read in time. */
async function readRegistration(session, time) {
    if (!scopes.settings.some((scope) => (0,auth0_reads/* may */._L)(session, scope)))
        return undefined;
    const reads = new auth0_reads/* OptionalReads */.Ot(session, time);
    const answer = await reads.get('/api/v2/tenants/settings?fields=flags&include_fields=true').catch(auth0_reads/* onlyTimeOver */.WU);
    if (answer?.status === 403)
        for (const scope of scopes.settings)
            session.lacking.add(scope);
    if (answer?.status !== 200)
        return undefined;
    const { data } = settings.safeParse(answer.body);
    return data && data.flags?.enable_dynamic_client_registration === true;
}

// EXTERNAL MODULE: ./lib/adapters/auth0/http.js
var http = __webpack_require__(4101);
;// CONCATENATED MODULE: ./lib/adapters/auth0/tenant.js
/** Reads APIs; can't write. */






/** Source: Management API OpenAPI, `identifiers`: at most ten. */
const mostIdentifiers = 10;
/** In characters: longer than any proxy or server is sure to take in a request's first line. */
const longestQuery = 6000;
/** Twice what a tenant may have (Auth0 docs, Entity Limit Policy: 100,000 APIs), and an end to a list without one. */
const mostPages = 4000;
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
const serverPage = (0,pages/* pageOf */.ZZ)('resource_servers', named);
/** Reads APIs, and who holds their permissions. It has no method that writes, and needs `read:resource_servers` only. */
class Auth0TenantReader {
    session;
    holding;
    constructor(session) {
        this.session = session;
        this.holding = (0,auth0_reads/* holderSession */.Xx)(session);
    }
    async apis(identifiers) {
        const [query, ...more] = queriesFor(identifiers);
        if (query === undefined)
            return [];
        if (more.length > 0)
            return await this.listed(identifiers);
        return [...(await this.pages(new Set(identifiers), { query })).found.values()];
    }
    async allApis() {
        return [...(await this.whole('all')).found.values()];
    }
    /** What the token is known to lack the right to is not begun, and what is needless has cost its one request. */
    ahead(likely) {
        beginHolders(this.holding, likely);
    }
    /** What the token may not read is undefined, and asked for once a run at most. @throws ActionError auth0-… */
    async holders(question) {
        return await readHolders(this.holding, question);
    }
    /**
     * Those of the list. Where fewer questions by name than pages are left, the rest is asked for by name; and since between
     * two pages the list may have shifted past an API, so are a few that were not seen.
     */
    async listed(identifiers) {
        const wanted = new Set(identifiers);
        const missing = (found) => queriesFor(identifiers.filter((identifier) => !found.has(identifier)));
        const isEnough = (found, { pagesLeft }) => missing(found).length <= pagesLeft;
        const { found, pages, pagesLeft } = await this.whole(wanted, { isEnough });
        const queries = missing(found);
        const isWorthIt = pagesLeft > 0 || (pages > 1 && queries.length === 1);
        const late = isWorthIt ? await Promise.all(queries.map((query) => this.pages(wanted, { query }))) : [];
        return [...found.values(), ...late.flatMap((one) => [...one.found.values()])];
    }
    /** Between two pages the list may have shifted past an API: where the totals tell so, it is read once more. */
    async whole(wanted, ask = {}) {
        const first = await this.pages(wanted, ask);
        if (first.extent === 'whole')
            return first;
        const second = await this.pages(wanted, ask);
        if (second.extent === 'short')
            throw (0,http/* unavailable */.hU)(this.session.http.domain, 'the list of APIs is shorter than it says');
        return second.extent === 'whole' ? second : { ...second, found: new Map([...first.found, ...second.found]) };
    }
    /** Reads until all that is wanted was seen, or is better asked for otherwise. */
    async pages(wanted, { query = '', isEnough = () => false }) {
        const found = new Map();
        const most = wanted === 'all' ? Number.POSITIVE_INFINITY : wanted.size;
        let isBare = false;
        // Asked for by name, a list without totals is all there is.
        const isDone = (told) => found.size >= most || (isBare && query !== '') || isEnough(found, told);
        const told = await (0,pages/* readList */.LD)({
            get: async (paging) => {
                const page = await this.page(paging + query);
                isBare = page.total === undefined;
                return page;
            },
            key: ({ identifier }) => identifier,
            take: (server) => {
                if (wanted === 'all' || wanted.has(server.identifier))
                    found.set(server.identifier, readWanted(server, this.session.http.domain));
            },
            isEnough: isDone,
            mostPages,
        });
        if (!told)
            return { found, extent: 'short', pages: mostPages, pagesLeft: 0 };
        return { ...told, found, extent: isDone(told) ? 'whole' : extentOf(told) };
    }
    async page(query) {
        const answer = await this.get(`/api/v2/resource-servers?${query}`, 'the list of APIs');
        const { data, success } = serverPage.safeParse(answer.body);
        if (!success)
            throw (0,http/* unavailable */.hU)(this.session.http.domain, 'the list of APIs has an unexpected shape');
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
function extentOf({ seen, total, isShifted }) {
    if (isShifted)
        return 'shifted';
    return total <= seen ? 'whole' : 'short';
}
/** The fewest questions for APIs by name, each as long as one request can be; none where there is nothing to ask. */
function queriesFor(identifiers) {
    const queries = [];
    let [query, count] = ['', 0];
    for (const part of identifiers.map((identifier) => `&identifiers=${encodeURIComponent(identifier)}`)) {
        if (count === mostIdentifiers || (count > 0 && query.length + part.length > longestQuery)) {
            queries.push(query);
            [query, count] = ['', 0];
        }
        [query, count] = [query + part, count + 1];
    }
    return count > 0 ? [...queries, query] : queries;
}
function readWanted(server, domain) {
    const parsed = resourceServer.safeParse(server);
    if (parsed.success)
        return toApi(parsed.data);
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw (0,http/* unavailable */.hU)(domain, `the API ${server.identifier} has an unexpected shape (${where})`);
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
