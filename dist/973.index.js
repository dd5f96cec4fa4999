export const id = 973;
export const ids = [973];
export const modules = {

/***/ 6973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ax: () => (/* binding */ fingerprintOf),
  ow: () => (/* binding */ makeAudit),
  E5: () => (/* binding */ notAudited)
});

// EXTERNAL MODULE: ./lib/core/fingerprint.js
var fingerprint = __webpack_require__(1595);
// EXTERNAL MODULE: ./lib/core/problem.js
var problem = __webpack_require__(5524);
// EXTERNAL MODULE: ./lib/core/reach/reach.js
var reach = __webpack_require__(684);
// EXTERNAL MODULE: ./lib/core/rules/exceptions.js
var rules_exceptions = __webpack_require__(9817);
;// CONCATENATED MODULE: ./lib/core/audit/about.js
function about(api, permission = null, holder = null) {
    return { api, permission, holder };
}

// EXTERNAL MODULE: ./lib/core/reach/expectations.js
var expectations = __webpack_require__(3924);
// EXTERNAL MODULE: ./lib/core/reach/words.js
var words = __webpack_require__(6270);
// EXTERNAL MODULE: ./lib/core/rules/access-expectation.js
var access_expectation = __webpack_require__(4318);
// EXTERNAL MODULE: ./lib/core/audit/holders.js
var audit_holders = __webpack_require__(2340);
;// CONCATENATED MODULE: ./lib/core/audit/words.js
/** An audit's holders in the words that reach has for them. */

/** "`Backoffice` itself", "role `Support` (12 users)". Names stand between backticks, whatever is in them. */
function whoText(holder, registration) {
    if (holder.kind === 'every-user')
        return words/* anyFirstParty */.bO;
    const held = { everyone: [], unread: [], ...(registration !== undefined && { registration }) };
    const reach = holder.kind === 'role'
        ? { ...held, grants: [], roles: [{ ...holder, effective: true }] }
        : { ...held, grants: [asGranted(holder)], roles: [] };
    return (0,words/* holdingPhrases */.oi)(reach)
        .map((phrase) => (0,words/* phraseText */.tN)(phrase, (name) => `\`${name}\``))
        .join(', ');
}
/** That its grant allows all, and that a role decides, is for the sentence around it to say. */
function asGranted(holder) {
    const application = holder.kind === 'application' ? { id: holder.id, name: holder.name } : null;
    return { application, as: holder.as, all: false, effective: true, byRole: false };
}

;// CONCATENATED MODULE: ./lib/core/audit/expected.js





/** One for each holder, whatever number of entries and clauses rule it out. */
function accessFindings(scene, permission, entries) {
    const judging = entries.filter((entry) => (0,expectations/* isAboutName */.LJ)(entry, permission));
    if (judging.length === 0)
        return [];
    const reach = (0,audit_holders/* reachIn */.hT)(scene, permission);
    const broken = judging.flatMap((entry) => (0,expectations/* breachesOf */.dE)(entry, reach, scene.holders).flatMap(({ clause, by }) => brokenBy(by).map((holder) => ({ holder, clause: (0,access_expectation/* clauseText */.D4)(clause, entry) }))));
    const groups = Map.groupBy(broken, ({ holder }) => (0,audit_holders/* holderKey */.I4)(holder));
    const unread = judging.flatMap((entry) => (0,expectations/* unjudgedBy */.I8)(entry, scene.api.admission, reach, scene.holders));
    return [
        ...[...groups.values()].flatMap((group) => breachFinding(scene, permission, group)),
        ...(unread.length > 0 ? [unreadFinding(scene, permission, [...new Set(unread)].sort())] : []),
    ];
}
function brokenBy({ grants, roles, everyone }) {
    const users = everyone.includes('first-party-users') ? [audit_holders/* everyUser */.td] : [];
    return [...grants.map(audit_holders/* grantEntry */.nU), ...roles.map(audit_holders/* roleEntry */.Bp), ...users];
}
function breachFinding({ api, holders }, permission, group) {
    const [first] = group;
    if (!first)
        return [];
    const { holder } = first;
    const clauses = [...new Set(group.map(({ clause }) => clause))].join('; ');
    const who = whoText(holder, holders.registration);
    const message = `\`${permission}\` of ${api.identifier} reaches ${who}. \`access\` rules that out: ${clauses}.`;
    const where = about(api.identifier, permission, holder);
    return [{ id: 'access-expectation', severity: 'error', ...where, message, hint: access_expectation/* accessHint */.ux }];
}
/** Not to know that nobody has it is not to know that all is well. */
function unreadFinding({ api, holders }, permission, unread) {
    const why = (0,access_expectation/* whyUnread */.Ms)(unread, holders);
    const message = `\`${permission}\` of ${api.identifier} is not checked against \`access\`: ${why}.`;
    const hint = (0,access_expectation/* grantHint */._s)(unread, holders);
    return { id: 'access-expectation', severity: 'error', ...about(api.identifier, permission), message, hint };
}

