export const id = 803;
export const ids = [803];
export const modules = {

/***/ 9803:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  describeManifest: () => (/* binding */ describeManifest)
});

// EXTERNAL MODULE: ./node_modules/p-map/index.js
var p_map = __webpack_require__(606);
// EXTERNAL MODULE: ./lib/core/rules/protocol-name.js
var protocol_name = __webpack_require__(3247);
// EXTERNAL MODULE: ./lib/core/rules/reserved-name.js
var reserved_name = __webpack_require__(1743);
// EXTERNAL MODULE: ./lib/core/spelling.js
var spelling = __webpack_require__(8865);
;// CONCATENATED MODULE: ./lib/core/openapi.js
/**
 * What the operations of OpenAPI files require, beside what the APIs that name the files declare.
 */



function describe({ file, namedBy, declared }, required) {
    const lacking = [...required].filter(([name]) => !declared.has(name) && !isForeign(name));
    const undeclared = lacking.map(([name, one], index) => ({ name, ...one, ...meantBy(name, declared, index) }));
    return { file, namedBy, required: new Set(required.keys()), undeclared };
}
/** So many names are compared with what is declared; an API has at most 1000 permissions. */
const [mostCompared, mostDeclared] = [20, 1000];
function meantBy(name, declared, index) {
    const meant = index < mostCompared && declared.size <= mostDeclared ? (0,spelling/* nearest */.pA)(name, [...declared]) : undefined;
    return meant === undefined ? {} : { meant };
}
/** A name that OpenID Connect or Auth0 give a meaning to is no permission of an API. */
function isForeign(name) {
    return (0,reserved_name/* isAuth0Name */.uH)(name) || (name.length < 100 && (0,protocol_name/* isProtocolName */.O)(name));
}

// EXTERNAL MODULE: ./lib/core/openapi-paths.js
var openapi_paths = __webpack_require__(4546);
// EXTERNAL MODULE: ./lib/core/problem.js
var core_problem = __webpack_require__(5524);
// EXTERNAL MODULE: ./lib/core/schema-problems.js
var schema_problems = __webpack_require__(4329);
;// CONCATENATED MODULE: ./lib/core/openapi-findings.js
/** What is found wrong while an OpenAPI file is read, and which files are lacking. */


/** Far more than are shown; each takes memory. */
const mostKept = 10 * schema_problems/* mostProblems */.yp;
class Findings {
    /** Files to be read before the reading is complete. */
    unread = new Set();
    problems = new Map();
    add(place, message, hint) {
        if (this.problems.size >= mostKept)
            return;
        const problem = { rule: 'schema', severity: 'error', message, ...(hint && { hint }), ...place };
        this.problems.set((0,core_problem/* problemKey */.ZL)(problem), problem);
    }
    /** Whether there are as many as are shown. */
    isFull() {
        return this.problems.size >= schema_problems/* mostProblems */.yp;
    }
    /** The first, and how many more there are. */
    shown() {
        const problems = (0,core_problem/* arrangeProblems */.Tm)([...this.problems.values()]);
        return (0,schema_problems/* firstProblems */.fr)(problems, problems.length);
    }
}

// EXTERNAL MODULE: ./lib/core/tree.js
var core_tree = __webpack_require__(6247);
;// CONCATENATED MODULE: ./lib/core/openapi-references.js


