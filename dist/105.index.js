export const id = 105;
export const ids = [105];
export const modules = {

/***/ 8963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ targetsOf),
/* harmony export */   s: () => (/* binding */ pathsFor)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _spelling_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8865);
/**
 * Where new APIs go: into the file that the patterns name, or into one of their own each where a `*` stands for its
 * name. Such names have to do on Windows and macOS, too, whose file names know no case.
 */


/** Where a new API could go: a path, with a `*` where there is to be one file an API. */
function targetsOf(patterns) {
    return patterns
        .filter((pattern) => !pattern.startsWith('!'))
        .map((pattern) => pattern.replaceAll('**/', '')) // stands for any folders, also for none
        .filter((pattern) => /^(?:[^*?[\]{}()|\\]+\/)?[^/*?[\]{}()|\\]*\*?[^/*?[\]{}()|\\]*$/.test(pattern));
}
/**
 * A path for each API, in their order: under the first of the patterns that can take it.
 * @throws ActionError input-invalid where none can
 */
function pathsFor(apis, patterns, room) {
    const targets = targetsOf(patterns);
    const taken = new Set([...room.taken].map(folded));
    const exclusions = patterns.filter((pattern) => pattern.startsWith('!')).length;
    return apis.map((api) => {
        const path = targets
            .flatMap((target) => (target.includes('*') ? freePaths(api, target, { taken, most: exclusions + 1 }) : target))
            .find((free) => room.matches(free));
        if (path === undefined)
            throw noRoom(patterns);
        if (!targets.includes(path))
            taken.add(folded(path));
        return path;
    });
}
/** As many as it takes: an exclusion without a `*` takes one away. One with a `*` may take all. */
function freePaths(api, target, { taken, most }) {
    const slug = slugOf(api);
    const free = [];
    for (let count = 1; free.length < most; count += 1) {
        const path = withoutDevice(target, count === 1 ? slug : `${slug}-${count}`);
        if (!taken.has(folded(path)))
            free.push(path);
    }
    return free;
}
function folded(path) {
    return path.normalize('NFC').toLowerCase();
}
const longestSlug = 60;
function slugOf({ name = '', identifier }) {
    return [name, identifier, 'api'].map(slugged).find((slug) => slug !== '') ?? 'api';
}
function slugged(text) {
    const plain = text
        .replace(/^https?:\/\//i, '')
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .toLowerCase()
        .replaceAll('ß', 'ss');
    const words = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, longestSlug);
    return words.replaceAll(/^-|-$/g, '');
}
/** Windows takes these for devices, whatever follows a dot. Source: Microsoft's documentation, "Naming Files". */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
function withoutDevice(target, slug) {
    const path = target.replace('*', () => slug);
    const name = path.slice(path.lastIndexOf('/') + 1);
    return devices.test(name) ? target.replace('*', () => `${slug}-api`) : path;
}
function noRoom(patterns) {
    const message = `Input \`manifest\`: ${(0,_spelling_js__WEBPACK_IMPORTED_MODULE_1__/* .listWords */ .yh)(patterns)} has no place for a new API.`;
    const hint = 'Give a path such as `.github/permissions.yml`, or `permissions/*.yml` for one file an API.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('input-invalid', message, hint);
}


/***/ }),

/***/ 6105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  importManifest: () => (/* binding */ importManifest)
});