// EXTERNAL MODULE: ./lib/core/rules/public-permission.js
var public_permission = __webpack_require__(816);
;// CONCATENATED MODULE: ./lib/core/audit/severity.js
function severityOf({ id, severity }, { rules }) {
    return rules.get(id) ?? severity;
}

;// CONCATENATED MODULE: ./lib/core/audit/public.js







function publicFindings(scene, permission, { policy, today }) {
    const { identifier: api } = scene.api;
    const severity = severityOf(public_permission/* publicPermission */.z6, policy);
    const open = (0,audit_holders/* reachIn */.hT)(scene, permission).grants.filter((grant) => grant.as === 'anyone' && (0,reach/* givesAtOnce */.tO)(grant));
    if (severity === 'off' || open.length === 0)
        return [];
    if ((0,rules_exceptions/* isExcepted */.vL)({ rule: public_permission/* publicPermission */.z6.id, permission, api }, policy.exceptions, today))
        return [];
    return open.map((grant) => {
        const holder = (0,audit_holders/* grantEntry */.nU)(grant);
        const how = grant.all ? 'a grant that allows all' : 'a grant that lists it';
        const message = `\`${permission}\` of ${api} is public: ${whoText(holder, scene.holders.registration)}, by ${how}.`;
        return { id: 'public-permission', severity, ...about(api, permission, holder), message, hint: public_permission/* publicHint */.Fs };
    });
}

;// CONCATENATED MODULE: ./lib/core/audit/findings.js