/** In a row. */
const mostReferences = 10;
/** An alias can stand for a long text many times over, and each would be looked through. */
const longest = 1000;
/** The text of the part's `$ref`, where it has one. */
function referenceOf(part) {
    return (0,core_tree/* isTreeMap */.vD)(part.value) ? (0,core_tree/* childOf */.GG)(part, '$ref') : undefined;
}
/** Follows references one after the other, and looks each text of a file up once: thousands of paths can have the same. */
class Chains {
    files;
    steps;
    findings;
    targets = new Map();
    constructor(files, steps, findings) {
        this.files = files;
        this.steps = steps;
        this.findings = findings;
    }
    /**
     * The part and, one after the other, what it refers to.
     * @throws TooManySteps
     */
    of(part) {
        const chain = [part];
        for (let last = part, reference = referenceOf(part); reference; reference = referenceOf(last)) {
            const next = chain.length > mostReferences ? this.refuseLength(reference) : this.follow(reference);
            if (!next)
                break;
            chain.push(next);
            last = next;
        }
        return chain;
    }
    /**
     * What one reference leads to; where that can't be told, it is a problem, or a file has to be read first.
     * @throws TooManySteps
     */
    follow(reference) {
        this.steps.take(1);
        const target = this.targetOf(reference);
        if (target.kind === 'part')
            return target.part;
        if (target.kind === 'unread')
            this.findings.unread.add(target.path);
        else
            this.findings.add(reference.place, target.message, target.hint);
        return undefined;
    }
    targetOf(reference) {
        const { tree, value } = reference;
        if (typeof value !== 'string' || value.length > longest)
            return follow(reference, this.files);
        const known = this.targets.get(tree) ?? new Map();
        this.targets.set(tree, known);
        const target = known.get(value) ?? this.lookUp(reference, value);
        known.set(value, target);
        return target;
    }
    lookUp(reference, text) {
        this.steps.take(text.split('/').length);
        return follow(reference, this.files);
    }
    refuseLength({ place }) {
        const message = `More than ${mostReferences} references in a row are not followed.`;
        this.findings.add(place, message, 'Do they lead in a circle?');
    }
}
/** Follows one reference: `#/a/b`, `other.yaml` or `../other.yaml#/a/b`. */
function follow({ tree, value }, files) {
    if (typeof value !== 'string')
        return broken('`$ref` must be text.');
    if (value.length > longest)
        return broken(`The reference is longer than ${longest} characters.`);
    const [address = '', ...fragments] = value.split('#');
    const pointer = decoded(fragments.join('#'));
    if (pointer === undefined)
        return broken(`The reference \`${(0,core_tree/* shorten */.ml)(value)}\` is not a URI.`);
    const file = fileOf(address, tree);
    if (typeof file !== 'string')
        return file;
    const target = file === tree.file ? tree : files(file);
    if (target === undefined)
        return { kind: 'unread', path: file };
    if (target === 'absent')
        return broken(`There is no file at \`${(0,core_tree/* shorten */.ml)(file)}\`.`);
    if (target === 'unreadable')
        return broken(`The file \`${(0,core_tree/* shorten */.ml)(file)}\` can’t be read.`);
    return resolve(pointer, { tree: target, reference: value });
}
/** The path that an address leads to from a file's folder. */
function fileOf(address, { file, root }) {
    if (address === '' || ((0,core_tree/* isTreeMap */.vD)(root) && root.$self === address))
        return file;
    const path = decoded(address);
    if (path === undefined || /^[a-z][a-z0-9+.-]*:|^\/|[?\\\p{Cc}]/iu.test(path))
        return broken(`\`${(0,core_tree/* shorten */.ml)(address)}\` is not a relative path to a file of the repository.`);
    if ((0,core_tree/* isTreeMap */.vD)(root) && root.$self !== undefined)
        return broken('References to other files are not followed from a file with `$self`.');
    const parts = [...file.split('/').slice(0, -1)];
    for (const part of path.split('/')) {
        if (part === '..' && parts.length === 0)
            return broken(`\`${(0,core_tree/* shorten */.ml)(address)}\` leaves the repository.`);
        if (part === '..')
            parts.pop();
        else if (part !== '.' && part !== '')
            parts.push(part);
    }
    const found = parts.join('/');
    return (0,openapi_paths/* isReadable */.hS)(found) ? found : broken(`\`${(0,core_tree/* shorten */.ml)(address)}\` is not a .yaml, .yml or .json file.`);
}
/** A JSON Pointer (RFC 6901), '' for the whole file. */
function resolve(pointer, { tree, reference }) {
    if (pointer !== '' && !pointer.startsWith('/'))
        return broken(`\`${(0,core_tree/* shorten */.ml)(reference)}\` does not point to a part of a file.`);
    let part = (0,core_tree/* rootOf */.I5)(tree);
    for (const step of pointer.split('/').slice(1)) {
        part = part && (0,core_tree/* childOf */.GG)(part, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    }
    return part ? { kind: 'part', part } : broken(`The reference \`${(0,core_tree/* shorten */.ml)(reference)}\` leads to nothing.`);
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined; // a malformed escape, the only thing it throws for
    }
}
function broken(message) {
    return { kind: 'broken', message, hint: 'Without it, what its operations require is not known.' };
}

