export const id = 91;
export const ids = [91];
export const modules = {

/***/ 8635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ chooseApis),
/* harmony export */   di: () => (/* binding */ adopt),
/* harmony export */   oA: () => (/* binding */ largestFitting)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9325);
/* harmony import */ var _permission_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2812);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4087);
/* harmony import */ var _rules_check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(777);
/* harmony import */ var _rules_system_api_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8899);
/* harmony import */ var _spelling_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8865);
/**
 * The adoption: what a manifest lacks of a tenant. An API that it declares gets the permissions it lacks, another one
 * is new. What no manifest may hold (a rule that no policy can change would stop the next apply) is left out, with the
 * reason: it stays unmanaged, and the tenant keeps it.
 */







/**
 * The APIs that an import is about, by name and identifier. Auth0's own are never among them.
 * @param wanted identifiers, in which `*` stands for any text; all APIs where there are none.
 * @throws ActionError api-not-found for one that means no API
 */
function chooseApis(apis, wanted, tenant) {
    const own = apis.filter(({ identifier, system }) => !system && !(0,_rules_system_api_js__WEBPACK_IMPORTED_MODULE_3__/* .isSystemIdentifier */ .TO)(identifier, tenant));
    const sorted = own.toSorted((a, b) => compareCodePoints(a.name ?? '', b.name ?? '') || compareCodePoints(a.identifier, b.identifier));
    if (wanted.length === 0)
        return sorted;
    const globs = wanted.map((text) => ({ text, matches: (0,_pattern_js__WEBPACK_IMPORTED_MODULE_5__/* .compileGlob */ .SO)(text) }));
    const dead = globs.filter(({ matches }) => !own.some(({ identifier }) => matches(identifier)));
    if (dead.length > 0)
        throw noneMeant(dead.map(({ text }) => text));
    return sorted.filter(({ identifier }) => globs.some(({ matches }) => matches(identifier)));
}
function noneMeant(texts) {
    const message = `Input \`apis\`: the tenant has no API ${(0,_spelling_js__WEBPACK_IMPORTED_MODULE_4__/* .listWords */ .yh)(texts)}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('api-not-found', message, 'Correct the identifier; Auth0’s own APIs are left out.');
}
/** As UTF-8 is ordered: UTF-16 puts what is beyond U+FFFF before what is just below. */
function compareCodePoints(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
/** Compares APIs with what the manifest declares. */
function adopt(apis, declared, judge) {
    const byIdentifier = new Map(declared.map((api) => [api.identifier, api]));
    const parts = apis.map((api) => adoptApi(api, byIdentifier.get(api.identifier), judge));
    return {
        adoptions: parts.flatMap(({ adoption }) => adoption ?? []),
        leftOut: parts.flatMap(({ leftOut }) => leftOut),
        differences: parts.flatMap(({ differences }) => differences),
    };
}
function adoptApi(api, declared, judge) {
    const { identifier } = api;
    const why = whyNoApi(identifier);
    if (why !== undefined)
        return { leftOut: [{ api: identifier, why }], differences: [] };
    const { fit, leftOut } = divide(api, declared, judge);
    const differences = declared ? differencesOf(declared, api) : [];
    if (declared && fit.length === 0)
        return { leftOut, differences };
    return { adoption: { identifier, name: nameOf(api), declared, permissions: fit.map(written) }, leftOut, differences };
}
/** Source: the manifest's own schema. */
function whyNoApi(identifier) {
    if (identifier.length > 600)
        return 'Its identifier has over 600 characters.';
    return identifier.isWellFormed() ? undefined : 'Its identifier holds half a surrogate pair.';
}
function nameOf({ name }) {
    return name !== '' && name?.isWellFormed() ? name : undefined;
}
function written({ name, description }) {
    return { name, description: description ?? '' };
}
/** Of the permissions that the manifest lacks, those it can hold and those it can't. */
function divide(api, declared, judge) {
    const names = new Set(declared?.permissions.map(({ name }) => name));
    const [candidates, why] = [new Map(), new Map()];
    for (const permission of api.permissions) {
        if (names.has(permission.name))
            continue;
        const unwritable = candidates.has(permission.name) ? 'The tenant holds it twice.' : whyUnwritable(permission);
        if (unwritable === undefined)
            candidates.set(permission.name, permission);
        else
            why.set(permission, unwritable);
    }
    for (const [name, reason] of stopped(api, declared, { candidates, judge })) {
        const permission = candidates.get(name);
        if (permission)
            why.set(permission, reason);
    }
    const fit = [...candidates.values()].filter((permission) => !why.has(permission));
    const leftOut = [...why].map(([{ name }, reason]) => ({ api: api.identifier, permission: name, why: reason }));
    return { fit, leftOut };
}
/** What our own reader refuses in any manifest. */
function whyUnwritable({ name, description = '' }) {
    if (name === '__proto__')
        return '`__proto__` is not allowed as a key.';
    const whole = name.isWellFormed() && description.isWellFormed();
    return whole ? undefined : 'It holds half a surrogate pair.';
}
/** By name, what the rules say against permissions that no policy can change and no exception lifts. */
function stopped(api, declared, { candidates, judge }) {
    const found = new Map();
    const check = (permissions) => lockedProblems(api, [declared, permissions], judge);
    for (const { subject, severity, message } of check([...candidates.values()])) {
        if (severity === 'error' && subject?.permission !== undefined)
            found.set(subject.permission, message);
    }
    const fit = [...candidates.values()].filter(({ name }) => !found.has(name));
    const tooMuch = (count) => check(fit.slice(0, count)).find(({ rule, severity }) => rule === 'permission-limit' && severity === 'error');
    const most = largestFitting(fit.length, (count) => tooMuch(count) === undefined);
    if (most === fit.length)
        return found;
    const reason = tooMuch(most + 1)?.message ?? '';
    for (const { name } of fit.slice(most))
        found.set(name, reason);
    return found;
}
function lockedProblems({ identifier }, [declared, added], { policy, tenant, today }) {
    const permissions = [...(declared?.permissions ?? []), ...added.map(asDeclared)];
    const manifest = { entries: [{ identifier, place: inLine(0), permissions }] };
    const locked = { ...policy, rules: _policy_js__WEBPACK_IMPORTED_MODULE_1__/* .lockedOnly */ .tE.rules, exceptions: [] };
    return (0,_rules_check_js__WEBPACK_IMPORTED_MODULE_2__/* .checkManifest */ .K7)(manifest, { tenant, policy: locked, today, exceptions: [] }).problems;
}
/** In a line of its own: two problems at the same place that say the same would count as one. */
function asDeclared(permission, index) {
    const place = inLine(index + 1);
    return { ...written(permission), place, descriptionPlace: place };
}
function inLine(line) {
    return { file: '', line, column: 1 };
}
function differencesOf({ identifier, permissions }, { permissions: held }) {
    const onTenant = new Map(held.map(({ name, description }) => [name, description]));
    return permissions.flatMap(({ name, description }) => {
        if (!onTenant.has(name))
            return [{ api: identifier, permission: name, kind: 'not on the tenant' }];
        if ((0,_permission_js__WEBPACK_IMPORTED_MODULE_6__/* .sameDescription */ .P)(onTenant.get(name), description))
            return [];
        return [{ api: identifier, permission: name, kind: 'another description' }];
    });
}
/** The largest count up to `most` that fits, where a larger one never fits if a smaller one does not. */
function largestFitting(most, fits) {
    if (fits(most))
        return most;
    let [low, high] = [0, most];
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (fits(middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}


/***/ }),

/***/ 1091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  audit: () => (/* binding */ audit_audit)
});

// EXTERNAL MODULE: ./lib/core/audit/audit.js + 6 modules
var audit = __webpack_require__(6973);
// EXTERNAL MODULE: ./lib/core/errors.js
var core_errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/audit/document.js
var audit_document = __webpack_require__(3970);
;// CONCATENATED MODULE: ./lib/core/audit/baseline.js
/** An earlier audit, read back. The file is anybody's: what it says is held to the schema, and to be of the same target. */



/**
 * @param text of the file, undefined where there is none.
 * @throws ActionError input-invalid
 */
function readBaseline(text, { path, tenant, environment }) {
    if (text === undefined)
        throw invalid(`there is no file at \`${path}\``, create);
    const { data: document } = audit_document/* auditSchema */.d5.safeParse(parsed(text));
    if (!document)
        throw invalid(`\`${path}\` is not the JSON of an audit`, create);
    if (document.created === '')
        throw invalid(`\`${path}\` is of an audit that failed`, create);
    if (document.tenant !== tenant)
        throw invalid(`\`${path}\` is an audit of ${document.tenant || 'no tenant'}`, other);
    if (document.environment !== environment)
        throw invalid(`\`${path}\` is an audit of the environment \`${document.environment}\``, other);
    return { document, notices: (0,audit/* fingerprintOf */.ax)(document) === document.fingerprint ? [] : [changedNotice(path)] };
}
const create = 'Give the `.json` file of an earlier audit, or leave the input empty.';
const other = 'Give one of the same tenant and environment: those of two can’t be compared.';
function invalid(why, hint) {
    return new core_errors/* ActionError */.lZ('input-invalid', `Input \`audit-baseline\`: ${why}.`, hint);
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Whoever changes a file can change its fingerprint, too: it tells of an accident, and proves nothing. */
function changedNotice(path) {
    const what = `The audit \`${path}\` does not say what its fingerprint is of: it was changed after it was written.`;
    return `${what} What is told to be new since then may be wrong.`;
}

// EXTERNAL MODULE: ./lib/core/adoption.js
var adoption = __webpack_require__(8635);
// EXTERNAL MODULE: ./lib/core/rules/system-api.js
var system_api = __webpack_require__(8899);
;// CONCATENATED MODULE: ./lib/core/audit/choice.js
/** Which APIs of a tenant an audit is about. */


/** Auth0's own are never among them. @throws ActionError api-not-found for a glob that means no API */
function chooseAudited(held, wanted, tenant) {
    if (wanted.kind !== 'declared')
        return { apis: (0,adoption/* chooseApis */.$r)(held, wanted.kind === 'globs' ? wanted.globs : [], tenant), missing: [] };
    const own = held.filter(({ identifier, system }) => !system && !(0,system_api/* isSystemIdentifier */.TO)(identifier, tenant));
    const known = new Map(own.map((api) => [api.identifier, api]));
    return {
        apis: wanted.identifiers.flatMap((identifier) => known.get(identifier) ?? []),
        missing: wanted.identifiers.filter((identifier) => !known.has(identifier)),
    };
}

// EXTERNAL MODULE: ./lib/core/problem.js
var problem = __webpack_require__(5524);
// EXTERNAL MODULE: ./lib/core/audit/holders.js
var audit_holders = __webpack_require__(2340);
;// CONCATENATED MODULE: ./lib/core/audit/since.js
/** What changed since an earlier audit: who gained what, who lost what, and what is found now and was not then. */


/**
 * What one of the two could not read is in neither list. An API that only this audit is about is new to it, with all who
 * hold anything of it; what an API that only the earlier one was about gave is lost where the tenant has it no more.
 * @param present identifiers that the tenant has.
 */
function since(now, before, present) {
    const shared = comparing(now, before);
    const audited = new Set(now.apis.map(({ identifier }) => identifier));
    const isLeft = (api) => api === null || audited.has(api) || !present.has(api);
    const [then, today] = [heldIn(before, shared), heldIn(now, shared)];
    const found = { before: before.findings.filter((one) => isComparable(one, shared)), now: now.findings };
    const known = { before: new Set(before.findings.map(findingKey)), now: new Set(now.findings.map(findingKey)) };
    return {
        created: before.created,
        fingerprint: before.fingerprint,
        gained: without(today.effective, then.counting),
        lost: without(then.effective, today.counting).filter(({ api }) => isLeft(api)),
        findings: {
            new: found.now.filter((one) => isComparable(one, shared) && !known.before.has(findingKey(one))),
            gone: found.before.filter((one) => isLeft(one.api) && !known.now.has(findingKey(one))),
        },
    };
}
function comparing(...documents) {
    const lacking = new Set(documents.flatMap(({ notRead }) => notRead.map(({ what }) => what)));
    return (part) => !lacking.has(part);
}
/**
 * What the API does not have nobody gets, whoever lists it. Where grants were not read, a role is taken for one with an effect, since it may well have one: it is compared by what
 * it holds then, and not by what that is worth.
 */
function heldIn({ apis }, shared) {
    const all = apis.flatMap(({ identifier: api, permissions }) => permissions
        .filter(isOnTenant)
        .flatMap(({ permission, holders }) => holders
        .filter((holder) => isRead(holder, shared))
        .map((holder) => ({ api, permission, holder, key: JSON.stringify([api, permission, (0,audit_holders/* holderKey */.I4)(holder)]) }))));
    const effective = all.filter(({ holder }) => holder.effective);
    const counting = all.filter(({ holder }) => holder.effective || (holder.kind === 'role' && !shared('grants')));
    return { effective, counting: new Set(counting.map(({ key }) => key)) };
}
function isOnTenant({ status }) {
    return status === 'declared' || status === 'unmanaged';
}
function isRead({ kind }, shared) {
    if (kind === 'every-user')
        return true;
    return shared(kind === 'role' ? 'roles' : 'grants');
}
function without(held, known) {
    return held
        .filter(({ key }) => !known.has(key))
        .map(({ key: _, ...one }) => one)
        .sort((a, b) => (0,problem/* compareText */.n6)(a.api, b.api) || (0,problem/* compareText */.n6)(a.permission, b.permission) || (0,audit_holders/* compareHolders */.DY)(a.holder, b.holder));
}
/** What it says may differ: a number of users, a name, a reason. */
function findingKey({ id, api, permission, holder }) {
    return JSON.stringify([id, api, permission, holder && (0,audit_holders/* holderKey */.I4)(holder)]);
}
/** Whether both would have found it. That `access` could not be checked is a finding of its own. */
function isComparable({ id, holder }, shared) {
    if (id === 'granted-to-nobody')
        return shared('grants') && shared('roles');
    if (!holder)
        return true;
    if (!isRead(holder, shared))
        return false;
    return id !== 'access-expectation' || shared('applications');
}

// EXTERNAL MODULE: ./lib/core/usual-paths.js
var usual_paths = __webpack_require__(1152);
// EXTERNAL MODULE: ./lib/read/access.js
var read_access = __webpack_require__(6156);
// EXTERNAL MODULE: ./lib/read/manifest.js
var read_manifest = __webpack_require__(3639);
// EXTERNAL MODULE: ./lib/read/policy.js + 1 modules
var policy = __webpack_require__(5957);
;// CONCATENATED MODULE: ./lib/modes/audit.js
/** Says who can do what on a tenant, and how. It reads, and there is no way to a writer here. */










async function audit_audit(ports, say) {
    const access = (0,read_access/* requireAccess */.w)(ports, 'An audit');
    const terms = await readTerms(ports, say);
    if (!terms)
        return;
    const baseline = await readEarlier(ports);
    const wanted = wantedOf(ports, terms, baseline);
    const reader = await ports.openCensus(access);
    const created = `${new Date().toISOString().slice(0, 19)}Z`;
    const held = await readApis(reader, wanted);
    const { apis, missing } = chooseAudited(held, wanted, ports.inputs.domain);
    const holders = await reader.everyHolder(apis.map(({ identifier }) => identifier));
    const document = (0,audit/* makeAudit */.ow)({ ...aboutOf(ports), ...terms, created, apis, holders });
    const told = baseline ? withSince(document, baseline, held) : document;
    say({ kind: 'audited', audit: told, missing, notices: baseline?.notices ?? [] });
}
/** Undefined where the policy can't be read, which is said: without it there is no telling what is wrong. */
async function readTerms(ports, say) {
    const { inputs, files, parse } = ports;
    const isUsual = inputs.manifest.length === 1 && inputs.manifest[0] === usual_paths/* usualManifest */.qG;
    const prepared = (0,read_manifest/* prepareFiles */.t9)(await files.current(isUsual ? 'accepted' : 'refused'), parse);
    const inForce = await (0,policy/* readPolicyInForce */.V)(ports, prepared);
    sayBroken(ports, say, { prepared, inForce });
    const manifest = requireReadable(prepared);
    if (inForce.failure)
        return undefined;
    const isThere = prepared.files.manifest.length > 0;
    return {
        manifest: isThere ? 'there' : 'absent',
        declared: isThere ? (0,read_manifest/* declaredApis */.Cr)(ports, manifest) : [],
        policy: inForce.policy,
        exceptions: inForce.exceptions,
    };
}
/** Whether names are good is for a validation to say; what keeps a file from being read stops an audit. */
function sayBroken({ inputs }, say, { prepared, inForce }) {
    const { file, failure } = inForce;
    const policyShown = { file, central: inputs.policy.kind === 'central', changes: [], exceptions: [] };
    say({ kind: 'judged', problems: [...prepared.problems, ...inForce.problems], policyShown, notices: [] });
    if (failure)
        say({ kind: 'stopped', error: failure });
}
/** @throws ActionError manifest-invalid: what it declares would all be called unmanaged. */
function requireReadable({ manifest, problems }) {
    if (manifest)
        return manifest;
    const { errors } = (0,problem/* countProblems */._k)(problems);
    const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so there is no audit.`;
    throw new core_errors/* ActionError */.lZ('manifest-invalid', message, 'Each is shown at its line; correct them.');
}
async function readEarlier(ports) {
    const { auditBaseline: path, domain: tenant, environment } = ports.inputs;
    if (path === '')
        return undefined;
    return readBaseline(await ports.readGiven('audit-baseline', path), { path, tenant, environment });
}
function wantedOf({ inputs }, { manifest, declared }, baseline) {
    if (inputs.apis.length > 0)
        return { kind: 'globs', globs: inputs.apis };
    if (manifest === 'absent')
        return { kind: 'all' };
    const before = baseline?.document.apis.map(({ identifier }) => identifier) ?? [];
    return { kind: 'declared', identifiers: declared.map(({ identifier }) => identifier), before };
}
/** Also those of an earlier audit: who held anything of one that is gone has lost it. */
async function readApis(reader, wanted) {
    if (wanted.kind !== 'declared')
        return await reader.allApis();
    return await reader.apis([...new Set([...wanted.identifiers, ...wanted.before])]);
}
function aboutOf({ inputs, run }) {
    return { tenant: inputs.domain, environment: inputs.environment, today: run.today };
}
function withSince(audited, { document }, held) {
    const present = new Set(held.map(({ identifier }) => identifier));
    return { ...audited, since: since(audited, document, present) };
}


/***/ })

};