/** Of one API, in no order. */
function findingsOf(scene, permissions, terms) {
    const present = permissions.filter(({ permission }) => scene.names.has(permission));
    const entries = terms.policy.access.filter((entry) => (0,expectations/* isAbout */.KH)(entry, scene.api.identifier));
    return [
        ...openFindings(scene),
        ...grantFindings(scene),
        ...danglingRoles(scene, permissions),
        ...present.flatMap((one) => [
            ...nobodyFindings(scene, one),
            ...deprecatedFindings(scene, one),
            ...unmanagedFindings(scene, one, terms),
            ...publicFindings(scene, one.permission, terms),
            ...accessFindings(scene, one.permission, entries),
        ]),
    ];
}
function openFindings({ api: { identifier, admission } }) {
    if ((0,reach/* exposureOf */.Xl)(admission) !== 'open')
        return [];
    const message = `Any user of any first-party application may ask for every permission of ${identifier}.`;
    const hint = 'RBAC is off, and users need no grant: switch RBAC on, or have the API require a client grant for users.';
    return [{ id: 'open-api', severity: 'warning', ...about(identifier), message, hint }];
}
/** Where a grant has no effect nothing else is to be said of it. */
function grantFindings(scene) {
    const { api, holders } = scene;
    const grants = holders.grants?.get(api.identifier) ?? [];
    return grants.flatMap((grant) => {
        if (!(0,reach/* admits */.t5)(api.admission, grant.as))
            return [effectless(scene, grant)];
        return grant.all ? [allowingAll(scene, grant)] : danglingNames(scene, grant);
    });
}
function effectless({ api: { identifier }, holders }, grant) {
    const holder = (0,audit_holders/* grantEntry */.nU)({ ...grant, effective: false });
    const who = whoText(holder, holders.registration);
    const message = `A grant of ${identifier} is for ${who}, and has no effect: the API lets no ${words/* subjects */.yo[grant.as]} in.`;
    const hint = 'Remove the grant in Auth0: it would count at once if the API let them in.';
    return { id: 'grant-without-effect', severity: 'note', ...about(identifier, null, holder), message, hint };
}
function allowingAll({ api: { identifier }, holders }, grant) {
    const holder = (0,audit_holders/* grantEntry */.nU)({ ...grant, effective: true });
    const who = whoText(holder, holders.registration);
    const message = `All permissions of ${identifier}, those to come included, are granted to ${who}.`;
    const hint = 'Have the grant list what is needed.';
    return { id: 'all-permissions-grant', severity: 'warning', ...about(identifier, null, holder), message, hint };
}
function danglingNames({ api: { identifier }, names, holders }, grant) {
    const holder = (0,audit_holders/* grantEntry */.nU)({ ...grant, effective: true });
    const who = whoText(holder, holders.registration);
    const lacking = [...grant.permissions].filter((permission) => !names.has(permission));
    return lacking.map((permission) => {
        const message = `\`${permission}\` is granted to ${who}, and ${identifier} does not have it.`;
        const hint = `Take it off the grant: ${revived}`;
        return { id: 'dangling-grant', severity: 'warning', ...about(identifier, permission, holder), message, hint };
    });
}
const revived = 'whoever adds the name to the API gives it to them, too.';
function danglingRoles(scene, permissions) {
    const { identifier } = scene.api;
    const lacking = permissions.filter(({ permission }) => !scene.names.has(permission));
    return lacking.flatMap(({ permission, holders }) => holders.filter(isRole).map((holder) => {
        const message = `The ${whoText(holder)} holds \`${permission}\`, which ${identifier} does not have.`;
        const hint = `Take it off the role: ${revived}`;
        return { id: 'dangling-role', severity: 'warning', ...about(identifier, permission, holder), message, hint };
    }));
}
function isRole({ kind }) {
    return kind === 'role';
}
/** Who could not be read may well hold it. */
function nobodyFindings({ api: { identifier }, holders }, { permission, holders: held }) {
    if (!holders.grants || !holders.roles || held.some(({ effective }) => effective))
        return [];
    const message = `Nobody can get \`${permission}\` of ${identifier}: no grant and no role gives it to anyone.`;
    const hint = 'Grant it to whoever needs it, or remove it.';
    return [{ id: 'granted-to-nobody', severity: 'note', ...about(identifier, permission), message, hint }];
}
function deprecatedFindings(scene, { permission, deprecated }) {
    if (deprecated === null)
        return [];
    const { identifier } = scene.api;
    const { grants, roles } = (0,reach/* inUse */.Lj)((0,audit_holders/* reachIn */.hT)(scene, permission));
    const why = deprecated === true ? '' : ` (${deprecated})`;
    return [...grants.map(audit_holders/* grantEntry */.nU), ...roles.map(audit_holders/* roleEntry */.Bp)].map((holder) => {
        const who = whoText(holder, scene.holders.registration);
        const message = `\`${permission}\` of ${identifier} is deprecated${why}, and still held by ${who}.`;
        const hint = 'Take it off the grant or role, so that it can be removed.';
        return {
            id: 'deprecated-still-held',
            severity: 'warning',
            ...about(identifier, permission, holder),
            message,
            hint,
        };
    });
}
const unmanagedTerms = {
    keep: { severity: 'note', hint: 'Declare it, or remove it in Auth0.' },
    remove: { severity: 'warning', hint: 'Declare it where it is to stay: the policy has the next apply remove it.' },
    forbid: { severity: 'error', hint: 'Declare it, or remove it in Auth0: the policy forbids unmanaged permissions.' },
};
function unmanagedFindings({ api }, { permission, status }, terms) {
    if (status !== 'unmanaged' || !terms.isDeclared)
        return [];
    const { severity, hint } = unmanagedTerms[terms.policy.unmanaged];
    const message = `${api.identifier} has \`${permission}\`, which the manifest does not declare.`;
    return [{ id: 'unmanaged-permission', severity, ...about(api.identifier, permission), message, hint }];
}
/** By API, permission, kind and holder. */
function compareFindings(a, b) {
    return ((0,problem/* compareText */.n6)(a.api ?? '', b.api ?? '') ||
        (0,problem/* compareText */.n6)(a.permission ?? '', b.permission ?? '') ||
        (0,problem/* compareText */.n6)(a.id, b.id) ||
        (a.holder && b.holder ? (0,audit_holders/* compareHolders */.DY)(a.holder, b.holder) : 0) ||
        (0,problem/* compareText */.n6)(a.message, b.message));
}

;// CONCATENATED MODULE: ./lib/core/audit/audit.js
/**
 * The audit: who can do what on a tenant, and how, as one document. Everything here is a function of values, and the order
 * in which the tenant says something never shows: the same tenant gives the same bytes.
 */