;// CONCATENATED MODULE: ./lib/core/openapi-schemes.js





/** Source: OpenAPI Specification 3.1.2, Security Scheme Object. */
const types = ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'];
class Schemes {
    entry;
    chains;
    findings;
    /** Whether security schemes have scopes, by the file that names them. */
    scoped = new Map();
    /** Where security schemes are defined, by file. */
    schemes = new Map();
    known;
    /** Names lead to the file where reading began, `entry`, as the specification recommends; else to the one at hand. */
    constructor(entry, chains, findings) {
        this.entry = entry;
        this.chains = chains;
        this.findings = findings;
    }
    /** Whether what the list of a scheme names is scopes; for other types it is, since OpenAPI 3.1, roles. */
    hasScopes(name, { tree, place }) {
        const known = this.scoped.get(tree) ?? new Map();
        this.scoped.set(tree, known);
        const has = known.get(name) ?? ['oauth2', 'openIdConnect'].includes(this.typeOf(name, { tree, place }));
        known.set(name, has);
        return has;
    }
    /** '' where it can't be told. */
    typeOf(name, list) {
        const scheme = this.schemeOf(name, list);
        const last = scheme && (this.chains.of(scheme).at(-1) ?? scheme);
        const type = last && (0,core_tree/* childOf */.GG)(last, 'type');
        if (typeof type?.value === 'string')
            return this.knownType(type.value, type.place);
        if (last && !referenceOf(last))
            this.findings.add(last.place, 'A security scheme must have a `type`.');
        return '';
    }
    /** Since OpenAPI 3.2 also by its URI; a name comes first. Source: 3.2.0, Security Requirement Object. */
    schemeOf(name, { tree, place }) {
        const [entry, own] = [this.schemesOf(this.entry), this.schemesOf((0,core_tree/* rootOf */.I5)(tree))];
        const named = (entry && (0,core_tree/* childOf */.GG)(entry, name)) ?? (own && (0,core_tree/* childOf */.GG)(own, name));
        if (named)
            return named;
        return isUri(name) ? this.chains.follow({ tree, value: name, place }) : this.refuseName(name, place);
    }
    schemesOf(root) {
        const known = this.schemes.get(root.tree) ?? { part: this.lookUp(root, ['components', 'securitySchemes']) };
        this.schemes.set(root.tree, known);
        return known.part;
    }
    /** A part of a part, and what it refers to. */
    lookUp(part, [step, ...steps]) {
        const child = step === undefined ? undefined : (0,core_tree/* childOf */.GG)(part, step);
        const last = child && this.chains.of(child).at(-1);
        return last && steps.length > 0 ? this.lookUp(last, steps) : last;
    }
    knownType(type, place) {
        if (!types.includes(type))
            this.findings.add(place, `\`${(0,core_tree/* shorten */.ml)(type)}\` is no type of a security scheme.`, (0,spelling/* didYouMean */.au)(type, types));
        return type;
    }
    refuseName(name, place) {
        if (this.findings.isFull())
            return; // else each would be compared with every name
        this.known ??= namesOf(this.schemesOf(this.entry));
        const hint = this.known.length > 0 ? (0,spelling/* didYouMean */.au)(name, this.known) : 'Add it to `components.securitySchemes`.';
        this.findings.add(place, `\`${(0,core_tree/* shorten */.ml)(name)}\` is not a security scheme of this file.`, hint);
    }
}
/** Of a name are letters, digits, `.`, `_` and `-`; without anything else it is a URI where it is the name of a file. */
function isUri(name) {
    return /[^\w.-]/.test(name) || (0,openapi_paths/* isReadable */.hS)(name);
}
/** As many as a misspelt one is compared with. */
function namesOf(schemes) {
    return (0,core_tree/* isTreeMap */.vD)(schemes?.value) ? Object.keys(schemes.value).slice(0, schema_problems/* mostProblems */.yp).map(core_tree/* shorten */.ml) : [];
}