// EXTERNAL MODULE: ./lib/core/errors.js
var core_errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/pattern.js
var pattern = __webpack_require__(9325);
// EXTERNAL MODULE: ./lib/core/permission.js
var permission = __webpack_require__(2812);
// EXTERNAL MODULE: ./lib/core/policy.js + 3 modules
var core_policy = __webpack_require__(4087);
// EXTERNAL MODULE: ./lib/core/rules/check.js + 1 modules
var check = __webpack_require__(777);
// EXTERNAL MODULE: ./lib/core/rules/system-api.js
var system_api = __webpack_require__(8899);
// EXTERNAL MODULE: ./lib/core/spelling.js
var spelling = __webpack_require__(8865);
;// CONCATENATED MODULE: ./lib/core/adoption.js
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
    const own = apis.filter(({ identifier, system }) => !system && !(0,system_api/* isSystemIdentifier */.TO)(identifier, tenant));
    const sorted = own.toSorted((a, b) => compareCodePoints(a.name ?? '', b.name ?? '') || compareCodePoints(a.identifier, b.identifier));
    if (wanted.length === 0)
        return sorted;
    const globs = wanted.map((text) => ({ text, matches: (0,pattern/* compileGlob */.SO)(text) }));
    const dead = globs.filter(({ matches }) => !own.some(({ identifier }) => matches(identifier)));
    if (dead.length > 0)
        throw noneMeant(dead.map(({ text }) => text));
    return sorted.filter(({ identifier }) => globs.some(({ matches }) => matches(identifier)));
}
function noneMeant(texts) {
    const message = `Input \`apis\`: the tenant has no API ${(0,spelling/* listWords */.yh)(texts)}.`;
    return new core_errors/* ActionError */.lZ('api-not-found', message, 'Correct the identifier; Auth0’s own APIs can’t be imported.');
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
    const locked = { ...policy, rules: core_policy/* lockedOnly */.tE.rules, exceptions: [] };
    return (0,check/* checkManifest */.K7)(manifest, { tenant, policy: locked, today, exceptions: [] }).problems;
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
        if ((0,permission/* sameDescription */.P)(onTenant.get(name), description))
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

// EXTERNAL MODULE: ./lib/core/manifest.js
var core_manifest = __webpack_require__(9718);
// EXTERNAL MODULE: ./lib/core/problem.js
var problem = __webpack_require__(5524);
// EXTERNAL MODULE: ./lib/read/access.js
var read_access = __webpack_require__(6156);
// EXTERNAL MODULE: ./lib/read/judge.js
var judge = __webpack_require__(7847);
// EXTERNAL MODULE: ./lib/read/judged.js
var judged = __webpack_require__(1755);
// EXTERNAL MODULE: ./lib/read/manifest.js
var read_manifest = __webpack_require__(3639);
// EXTERNAL MODULE: ./lib/read/policy.js + 1 modules
var policy = __webpack_require__(5957);
// EXTERNAL MODULE: ./lib/core/document.js
var core_document = __webpack_require__(9282);
// EXTERNAL MODULE: ./lib/core/exception-text.js
var exception_text = __webpack_require__(7080);
// EXTERNAL MODULE: ./lib/core/manifest-text.js
var manifest_text = __webpack_require__(9364);
// EXTERNAL MODULE: ./lib/core/new-files.js
var new_files = __webpack_require__(8963);
;// CONCATENATED MODULE: ./lib/write/drafts.js
/** The files of an import, each read again before any is written. */









/**
 * Makes the files of an import. Each is read again: it has to say what it said before, and what is new.
 * @throws ActionError input-invalid where a new API has no place
 */
function draftFiles(ports, sources) {
    const placed = place(ports, sources);
    const byPath = Map.groupBy(placed, ({ path }) => path);
    const drafts = [...byPath]
        .sort(([a], [b]) => (0,problem/* compareText */.n6)(a, b))
        .map(([path, all]) => draftOf(path, all, { ports, ...sources }));
    const kept = new Set(drafts.flatMap((draft) => draft.kept));
    const entries = new Map(sources.manifest.entries.map((entry) => [entry.place, entry]));
    return {
        files: drafts.flatMap(({ file }) => file ?? []),
        apis: placed
            .filter((one) => kept.has(one))
            .map((one) => importedApi(one, entryOf(one, entries), ports.inputs.environment)),
        leftOut: placed.filter((one) => !kept.has(one)).map(tooLarge),
    };
}
/**
 * The first policy, with the exceptions that the problems need; undefined where there is one already, where none is
 * needed, or where none could hold them all.
 */
async function draftPolicy(ports, files, problems) {
    const { policy: input } = ports.inputs;
    const lines = (0,exception_text/* exceptionLines */.$)(problems);
    if (input.kind === 'central' || files.policy || lines.length === 0)
        return undefined;
    const bytes = Buffer.from((0,exception_text/* newPolicy */.s)(lines, schemaUrl(ports, 'policy')));
    const draft = { path: input.path, bytes, isFirst: true };
    const { document } = ports.parse(asSource(draft));
    const read = document && (await (0,core_policy/* readPolicy */.T4)(document));
    return read?.policy ? draft : undefined;
}
/** The files as they are once the drafts are written. */
function withDrafts(files, { files: drafts }) {
    const drafted = new Set(drafts.map(({ path }) => path));
    const all = [...files.filter(({ path }) => !drafted.has(path)), ...drafts.map(asSource)];
    return all.sort((a, b) => (0,problem/* compareText */.n6)(a.path, b.path));
}
/** What is declared stays in its file, where it is first declared. */
function place({ inputs }, { adopted: { adoptions }, content, folder }) {
    const added = adoptions.filter(({ declared }) => !declared);
    const room = { taken: content.taken, matches: (path) => folder.matches(path) };
    const paths = (0,new_files/* pathsFor */.s)(added, inputs.manifest, room);
    const pathOf = new Map(added.map((adoption, index) => [adoption, paths[index] ?? '']));
    return adoptions.map((adoption) => ({ adoption, path: adoption.declared?.place.file ?? pathOf.get(adoption) ?? '' }));
}
/** As many of the APIs as the file can hold. */
function draftOf(path, all, context) {
    const own = context.manifest.entries.filter(({ place: { file } }) => file === path);
    const known = context.content.files.manifest.find((file) => file.path === path);
    const textWith = (count) => {
        const completion = completionOf(all.slice(0, count), own, context.ports.inputs.environment);
        return known
            ? context.folder.complete(known, completion)
            : Buffer.from((0,manifest_text/* newManifest */.a0)(completion.apis, schemaUrl(context.ports, 'manifest')));
    };
    const isSaid = (count) => says({ path, bytes: textWith(count) }, expected(all.slice(0, count), own, context.ports), context.ports);
    const count = largestFitting(all.length, isSaid);
    return count === 0 ? { kept: [] } : { file: { path, bytes: textWith(count) }, kept: all.slice(0, count) };
}
function completionOf(placed, own, environment) {
    const permissions = placed.flatMap(({ adoption: { declared, permissions: added } }) => {
        const index = own.findIndex(({ place: at }) => at === declared?.place);
        return declared ? [[index, added]] : [];
    });
    const apis = placed.flatMap(({ adoption }) => (adoption.declared ? [] : [{ ...adoption, environment }]));
    return { permissions: new Map(permissions), apis };
}
/** Of the action's release; '' where it is not known. */
function schemaUrl({ run: { actionUrl } }, of) {
    return actionUrl === '' ? '' : `${actionUrl.replace('/blob/', '/raw/')}/schema/${of}.schema.json`;
}
function expected(placed, own, { inputs: { environment } }) {
    const added = new Map(placed.map(({ adoption }) => [adoption.declared?.place, adoption.permissions]));
    const before = own.map(({ identifier, name, permissions, place: at }) => {
        return [identifier, name, [...permissions, ...(added.get(at) ?? [])].map(said).sort()];
    });
    const fresh = placed.filter(({ adoption }) => !adoption.declared);
    const after = fresh.map(({ adoption: { identifier, name, permissions } }) => {
        return [environment === '' ? identifier : { [environment]: identifier }, name, permissions.map(said).sort()];
    });
    return [...before, ...after];
}
function said(permission) {
    const { name, description, deprecated, renamedFrom } = permission;
    return JSON.stringify([name, description, deprecated, renamedFrom]);
}
function says(file, wanted, { parse }) {
    if (file.bytes.length > core_document/* largestFile */.Ny)
        return false;
    const { manifest } = (0,read_manifest/* prepareFiles */.t9)({ manifest: [asSource(file)], policy: undefined }, parse);
    const found = manifest?.entries.map(({ identifier, name, permissions }) => [identifier, name, permissions.map(said).sort()]);
    return JSON.stringify(found) === JSON.stringify(wanted);
}
function asSource({ path, bytes }) {
    return { path, size: bytes.length, bytes };
}
function entryOf({ adoption: { declared } }, entries) {
    return declared && entries.get(declared.place);
}
function importedApi({ adoption: { identifier, name, declared, permissions }, path }, entry, environment) {
    const alsoFor = entry ? (0,core_manifest/* otherEnvironments */.Z9)(entry, environment) : [];
    return { identifier, name: declared?.name ?? name, isNew: !declared, permissions: permissions.length, alsoFor, path };
}
function tooLarge({ adoption: { identifier }, path }) {
    const why = `${path} can't be completed with it: it would be too large (5 MiB at most), or has a form that is for people to edit.`;
    return { api: identifier, why };
}

;// CONCATENATED MODULE: ./lib/modes/import.js
/** An import, from the tenant to the manifest. */











/** Completes the manifest with what the tenant holds. All files are made before the first is written. */
async function importManifest(given, say) {
    const ports = judgedAsItIs(given);
    const access = (0,read_access/* requireAccess */.w)(ports, 'An import');
    const folder = await ports.openFolder();
    const content = await folder.read();
    const prepared = (0,read_manifest/* prepareFiles */.t9)(content.files, ports.parse);
    const inForce = await (0,policy/* readPolicyInForce */.V)(ports, prepared);
    const { problems } = await (0,judged/* sayJudged */.R)(ports, say, { prepared, inForce });
    const manifest = requireReadable(prepared.manifest, problems);
    if (inForce.failure)
        return; // without the policy there is no telling what may be written
    if (ports.inputs.environment === '')
        (0,core_manifest/* requireEnvironment */.L3)(manifest, '');
    const reader = await ports.openReader(access);
    const apis = chooseApis(await reader.allApis(), ports.inputs.apis, ports.inputs.domain);
    const adopted = adopt(apis, (0,core_manifest/* apisOf */.nF)(manifest, ports.inputs.environment), judgeOf(ports, inForce.policy));
    const drafts = draftFiles(ports, { adopted, manifest, content, folder });
    const files = { ...content.files, manifest: withDrafts(content.files.manifest, drafts) };
    await writeAll(ports, say, { adopted, drafts, files, inForce, manifest, content, folder });
}
/** Manifest and policy together, and all of it judged as it stands then. */
async function writeAll(ports, say, order) {
    const { drafts, files, folder } = order;
    const { draft, inForce } = await ruledBy(ports, files, order.inForce);
    const written = await folder.write([...drafts.files, ...(draft ? [draft] : [])]);
    const imported = importedOf(order, draft, written);
    await (0,judged/* sayJudged */.R)(ports, say, { prepared: (0,read_manifest/* prepareFiles */.t9)(files, ports.parse), inForce });
    say({ kind: 'imported', imported, notices: noticesOf(ports, imported, order) });
}
/** An import is nobody's change, even where a pull request's run makes it: all is judged as it stands. */
function judgedAsItIs(ports) {
    return { ...ports, run: { ...ports.run, event: { kind: 'other', name: ports.run.eventName } } };
}
/** The policy that the files are judged by: where there is none, one with the exceptions that they need. */
async function ruledBy(ports, files, inForce) {
    const prepared = (0,read_manifest/* prepareFiles */.t9)(files, ports.parse);
    const { problems } = await (0,judge/* judge */.S)(ports, prepared, inForce);
    const draft = await draftPolicy(ports, files, problems);
    if (!draft)
        return { inForce };
    return {
        draft,
        inForce: await (0,policy/* readPolicyInForce */.V)(ports, { ...prepared, files: { ...files, policy: asSource(draft) } }),
    };
}
/** @throws ActionError manifest-invalid where a file can't be read: what it says must not be lost. */
function requireReadable(manifest, problems) {
    if (manifest)
        return manifest;
    const { errors } = (0,problem/* countProblems */._k)(problems);
    const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so it can't be completed.`;
    const hint = 'Each is shown at its line; correct them and import again. Nothing was written.';
    throw new core_errors/* ActionError */.lZ('manifest-invalid', message, hint);
}
function judgeOf({ inputs, run }, policy) {
    return { policy, tenant: inputs.domain, today: run.today };
}
function importedOf({ adopted, drafts, content }, policy, written) {
    const asWritten = ({ path }, index) => ({ path, absolute: written[index] ?? path });
    const files = drafts.files.map(asWritten);
    const merged = content.files.manifest.length > 0 ? 'before the manifest' : 'with the manifest';
    return {
        files,
        ...(policy && { policy: { ...asWritten(policy, files.length), merged } }),
        apis: drafts.apis,
        leftOut: [...adopted.leftOut, ...drafts.leftOut],
        differences: adopted.differences,
    };
}
function noticesOf(ports, imported, order) {
    const { inForce, manifest, content, drafts, folder, files } = order;
    return [
        ...environmentNotices(manifest, ports.inputs.environment),
        ...sharedNotices(drafts),
        ...missingNotices(folder.unmatched(files.manifest.map(({ path }) => path))),
        ...(content.isCheckout ? [] : [noCheckoutNotice]),
        ...unmanagedNotices(imported, inForce.policy),
    ];
}
const noCheckoutNotice = 'The folder is no clone of a repository: a manifest that a repository may have was not looked at.';
function environmentNotices(manifest, environment) {
    const known = (0,core_manifest/* environmentsOf */.M2)(manifest).sort(problem/* compareText */.n6);
    if (environment === '' || known.length === 0 || known.includes(environment))
        return [];
    return [`The manifest had no identifier for the environment \`${environment}\` before; it has ${(0,spelling/* listWords */.yh)(known)}.`];
}
/** An entry has one list of permissions, whatever the environment. */
function sharedNotices({ apis }) {
    const shared = apis.filter(({ alsoFor }) => alsoFor.length > 0);
    if (shared.length === 0)
        return [];
    const environments = [...new Set(shared.flatMap(({ alsoFor }) => alsoFor))].sort(problem/* compareText */.n6);
    const what = shared.length === 1 ? '1 API got is' : `${shared.length} APIs got is`;
    return [`What ${what} also for ${(0,spelling/* listSome */.XT)(environments)}: a plan there adds what the tenant lacks of it.`];
}
/** A plan wants a file for each line of the input. */
function missingNotices(patterns) {
    if (patterns.length === 0)
        return [];
    return [`There is no file at ${(0,spelling/* listSome */.XT)(patterns)} yet: a plan fails as \`manifest-missing\` until there is one.`];
}
function unmanagedNotices(imported, { unmanaged }) {
    const left = imported.leftOut.filter(({ permission }) => permission !== undefined);
    if (left.length === 0 || unmanaged === 'keep')
        return [];
    const what = unmanaged === 'remove' ? 'the next apply removes what was left out' : 'what was left out is an error';
    return [`The policy says \`unmanaged: ${unmanaged}\`: ${what}.`];
}


/***/ })

};