function makeAudit(inputs) {
    const { tenant, environment, created } = inputs;
    const declared = new Map(inputs.declared.map((api) => [api.identifier, api]));
    const parts = inputs.apis
        .toSorted((a, b) => (0,problem/* compareText */.n6)(a.identifier, b.identifier))
        .map((api) => auditApi((0,audit_holders/* sceneOf */.cO)(api, inputs.holders), declared.get(api.identifier), inputs));
    const findings = [...parts.flatMap((part) => part.findings), ...expiredFindings(inputs)].sort(compareFindings);
    const apis = parts.map(({ api }) => api);
    const notRead = inputs.holders.notRead.map(unreadEntry).sort((a, b) => (0,problem/* compareText */.n6)(a.what, b.what));
    return sealed({
        ...{ version: 1, created, tenant, environment },
        complete: notRead.length === 0,
        notRead,
        summary: summaryOf(apis, findings),
        ...castOf(inputs),
        apis,
        findings,
    });
}
/** What is to be said where an audit failed: that nobody was read, so that nobody is taken for nobody. */
function notAudited(tenant, environment) {
    const parts = ['applications', 'grants', 'organizations', 'roles', 'settings', 'users'];
    const notRead = parts.map((what) => ({
        what,
        scope: '',
        message: `${unreadWords[what]} not read: the audit failed.`,
    }));
    const summary = { apis: 0, permissions: 0, errors: 0, warnings: 0, notes: 0 };
    const nothing = { applications: [], roles: [], apis: [], findings: [] };
    return sealed({ version: 1, created: '', tenant, environment, complete: false, notRead, summary, ...nothing });
}
/** The document with its fingerprint, which says nothing of when it was made and what it was compared with. */
function sealed({ version, created, tenant, environment, ...rest }) {
    const fingerprint = fingerprintOf({ version, created, tenant, environment, ...rest });
    return { version, created, tenant, environment, fingerprint, ...rest };
}
/** What `jq -cj 'del(.created, .fingerprint, .since)'` gives of the file, hashed. */
function fingerprintOf(document) {
    const { created: _, fingerprint: __, since: ___, ...said } = document;
    return (0,fingerprint/* digest */.b)(JSON.stringify(said));
}
function auditApi(scene, declared, inputs) {
    const { id, identifier, name, admission } = scene.api;
    const permissions = permissionsOf(scene, declared);
    const exposure = (0,reach/* exposureOf */.Xl)(admission);
    return {
        api: { identifier, id, name: name ?? null, exposure, rbac: admission.rbac, permissions },
        findings: findingsOf(scene, permissions, { ...inputs, isDeclared: declared !== undefined }),
    };
}
function permissionsOf(scene, declared) {
    const onTenant = firstByName(scene.api.permissions.toSorted(compareDescribed));
    const wanted = firstByName(declared?.permissions ?? []);
    const names = new Set([...onTenant.keys(), ...wanted.keys(), ...heldNames(scene)]);
    return [...names].sort(problem/* compareText */.n6).map((permission) => {
        const holders = (0,audit_holders/* holdersIn */.Jn)(scene, permission);
        const said = { tenant: onTenant.get(permission), manifest: wanted.get(permission) };
        return {
            permission,
            description: (said.tenant ?? said.manifest)?.description ?? '',
            status: statusOf(said, holders.length > 0 ? 'held' : 'not held'),
            deprecated: said.manifest?.deprecated ?? null,
            holders,
        };
    });
}
/** A name that stands twice counts once. */
function firstByName(permissions) {
    return new Map(permissions.toReversed().map((one) => [one.name, one]));
}
function compareDescribed(a, b) {
    return (0,problem/* compareText */.n6)(a.description ?? '', b.description ?? '');
}
/** Names that grants list and roles hold, whether the API has them or not. */
function heldNames({ api: { identifier }, holders: { grants, roles } }) {
    const listed = grants?.get(identifier)?.flatMap(({ permissions }) => [...permissions]) ?? [];
    return [...listed, ...(roles?.roles.flatMap(({ permissions }) => [...(permissions.get(identifier) ?? [])]) ?? [])];
}
function statusOf({ tenant, manifest }, held) {
    if (tenant)
        return manifest ? 'declared' : 'unmanaged';
    return held === 'held' ? 'dangling' : 'missing';
}
/** An exception is of the policy: which API it is about is for it to say. */
function expiredFindings({ policy, exceptions, today }) {
    const severity = severityOf(rules_exceptions/* exceptionExpired */.R3, policy);
    if (severity === 'off')
        return [];
    return exceptions
        .filter((exception) => (0,rules_exceptions/* isExpired */._d)(exception, today))
        .map((exception) => {
        const { message, hint = '' } = (0,rules_exceptions/* expiredFinding */.Xy)(exception);
        return {
            id: 'exception-expired',
            severity,
            ...about(exception.api ?? null, exception.permission),
            message,
            hint,
        };
    });
}
function summaryOf(apis, findings) {
    const count = (severity) => findings.filter((one) => one.severity === severity).length;
    const permissions = apis.reduce((sum, api) => sum + api.permissions.length, 0);
    const found = { errors: count('error'), warnings: count('warning'), notes: count('note') };
    return { apis: apis.length, permissions, ...found };
}
/** Whoever was granted one of the APIs, and the roles that hold something of them. */
function castOf({ apis, holders }) {
    const audited = new Set(apis.map(({ identifier }) => identifier));
    const granted = [...audited].flatMap((identifier) => holders.grants?.get(identifier) ?? []);
    const applications = new Map(granted.flatMap(({ application: one }) => (one ? [[one.id, one]] : [])));
    const roles = holders.roles?.roles.filter(({ permissions }) => [...permissions.keys()].some((identifier) => audited.has(identifier))) ?? [];
    return {
        applications: [...applications.values()].map(({ id, name }) => ({ id, name })).sort(compareNamed),
        roles: roles.map(({ id, name, organization, users }) => ({ id, name, organization, users })).sort(compareNamed),
    };
}
function compareNamed(a, b) {
    return (0,problem/* compareText */.n6)(a.name ?? '', b.name ?? '') || (0,problem/* compareText */.n6)(a.id, b.id);
}
const unreadWords = {
    grants: 'Client grants were',
    roles: 'Roles were',
    users: 'The number of users of each role was',
    applications: 'Applications were',
    organizations: 'Organizations were',
    settings: 'The settings of the tenant were',
};
function unreadEntry({ what, right }) {
    return { what, scope: right, message: `${unreadWords[what]} not read: the token lacks ${right}.` };
}