;// CONCATENATED MODULE: ./lib/core/openapi-steps.js
/**
 * What reading the OpenAPI files of a run may take. A file is read once for each file that refers to it, so that bounds of
 * size alone would not bound the time. Three million take a few seconds, about as long as it takes to parse 5 MiB.
 */
const mostSteps = 3_000_000;
/** Reading would take too long. */
class TooManySteps extends Error {
}
/** Counts what is looked at: entries of maps, items of lists, references and what they point through. */
class Steps {
    left;
    constructor(most = mostSteps) {
        this.left = most;
    }
    /** @throws TooManySteps */
    take(count) {
        this.left -= count;
        if (this.left < 0)
            throw new TooManySteps();
    }
}

;// CONCATENATED MODULE: ./lib/core/openapi-reader.js





/** Reads what the operations of a file require, as far as the files that it refers to are known. */
function readRequired(entry, files, steps = new Steps()) {
    const findings = new Findings();
    try {
        const required = new Reader(entry, { files, steps, findings }).read();
        return { required, problems: findings.shown(), unread: findings.unread };
    }
    catch (thrown) {
        if (!(thrown instanceof TooManySteps))
            throw thrown;
        return { required: new Map(), problems: [tooManySteps(entry)], unread: new Set() };
    }
}
function tooManySteps(entry) {
    const message = `To tell what the operations require takes over ${mostSteps / 1e6} million steps, all files together.`;
    const hint = 'Name fewer or smaller OpenAPI files, with fewer references.';
    return { rule: 'schema', severity: 'error', message, hint, ...(0,core_tree/* rootOf */.I5)(entry).place };
}
/** Fields of a Path Item Object; `query` and `additionalOperations` since OpenAPI 3.2. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
function isMethod(key) {
    return methods.some((method) => method === key);
}
/** Lists and maps, with what uses them. */
class Usage {
    used = new Map();
    add(part, users) {
        const before = this.used.get(part.value);
        if (before?.others)
            return;
        const { first } = before ?? users;
        const others = users.others || first !== users.first;
        this.used.set(part.value, { part: before?.part ?? part, first, others });
    }
    all() {
        return [...this.used.values()];
    }
    /** What uses a part, the first time that it is asked for. */
    take({ value }) {
        const used = this.used.get(value);
        this.used.delete(value);
        return used;
    }
}
/** Which of two places a reader meets first: those of the entry file, then those of files in the order they are met. */
class ReadingOrder {
    files;
    constructor({ place }) {
        this.files = new Map([[place.file, 0]]);
    }
    compare(a, b) {
        return this.rank(a) - this.rank(b) || a.line - b.line || a.column - b.column;
    }
    /** What two operations require, at the first of both places. */
    join(before, one) {
        const first = this.compare(before.place, one.place) <= 0 ? before : one;
        return { ...first, others: before.others || one.others || before.operation !== one.operation };
    }
    rank({ file }) {
        const rank = this.files.get(file) ?? this.files.size;
        this.files.set(file, rank);
        return rank;
    }
}
/** As many as an API has, see the rule permission-limit. */
const mostRequired = 1000;
class Reader {
    entry;
    steps;
    findings;
    chains;
    schemes;
    constructor(entry, { files, steps, findings }) {
        this.entry = (0,core_tree/* rootOf */.I5)(entry);
        this.steps = steps;
        this.findings = findings;
        this.chains = new Chains(files, steps, findings);
        this.schemes = new Schemes(this.entry, this.chains, findings);
    }
    /** @throws TooManySteps */
    read() {
        if (!this.readVersion())
            return new Map();
        const operations = this.readItems(this.readReferences(this.readPaths()));
        const securities = this.readOperations(operations);
        if (this.findings.unread.size > 0)
            return new Map(); // they are read first, and then all of it again
        return this.readNames(this.readLists(this.readRequirements(securities)));
    }
    readVersion() {
        const version = (0,core_tree/* childOf */.GG)(this.entry, 'openapi');
        if (version && isSupported(version.value))
            return true;
        if (version)
            this.add(version.place, '`openapi` must be 3.0, 3.1 or 3.2, such as `3.1.0`.');
        else if ((0,core_tree/* childOf */.GG)(this.entry, 'swagger'))
            this.add(this.entry.place, 'Swagger 2.0 is not read.', 'Convert it to OpenAPI 3.');
        else
            this.add(this.entry.place, 'This is no OpenAPI file: it has no `openapi`.', 'Correct `openapi` of the manifest.');
        return false;
    }
    /** The path items of the file. Webhooks are not looked at: they are no requests to the API. */
    readPaths() {
        const items = new Usage();
        const paths = (0,core_tree/* childOf */.GG)(this.entry, 'paths');
        const entries = paths ? this.chains.of(paths).flatMap((part) => this.mapEntries(part, '`paths`')) : [];
        for (const [path, item] of entries) {
            const isPath = path !== '$ref' && !path.startsWith('x-');
            if (isPath && item.value !== null)
                this.addPath(path, item, items);
        }
        return items;
    }
    addPath(path, item, items) {
        const first = (0,core_tree/* shorten */.ml)(path);
        if (this.isMap(item, `The path \`${first}\``))
            items.add(item, { first, others: false });
    }
    /** With the path items that they refer to: whose operations count is undefined, so those of both do. */
    readReferences(named) {
        const items = new Usage();
        for (const { part, ...users } of named.all()) {
            for (const item of this.chains.of(part)) {
                if (this.isMap(item, `The path \`${users.first}\``))
                    items.add(item, users);
            }
        }
        return items;
    }
    /** The operations, in the order in which they are written. */
    readItems(items) {
        const [operations, additional] = [new Usage(), this.readAdditional(items)];
        for (const { part, first, others } of items.all()) {
            this.refuseCapitals(part);
            for (const [key, entry] of this.entries(part)) {
                const users = { first: `${key.toUpperCase()} ${first}`, others };
                if (isMethod(key))
                    this.addOperation(entry, users, operations);
                if (key === 'additionalOperations')
                    this.addAdditional(additional.take(entry), operations);
            }
        }
        return operations;
    }
    /** Maps of operations, which are looked through once, however many path items have the same. */
    readAdditional(items) {
        const additional = new Usage();
        for (const { part, ...users } of items.all()) {
            const more = (0,core_tree/* childOf */.GG)(part, 'additionalOperations');
            if (more)
                additional.add(more, users);
        }
        return additional;
    }
    addAdditional(used, operations) {
        if (!used)
            return;
        for (const [method, operation] of this.mapEntries(used.part, '`additionalOperations`')) {
            this.addOperation(operation, { first: `${(0,core_tree/* shorten */.ml)(method)} ${used.first}`, others: used.others }, operations);
        }
    }
    addOperation(operation, users, operations) {
        if (this.isMap(operation, `The operation \`${users.first}\``))
            operations.add(operation, users);
    }
    /** The security requirements of operations. Callbacks are not looked at: they are requests that the API itself makes. */
    readOperations(operations) {
        const securities = new Usage();
        for (const { part, ...users } of operations.all()) {
            this.steps.take(1);
            for (const security of this.securitiesOf(part, users)) {
                if (Array.isArray(security.value))
                    securities.add(security, users);
                else
                    this.add(security.place, '`security` must be a list.', 'Write `[]` where nothing is required.');
            }
        }
        return securities;
    }
    /** Its own, or those of the root. OpenAPI knows no references of operations; many tools do. */
    securitiesOf(operation, { first }) {
        const chain = this.chains.of(operation).filter((part) => this.isMap(part, `The operation \`${first}\``));
        const own = chain.flatMap((part) => (0,core_tree/* childOf */.GG)(part, 'security') ?? []);
        return own.length > 0 ? own : [(0,core_tree/* childOf */.GG)(this.entry, 'security') ?? []].flat();
    }
    readRequirements(securities) {
        const requirements = new Usage();
        for (const { part, ...users } of securities.all()) {
            for (const one of this.items(part))
                if (this.isMap(one, 'A security requirement'))
                    requirements.add(one, users);
        }
        return requirements;
    }
    readLists(requirements) {
        const lists = new Usage();
        for (const { part, ...users } of requirements.all()) {
            for (const [scheme, list] of this.entries(part)) {
                if (!Array.isArray(list.value))
                    this.add(list.place, `\`${(0,core_tree/* shorten */.ml)(scheme)}\` must have a list of scopes.`);
                else if (list.value.length > 0 && this.schemes.hasScopes(scheme, list))
                    lists.add(list, users);
            }
        }
        return lists;
    }
    /** Each at its first place in the text, with the first operation that requires it there. */
    readNames(lists) {
        const required = new Map();
        const order = new ReadingOrder(this.entry);
        for (const { part, first: operation, others } of lists.all()) {
            for (const { value, place } of this.items(part)) {
                if (typeof value !== 'string' || value === '') {
                    this.add(place, 'A scope must be text.');
                    continue;
                }
                if (required.size === mostRequired && !required.has(value)) {
                    this.add(place, `The operations require over ${mostRequired} permissions.`, 'An API can’t have as many.');
                    return required;
                }
                const one = { place, operation, others };
                required.set(value, order.join(required.get(value) ?? one, one));
            }
        }
        return new Map([...required].sort(([, a], [, b]) => order.compare(a.place, b.place)));
    }
    /** An operation that is passed over would be one that nobody judges. */
    refuseCapitals({ tree, value }) {
        const keys = (0,core_tree/* isTreeMap */.vD)(value) ? Object.keys(value) : [];
        this.steps.take(methods.length + keys.length);
        for (const key of keys) {
            const method = methods.find((one) => one !== key && one === key.toLowerCase());
            if (!method || !(0,core_tree/* isTreeMap */.vD)(value))
                continue;
            this.add(tree.place(value, key, 'key'), `\`${key}\` is no method of OpenAPI.`, `Did you mean \`${method}\`?`);
        }
    }
    isMap(part, what) {
        if ((0,core_tree/* isTreeMap */.vD)(part.value))
            return true;
        this.add(part.place, `${what} must be a map.`);
        return false;
    }
    mapEntries(part, what) {
        return this.isMap(part, what) ? this.entries(part) : [];
    }
    entries(part) {
        const entries = (0,core_tree/* entriesOf */.Mc)(part);
        this.steps.take(entries.length);
        return entries;
    }
    items(part) {
        const items = (0,core_tree/* itemsOf */.S3)(part);
        this.steps.take(items.length);
        return items;
    }
    add(place, message, hint) {
        this.findings.add(place, message, hint);
    }
}
/** A version such as 3.1 is a number where it is not quoted. */
function isSupported(version) {
    return (typeof version === 'string' || typeof version === 'number') && /^3\.[012](\.|$)/.test(String(version));
}

