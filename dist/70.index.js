export const id = 70;
export const ids = [70];
export const modules = {

/***/ 3070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Auth0TenantWriter: () => (/* binding */ Auth0TenantWriter)
/* harmony export */ });
/* harmony import */ var _core_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8490);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4101);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7681);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5490);




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
        const isMeant = held?.id === id || held?.identifier === id;
        if (!held || !isMeant)
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