/***/ }),

/***/ 2340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bp: () => (/* binding */ roleEntry),
/* harmony export */   DY: () => (/* binding */ compareHolders),
/* harmony export */   I4: () => (/* binding */ holderKey),
/* harmony export */   Jn: () => (/* binding */ holdersIn),
/* harmony export */   cO: () => (/* binding */ sceneOf),
/* harmony export */   hT: () => (/* binding */ reachIn),
/* harmony export */   nU: () => (/* binding */ grantEntry),
/* harmony export */   td: () => (/* binding */ everyUser)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5524);
/* harmony import */ var _reach_reach_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(684);


function sceneOf(api, holders) {
    const names = new Set(api.permissions.map(({ name }) => name));
    if (!holders.roles)
        return { api, holders, names };
    const roles = holders.roles.roles.filter(({ permissions }) => permissions.has(api.identifier));
    return { api, holders: { ...holders, roles: { roles, total: roles.length } }, names };
}
/** A name that the API does not have is held by those that list it alone. */
function reachIn({ api, holders, names }, permission) {
    const { identifier, admission } = api;
    const reach = (0,_reach_reach_js__WEBPACK_IMPORTED_MODULE_0__/* .reachOf */ .xw)(permission, { identifier, admission }, holders);
    return names.has(permission) ? reach : { ...reach, grants: reach.grants.filter(({ all }) => !all), everyone: [] };
}
/** Sorted. */
function holdersIn(scene, permission) {
    const { grants, roles, everyone } = reachIn(scene, permission);
    const users = everyone.includes('first-party-users') ? [everyUser] : [];
    return [...grants.map(grantEntry), ...roles.map(roleEntry), ...users].sort(compareHolders);
}
const everyUser = { kind: 'every-user', effective: true };
function grantEntry({ application, as, all, effective }) {
    if (!application)
        return { kind: 'third-party-applications', as, all, effective };
    return { kind: 'application', id: application.id, name: application.name, as, all, effective };
}
function roleEntry({ id, name, organization, users, effective }) {
    return { kind: 'role', id, name, organization, users, effective };
}
/** By kind, name and id. */
function compareHolders(a, b) {
    const [first, second] = [partsOf(a), partsOf(b)];
    return first.reduce((order, part, index) => order || (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(part, second[index] ?? ''), 0);
}
/** Who it is and by which way, whatever else was found of them: the same in two audits. */
function holderKey(holder) {
    const [kind, , ...rest] = partsOf(holder);
    return JSON.stringify([kind, ...rest]);
}
function partsOf(holder) {
    if (holder.kind === 'application')
        return [holder.kind, holder.name ?? '', holder.id, holder.as];
    if (holder.kind === 'role')
        return [holder.kind, holder.name, holder.id, ''];
    return [holder.kind, '', '', holder.kind === 'every-user' ? '' : holder.as];
}


/***/ })

};
