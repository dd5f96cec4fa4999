export const id = 562;
export const ids = [562];
export const modules = {

/***/ 6562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Auth0Census: () => (/* binding */ Auth0Census)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(606);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2857);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _grants_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8130);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4101);
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5017);
/* harmony import */ var _rate_limit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5469);
/* harmony import */ var _reads_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2560);
/* harmony import */ var _role_check_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6508);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8460);
/**
 * All who hold anything of a tenant's APIs, as far as the token may read it.
 *
 * Requests, each of them a GET: one for every hundred client grants, applications and roles of the tenant; two for each
 * role, its permissions, and where it holds any of the APIs' the number of its users; organizations until the names of
 * those that have such roles are known; one for the settings. None for an API, and none for an application.
 */










/** How often a long reading of roles says how far it is, in milliseconds. */
const progressEvery = 10_000;
/** What reading a part takes; each of the rights will do. */
const scopes = {
    grants: [_grants_js__WEBPACK_IMPORTED_MODULE_1__/* .grantScope */ .xt],
    roles: ['read:roles'],
    users: ['read:users', 'read:role_members'],
    // Source: Management API OpenAPI, get_clients: `is_first_party` is none of the fields that a summary has.
    applications: ['read:clients', 'read:client_keys'],
    organizations: ['read:organizations'],
    settings: ['read:tenant_settings'],
};
/** Reads APIs, and all who hold anything of them. It has no method that writes. */
class Auth0Census extends _tenant_js__WEBPACK_IMPORTED_MODULE_7__.Auth0TenantReader {
    async everyHolder(identifiers) {
        const session = (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .holderSession */ .Xx)(this.session);
        const [grants, applications, roles, settings] = await Promise.all([
            unlessLacking(session, 'grants', () => (0,_grants_js__WEBPACK_IMPORTED_MODULE_1__/* .readEveryGrant */ .kM)(session, identifiers)),
            readApplications(session),
            readRoles(session, new Set(identifiers)),
            unlessLacking(session, 'settings', () => readRegistration(session)),
        ]);
        return {
            grants: grants.found && named(grants.found, applications.found?.names),
            roles: roles.found && { roles: roles.found, total: roles.found.length },
            thirdParties: applications.found?.thirdParties,
            registration: settings.found,
            notRead: [grants, applications, roles, settings].flatMap(({ notRead }) => notRead),
        };
    }
}
/** Nothing is found where the token lacks the right, which is asked for once. */
async function unlessLacking(session, what, read) {
    const rights = scopes[what];
    if (rights.some((scope) => (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .may */ ._L)(session, scope))) {
        try {
            return { found: await read(), notRead: [] };
        }
        catch (thrown) {
            if (!(thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || thrown.code !== 'auth0-missing-scope')
                throw thrown;
            for (const scope of rights)
                session.lacking.add(scope);
        }
    }
    return { found: undefined, notRead: [{ what, right: scopes[what][0] }] };
}
/** Who may read no more than a summary still reads the names. */
async function readApplications(session) {
    const all = await unlessLacking(session, 'applications', () => listApplications(session, 'all'));
    if (all.found || !(0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .may */ ._L)(session, 'read:client_summary'))
        return all;
    const summary = await listApplications(session, 'summary').catch(onlyLacking);
    return { found: summary && { names: summary.names }, notRead: all.notRead };
}
function onlyLacking(thrown) {
    if (!(thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || thrown.code !== 'auth0-missing-scope')
        throw thrown;
}
/** Only these fields are asked for and kept: the list holds the secrets of applications, too. */
const clientPage = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({
    clients: zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ client_id: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().nullish(), is_first_party: zod__WEBPACK_IMPORTED_MODULE_8__/* .boolean */ .zMY().nullish() })),
    next: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().nullish(),
});
async function listApplications(session, extent) {
    const fields = `client_id,name${extent === 'all' ? ',is_first_party' : ''}`;
    const list = {
        path: `/api/v2/clients?fields=${fields}&include_fields=true&`,
        what: 'the list of applications',
        shape: clientPage,
        keys: ({ clients }) => clients.map(({ client_id: id }) => id),
    };
    const names = new Map();
    const thirdParties = new Set();
    for await (const { clients } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_3__/* .checkpoints */ .Gk)(session, list))
        for (const { client_id: id, name, is_first_party: isFirst } of clients) {
            if (name)
                names.set(id, name);
            if (isFirst === false)
                thirdParties.add(id);
        }
    return { names, thirdParties };
}
function named(grants, names = new Map()) {
    return new Map([...grants].map(([identifier, held]) => [
        identifier,
        held.map((grant) => {
            const { application } = grant;
            return application
                ? { ...grant, application: { ...application, name: names.get(application.id) ?? null } }
                : grant;
        }),
    ]));
}
async function readRoles(session, wanted) {
    const { found: roles, notRead } = await unlessLacking(session, 'roles', () => readHolding(session, wanted));
    const within = new Set(roles?.flatMap(({ organization }) => organization?.id ?? []));
    const [users, organizations] = await Promise.all([
        unlessLacking(session, 'users', () => countUsers(session, roles ?? [])),
        unlessLacking(session, 'organizations', () => readOrganizations(session, within)),
    ]);
    const inOrganization = (one) => ({ ...one, name: organizations.found?.get(one.id) ?? null });
    const found = roles?.map((role) => ({
        ...role,
        organization: role.organization && inOrganization(role.organization),
        users: users.found?.get(role.id) ?? null,
    }));
    return { found, notRead: [...notRead, ...users.notRead, ...organizations.notRead] };
}
/** The roles that hold anything of the APIs, after every role was asked. */
async function readHolding(session, wanted) {
    const { roles, total } = await (0,_role_check_js__WEBPACK_IMPORTED_MODULE_6__/* .listRoles */ .OH)(session);
    if (roles.length < total)
        throw (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .unavailable */ .hU)(session.http.domain, 'the list of roles is shorter than it says');
    const readOne = async (role) => {
        const held = await (0,_role_check_js__WEBPACK_IMPORTED_MODULE_6__/* .permissionsOf */ .k0)(session, role, { get: (path) => (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .ask */ .kA)(session, path) });
        if (!held)
            throw (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .unavailable */ .hU)(session.http.domain, `the list of permissions of ${role.name} is shorter than it says`);
        return { ...(0,_role_check_js__WEBPACK_IMPORTED_MODULE_6__/* .toRole */ .aU)(role), permissions: ofApis(held, wanted) };
    };
    const read = await eachWithProgress(roles, { session, what: 'roles', read: readOne });
    return read.filter(({ permissions }) => permissions.size > 0);
}
function ofApis(held, wanted) {
    const kept = held.filter(({ resource_server_identifier: identifier }) => wanted.has(identifier));
    const groups = Map.groupBy(kept, ({ resource_server_identifier: identifier }) => identifier);
    return new Map([...groups].map(([identifier, all]) => [identifier, new Set(all.map((one) => one.permission_name))]));
}
async function eachWithProgress(items, { session, what, read }) {
    let done = 0;
    const progress = setInterval(() => session.log(`Read ${done} of ${items.length} ${what} …`), progressEvery);
    const readOne = async (item) => {
        const found = await read(item);
        done += 1;
        return found;
    };
    return await (0,p_map__WEBPACK_IMPORTED_MODULE_9__/* ["default"] */ .Ay)(items, readOne, { concurrency: _rate_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .mostAtOnce */ ._ }).finally(() => clearInterval(progress));
}
const userPage = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ total: zod__WEBPACK_IMPORTED_MODULE_8__/* .int */ .Whr().min(0) });
/** By the role's id. Where the first is refused, so would be the others. */
async function countUsers(session, roles) {
    const scout = new _reads_js__WEBPACK_IMPORTED_MODULE_5__/* .Scout */ .fF();
    const count = async ({ id, name }) => {
        const answer = await (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .ask */ .kA)(session, `/api/v2/roles/${encodeURIComponent(id)}/users?per_page=1&include_totals=true`);
        const isGone = answer.status === 404;
        const what = `the list of users of the role ${name}`;
        return [id, isGone ? 0 : (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .accept */ .Ju)(session, answer, { what, shape: userPage }).total];
    };
    const read = (role) => scout.read(() => count(role));
    return new Map(await eachWithProgress(roles, { session, what: 'numbers of users', read }));
}
const organizationPage = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({
    organizations: zod__WEBPACK_IMPORTED_MODULE_8__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP() })),
    next: zod__WEBPACK_IMPORTED_MODULE_8__/* .string */ .YjP().nullish(),
});
/**
 * Names by id, of those that are wanted. The first page is read in any case: that a right is lacking is to be known before
 * the first organization has a role.
 */
async function readOrganizations(session, wanted) {
    const list = {
        path: '/api/v2/organizations?',
        what: 'the list of organizations',
        shape: organizationPage,
        keys: ({ organizations }) => organizations.map(({ id }) => id),
    };
    const names = new Map();
    for await (const { organizations } of (0,_pages_js__WEBPACK_IMPORTED_MODULE_3__/* .checkpoints */ .Gk)(session, list)) {
        for (const { id, name } of organizations)
            if (wanted.has(id))
                names.set(id, name);
        if (names.size === wanted.size)
            break;
    }
    return names;
}
const settings = zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ flags: zod__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ikc({ enable_dynamic_client_registration: zod__WEBPACK_IMPORTED_MODULE_8__/* .boolean */ .zMY().nullish() }).nullish() });
/** Whether applications may register themselves. */
async function readRegistration(session) {
    const answer = await (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .ask */ .kA)(session, '/api/v2/tenants/settings?fields=flags&include_fields=true');
    const { flags } = (0,_reads_js__WEBPACK_IMPORTED_MODULE_5__/* .accept */ .Ju)(session, answer, { what: 'the settings of the tenant', shape: settings });
    return flags?.enable_dynamic_client_registration === true;
}


/***/ })

};