;// CONCATENATED MODULE: ./lib/read/openapi.js
/** The OpenAPI files that a manifest names: found, read, and compared with what it declares. */







/** Of a run: what the manifest names, and how much that is with all that it refers to. A file has at most 5 MiB. */
const [mostPaths, mostFiles, mostRead, mostBytes] = [100, 100, 3000, 20 * 1024 * 1024];
/** On their way at once: small files, mostly one for each operation. */
const concurrency = 10;
/** Of each glob, its length times that of the paths it is held against: a few seconds. */
const mostMatched = 50_000_000;
/** Of a path that is found in a folder; folders in folders are gone through once for each. */
const costOfListing = 100;
/** Of each API, its files times its permissions: thousands of APIs can name a hundred files each. */
const openapi_mostDeclared = 1_000_000;
/**
 * Reads what the OpenAPI files of a manifest require.
 * @throws ActionError manifest-invalid for a symbolic link, github-unavailable
 */
async function describeManifest(sources, manifest) {
    const named = Map.groupBy(manifest.entries.flatMap(({ openapi = [] }) => openapi), ({ path }) => path);
    const description = new ManifestDescription(sources, manifest);
    for (const [path, places] of named)
        await description.add(path, places);
    return description.result();
}
class ManifestDescription {
    sources;
    manifest;
    library;
    problems = [];
    /** The files of each path or glob. */
    found = new Map();
    listed = new Map();
    left = mostMatched;
    readings = new Map();
    constructor(sources, manifest) {
        this.sources = sources;
        this.manifest = manifest;
        this.library = new Library(sources);
    }
    async add(path, named) {
        const files = this.found.size < mostPaths ? await this.find(path) : tooMany;
        this.found.set(path, typeof files === 'string' ? [] : files);
        if (typeof files === 'string')
            return this.report(named, files);
        if (files.length === 0)
            return this.report(named, nothingAt(path));
        if (new Set([...this.readings.keys(), ...files]).size > mostFiles)
            return this.report(named, tooManyNamed);
        await this.library.openAll(files);
        for (const file of files) {
            const fault = await this.read(file);
            if (fault)
                return this.report(named, ...fault);
        }
    }
    /** Sorted; of too many, one too many. Gives what keeps it from being searched for. */
    async find(path) {
        const folder = (0,openapi_paths/* folderOf */.yS)(path);
        if (folder === undefined)
            return (0,openapi_paths/* isReadable */.hS)(path) ? [path] : [];
        const paths = await this.list(folder);
        const near = paths.filter((one) => (0,openapi_paths/* isReadable */.hS)(one) && one.endsWith((0,openapi_paths/* endOf */.pJ)(path)));
        this.left -= path.length * near.reduce((sum, one) => sum + one.length, 0);
        if (this.left < 0)
            return tooManyPaths;
        const matches = await (0,openapi_paths/* compilePathGlob */.x7)(path);
        return near
            .filter(matches)
            .sort(core_problem/* compareText */.n6)
            .slice(0, mostFiles + 1);
    }
    async list(folder) {
        const known = this.listed.get(folder);
        if (known)
            return known;
        const paths = await this.sources.files.list(folder);
        this.left -= costOfListing * paths.length;
        this.listed.set(folder, paths);
        return paths;
    }
    /** Gives what keeps it from being read, where that is no problem of the file itself. */
    async read(file) {
        if (this.readings.has(file))
            return undefined;
        const tree = await this.library.open(file);
        this.readings.set(file, typeof tree === 'string' ? undefined : await this.library.read(tree));
        if (tree === 'absent')
            return [nothingAt(file)];
        return isRefused(tree) ? refusals[tree] : undefined;
    }
    report(named, message, hint = pathHint) {
        this.problems.push(...named.map(({ place }) => schemaProblem(place, message, hint)));
    }
    result() {
        const read = this.describeFiles();
        const openapi = new Map([...this.found].map(([path, files]) => [path, this.select(files, read)]));
        const ofFiles = [...this.readings.values()].flatMap((reading) => reading?.problems ?? []);
        return { openapi, problems: [...this.problems, ...this.library.problems, ...ofFiles], notices: this.notices() };
    }
    describeFiles() {
        const read = [...this.namedFiles()].flatMap(([file, named]) => {
            const reading = this.readings.get(file);
            return reading ? [[file, describe(named, reading.required)]] : [];
        });
        return new Map(read);
    }
    select(files, read) {
        const sound = files.every((file) => read.has(file) && this.readings.get(file)?.problems.length === 0);
        return { files: files.flatMap((file) => read.get(file) ?? []), complete: sound && files.length > 0 };
    }
    /** None where it would be too many: what an API declares counts for each of its files. */
    namedFiles() {
        const named = new Map();
        let left = openapi_mostDeclared;
        for (const { openapi = [], permissions } of this.manifest.entries) {
            const files = openapi.flatMap((one) => (this.found.get(one.path) ?? []).map((file) => [file, one]));
            left -= files.length * (permissions.length + 1);
            if (left < 0)
                return this.refuseNames(openapi);
            for (const [file, namedBy] of new Map(files.toReversed())) {
                const one = named.get(file) ?? { file, namedBy, declared: new Set() };
                for (const { name } of permissions)
                    one.declared.add(name);
                named.set(file, one);
            }
        }
        return named;
    }
    refuseNames(named) {
        const message = `The APIs up to this one have over ${openapi_mostDeclared / 1e6} million permissions, those of each counted once for each of its OpenAPI files.`;
        this.report(named.slice(0, 1), message);
        return new Map();
    }
    notices() {
        const silent = [...this.readings].filter(([, one]) => one?.required.size === 0 && one.problems.length === 0);
        return silent.map(([file]) => `No operation of ${file} requires a permission: only schemes of oauth2 and openIdConnect count.`);
    }
}
const pathHint = 'Correct `openapi`: it takes paths and globs (`*`, `**`) from the repository’s root.';
const tooMany = `The manifest names over ${mostPaths} different OpenAPI files or globs.`;
const tooManyPaths = 'The globs of `openapi` up to this one would take too long on so many paths.';
const tooManyNamed = `The OpenAPI files are more than ${mostFiles}, those that they refer to not included.`;
function nothingAt(path) {
    return (0,openapi_paths/* folderOf */.yS)(path) === undefined ? `There is no file at \`${path}\`.` : `No file matches \`${path}\`.`;
}
function schemaProblem(place, message, hint) {
    return { rule: 'schema', severity: 'error', message, hint, ...place };
}
const bundle = 'Bundle them into one file first, such as with `redocly bundle`, and name that';
/** Why a file is not read, nor any after it, and what to do. */
const refusals = {
    'too much': [
        `The OpenAPI files and those that they refer to are over ${mostRead}, or over ${mostBytes / 1024 / 1024} MiB together.`,
        `${bundle}.`,
    ],
    'too many requests': [
        'Without a checkout the OpenAPI files and those that they refer to may be 100: each is a request.',
        `Check the commit out before this step. Or: ${bundle}.`,
    ],
};
function isRefused(opened) {
    return typeof opened === 'string' && opened in refusals;
}
/** Files and what they refer to, each read once, within bounds of number and size. */
class Library {
    problems = [];
    sources;
    opened = new Map();
    steps = new Steps();
    count = 0;
    size = 0;
    constructor(sources) {
        this.sources = sources;
    }
    async open(path) {
        const opened = this.opened.get(path) ?? (await this.load(path));
        this.opened.set(path, opened);
        return opened;
    }
    async openAll(paths) {
        await (0,p_map/* default */.Ay)(paths, (path) => this.open(path), { concurrency });
    }
    async load(path) {
        this.count += 1;
        if (this.count > mostRead)
            return 'too much';
        const file = await this.sources.files.read(path);
        if (!file)
            return 'absent';
        if (file === 'too many requests')
            return file;
        this.size += file.bytes.length;
        if (this.size > mostBytes)
            return 'too much';
        const { tree, problems } = await this.sources.parseTree(file);
        this.problems.push(...problems);
        return tree ?? 'unreadable';
    }
    /** Reads again and again, until all that the file refers to is there. */
    async read(tree) {
        for (;;) {
            const refused = new Set();
            const files = (path) => {
                const opened = this.opened.get(path);
                if (!isRefused(opened))
                    return opened;
                refused.add(opened);
                return 'unreadable';
            };
            const reading = readRequired(tree, files, this.steps);
            const [first] = refused;
            if (first)
                return refusedReading(tree, first);
            if (reading.unread.size === 0)
                return reading;
            await this.openAll(reading.unread);
        }
    }
}
/** Said once, and not of each reference. */
function refusedReading(tree, refused) {
    const [message, hint] = refusals[refused];
    return { required: new Map(), problems: [schemaProblem((0,core_tree/* rootOf */.I5)(tree).place, message, hint)], unread: new Set() };
}


/***/ })

};
