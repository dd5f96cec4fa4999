export const id = 611;
export const ids = [611];
export const modules = {

/***/ 1611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  describeManifest: () => (/* binding */ describeManifest)
});

// EXTERNAL MODULE: ./lib/core/rules/protocol-name.js
var protocol_name = __webpack_require__(3247);
// EXTERNAL MODULE: ./lib/core/rules/reserved-name.js
var reserved_name = __webpack_require__(1743);
// EXTERNAL MODULE: ./lib/core/spelling.js
var spelling = __webpack_require__(8865);
;// CONCATENATED MODULE: ./lib/core/openapi.js



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
// EXTERNAL MODULE: ./lib/core/tree.js
var core_tree = __webpack_require__(6247);
;// CONCATENATED MODULE: ./lib/core/openapi-references.js
/** What a `$ref` of an OpenAPI file leads to, in the same file or in another of the repository. */


/** In a row. */
const mostReferences = 10;
/** An alias can stand for a long text many times over, and each would be looked through. */
const longest = 1000;
/** The text of the part's `$ref`, where it has one. */
function referenceOf(part) {
    return (0,core_tree/* isTreeMap */.vD)(part.value) ? (0,core_tree/* childOf */.GG)(part, '$ref') : undefined;
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
    if (address === '')
        return file;
    const path = decoded(address);
    if (path === undefined || /^[a-z][a-z0-9+.-]*:|^\/|[?\\]/i.test(path))
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

// EXTERNAL MODULE: ./lib/core/problem.js
var core_problem = __webpack_require__(5524);
// EXTERNAL MODULE: ./lib/core/schema-problems.js
var schema_problems = __webpack_require__(4329);
;// CONCATENATED MODULE: ./lib/core/openapi-reader.js





/** Reads what the operations of a file require, as far as the files that it refers to are known. */
function readRequired(entry, files) {
    return new Reader(entry, files).read();
}
/** Fields of a Path Item Object; `query` and `additionalOperations` since OpenAPI 3.2. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
/** Lists and maps, with the operations that use them. */
class Usage {
    used = new Map();
    add(part, { operation, others }) {
        const before = this.used.get(part.value);
        if (before?.others)
            return;
        const first = before?.operation ?? operation;
        this.used.set(part.value, { part: before?.part ?? part, operation: first, others: others || first !== operation });
    }
    all() {
        return [...this.used.values()];
    }
}
/** As many as an API has, see the rule permission-limit. */
const mostRequired = 1000;
/** Far more than are shown; each takes memory. */
const mostKept = 10 * schema_problems/* mostProblems */.yp;
class Reader {
    entry;
    files;
    problems = new Map();
    unread = new Set();
    /** Whether security schemes have scopes, by the file that names them. */
    scoped = new Map();
    constructor(entry, files) {
        this.entry = (0,core_tree/* rootOf */.I5)(entry);
        this.files = files;
    }
    read() {
        const required = this.readVersion() ? this.readNames(this.readLists(this.readRequirements(this.readPaths()))) : [];
        const problems = (0,core_problem/* arrangeProblems */.Tm)([...this.problems.values()]);
        return { required: new Map(required), problems: (0,schema_problems/* firstProblems */.fr)(problems, problems.length), unread: this.unread };
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
    /** The security requirements that operations have. Webhooks are not looked at: they are no requests to the API. */
    readPaths() {
        const securities = new Usage();
        const paths = (0,core_tree/* childOf */.GG)(this.entry, 'paths');
        for (const [path, item] of paths ? this.mapEntries(paths, '`paths`') : []) {
            if (path === '$ref')
                this.refuseReference(item.place);
            else if (!path.startsWith('x-'))
                this.readPathItem(path, item, securities);
        }
        return securities;
    }
    /** Own operations and those of the path item it refers to: which of two counts is undefined, so both do. */
    readPathItem(path, item, securities) {
        for (const one of this.chainOf(item)) {
            if (!this.isMap(one, `The path \`${(0,core_tree/* shorten */.ml)(path)}\``))
                continue;
            for (const method of methods) {
                const operation = (0,core_tree/* childOf */.GG)(one, method);
                if (operation)
                    this.readOperation(`${method.toUpperCase()} ${path}`, operation, securities);
            }
            const more = (0,core_tree/* childOf */.GG)(one, 'additionalOperations');
            for (const [method, operation] of more ? this.mapEntries(more, '`additionalOperations`') : [])
                this.readOperation(`${method} ${path}`, operation, securities);
        }
    }
    /** Callbacks are not looked at: they are requests that the API itself makes. */
    readOperation(name, operation, securities) {
        if (!this.isMap(operation, `The operation \`${(0,core_tree/* shorten */.ml)(name)}\``))
            return;
        const reference = referenceOf(operation);
        if (reference)
            this.refuseReference(reference.place);
        const security = (0,core_tree/* childOf */.GG)(operation, 'security') ?? (0,core_tree/* childOf */.GG)(this.entry, 'security');
        if (!security)
            return;
        if (Array.isArray(security.value))
            securities.add(security, { operation: name, others: false });
        else
            this.add(security.place, '`security` must be a list.', 'Write `[]` where nothing is required.');
    }
    readRequirements(securities) {
        const requirements = new Usage();
        for (const { part, ...users } of securities.all()) {
            for (const one of (0,core_tree/* itemsOf */.S3)(part))
                if (this.isMap(one, 'A security requirement'))
                    requirements.add(one, users);
        }
        return requirements;
    }
    readLists(requirements) {
        const lists = new Usage();
        for (const { part, ...users } of requirements.all()) {
            for (const [scheme, list] of (0,core_tree/* entriesOf */.Mc)(part)) {
                if (!Array.isArray(list.value))
                    this.add(list.place, `\`${(0,core_tree/* shorten */.ml)(scheme)}\` must have a list of scopes.`);
                else if (list.value.length > 0 && this.hasScopes(scheme, list))
                    lists.add(list, users);
            }
        }
        return lists;
    }
    readNames(lists) {
        const required = new Map();
        for (const { part, operation, others } of lists.all()) {
            for (const { value, place } of (0,core_tree/* itemsOf */.S3)(part)) {
                if (typeof value !== 'string' || value === '') {
                    this.add(place, 'A scope must be text.');
                    continue;
                }
                if (required.size === mostRequired && !required.has(value)) {
                    this.add(place, `The operations require over ${mostRequired} permissions.`, 'An API can’t have as many.');
                    return required;
                }
                const first = required.get(value) ?? { place, operation: (0,core_tree/* shorten */.ml)(operation), others };
                const more = others || first.operation !== (0,core_tree/* shorten */.ml)(operation);
                required.set(value, more ? { ...first, others: true } : first);
            }
        }
        return required;
    }
    /** What schemes of other types list is not scopes but, since OpenAPI 3.1, roles. */
    hasScopes(scheme, { tree, place }) {
        const known = this.scoped.get(tree) ?? new Map();
        this.scoped.set(tree, known);
        const has = known.get(scheme) ?? ['oauth2', 'openIdConnect'].includes(this.typeOf(scheme, { tree, place }));
        known.set(scheme, has);
        return has;
    }
    /** Names lead to the file where reading began, as the specification recommends; else to the one at hand. */
    typeOf(name, { tree, place }) {
        const [scheme] = [this.entry, (0,core_tree/* rootOf */.I5)(tree)].flatMap((root) => schemesOf(root, name));
        if (!scheme)
            return this.refuseScheme(name, place);
        const last = this.chainOf(scheme).at(-1) ?? scheme;
        const type = (0,core_tree/* childOf */.GG)(last, 'type')?.value;
        if (typeof type === 'string')
            return type;
        if (!referenceOf(last))
            this.add(last.place, 'A security scheme must have a `type`.');
        return '';
    }
    refuseScheme(name, place) {
        if (this.problems.size >= schema_problems/* mostProblems */.yp)
            return ''; // else each would be compared with every name
        const schemes = (0,core_tree/* childOf */.GG)(this.entry, 'components') && schemesOf(this.entry);
        const known = schemes?.flatMap((one) => (0,core_tree/* entriesOf */.Mc)(one).map(([key]) => (0,core_tree/* shorten */.ml)(key))).slice(0, schema_problems/* mostProblems */.yp) ?? [];
        const hint = known.length > 0 ? (0,spelling/* didYouMean */.au)(name, known) : 'Add it to `components.securitySchemes`.';
        this.add(place, `\`${(0,core_tree/* shorten */.ml)(name)}\` is not a security scheme of this file.`, hint);
        return '';
    }
    /** The part and, one after the other, what it refers to. */
    chainOf(part) {
        const chain = [part];
        for (let last = part, reference = referenceOf(part); reference; reference = referenceOf(last)) {
            const next = chain.length > mostReferences ? this.refuseChain(reference.place) : this.follow(reference);
            if (!next)
                break;
            chain.push(next);
            last = next;
        }
        return chain;
    }
    follow(reference) {
        const target = follow(reference, this.files);
        if (target.kind === 'part')
            return target.part;
        if (target.kind === 'unread')
            this.unread.add(target.path);
        else
            this.add(reference.place, target.message, target.hint);
        return undefined;
    }
    refuseChain(place) {
        this.add(place, `More than ${mostReferences} references in a row are not followed.`, 'Do they lead in a circle?');
    }
    refuseReference(place) {
        this.add(place, 'A reference is not followed here.', 'Let a path refer to a path item, or write it out.');
    }
    isMap(part, what) {
        if ((0,core_tree/* isTreeMap */.vD)(part.value))
            return true;
        this.add(part.place, `${what} must be a map.`);
        return false;
    }
    mapEntries(part, what) {
        return this.isMap(part, what) ? (0,core_tree/* entriesOf */.Mc)(part) : [];
    }
    add(place, message, hint) {
        if (this.problems.size >= mostKept)
            return;
        const problem = { rule: 'schema', severity: 'error', message, ...(hint && { hint }), ...place };
        this.problems.set((0,core_problem/* problemKey */.ZL)(problem), problem);
    }
}
/** A version such as 3.1 is a number where it is not quoted. */
function isSupported(version) {
    return (typeof version === 'string' || typeof version === 'number') && /^3\.[012](\.|$)/.test(String(version));
}
/** The security scheme of a file that has this name; without a name, the map of all. */
function schemesOf(root, name) {
    const components = (0,core_tree/* childOf */.GG)(root, 'components');
    const schemes = components && (0,core_tree/* childOf */.GG)(components, 'securitySchemes');
    const found = schemes && name !== undefined ? (0,core_tree/* childOf */.GG)(schemes, name) : schemes;
    return found ? [found] : [];
}

;// CONCATENATED MODULE: ./lib/openapi.js




/** Of a run. A file has at most 5 MiB. */
const [mostPaths, mostFiles, mostBytes] = [100, 100, 20 * 1024 * 1024];
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
    readings = new Map();
    constructor(sources, manifest) {
        this.sources = sources;
        this.manifest = manifest;
        this.library = new Library(sources);
    }
    async add(path, named) {
        const files = this.found.size < mostPaths ? await this.find(path) : undefined;
        this.found.set(path, files ?? []);
        if (!files)
            return this.report(named, `The manifest names over ${mostPaths} different OpenAPI files or globs.`);
        if (files.length === 0)
            return this.report(named, nothingAt(path));
        for (const file of files)
            await this.read(file, named);
    }
    /** Sorted. */
    async find(path) {
        const folder = (0,openapi_paths/* folderOf */.yS)(path);
        if (folder === undefined)
            return (0,openapi_paths/* isReadable */.hS)(path) ? [path] : [];
        const matches = await (0,openapi_paths/* compilePathGlob */.x7)(path);
        const paths = await this.sources.files.list(folder);
        return paths.filter((one) => (0,openapi_paths/* isReadable */.hS)(one) && matches(one)).sort(core_problem/* compareText */.n6);
    }
    async read(file, named) {
        if (this.readings.has(file))
            return;
        const tree = await this.library.open(file);
        if (tree === 'absent')
            this.report(named, nothingAt(file));
        if (tree === 'too much')
            this.report(named, tooMuch);
        this.readings.set(file, typeof tree === 'string' ? undefined : await this.library.read(tree));
    }
    report(named, message) {
        const hint = 'Correct `openapi`: it takes paths and globs (`*`, `**`) from the repository’s root.';
        this.problems.push(...named.map(({ place }) => schemaProblem(place, message, hint)));
    }
    result() {
        const named = this.namedFiles();
        const openapi = new Map([...this.found].map(([path, files]) => [path, this.describe(files, named)]));
        const ofFiles = [...this.readings.values()].flatMap((reading) => reading?.problems ?? []);
        return { openapi, problems: [...this.problems, ...this.library.problems, ...ofFiles], notices: this.notices() };
    }
    describe(files, named) {
        const read = files.flatMap((file) => {
            const [as, reading] = [named.get(file), this.readings.get(file)];
            return as && reading ? [describe(as, reading.required)] : [];
        });
        const sound = files.every((file) => this.readings.get(file)?.problems.length === 0);
        return { files: read, complete: sound && files.length > 0 };
    }
    namedFiles() {
        const named = new Map();
        for (const { openapi = [], permissions } of this.manifest.entries) {
            const first = new Map(openapi.toReversed().flatMap((one) => (this.found.get(one.path) ?? []).map((file) => [file, one])));
            for (const [file, namedBy] of first) {
                const one = named.get(file) ?? { file, namedBy, declared: new Set() };
                for (const { name } of permissions)
                    one.declared.add(name);
                named.set(file, one);
            }
        }
        return named;
    }
    notices() {
        const silent = [...this.readings].filter(([, one]) => one?.required.size === 0 && one.problems.length === 0);
        return silent.map(([file]) => `No operation of ${file} requires a permission: only schemes of oauth2 and openIdConnect count.`);
    }
}
const tooMuch = `The OpenAPI files are more than ${mostFiles}, or over ${mostBytes / 1024 / 1024} MiB together.`;
function nothingAt(path) {
    return (0,openapi_paths/* folderOf */.yS)(path) === undefined ? `There is no file at \`${path}\`.` : `No file matches \`${path}\`.`;
}
function schemaProblem(place, message, hint) {
    return { rule: 'schema', severity: 'error', message, hint, ...place };
}
/** Files and what they refer to, each read once, within bounds of number and size. */
class Library {
    problems = [];
    sources;
    opened = new Map();
    size = 0;
    constructor(sources) {
        this.sources = sources;
    }
    async open(path) {
        const opened = this.opened.get(path) ?? (await this.load(path));
        this.opened.set(path, opened);
        return opened;
    }
    async load(path) {
        if (this.opened.size >= mostFiles)
            return 'too much';
        const file = await this.sources.files.read(path);
        if (!file)
            return 'absent';
        this.size += file.bytes.length;
        if (this.size > mostBytes)
            return 'too much';
        const { tree, problems } = await this.sources.parseTree(file);
        this.problems.push(...problems);
        return tree ?? 'unreadable';
    }
    /** Reads again and again, until all that the file refers to is there. */
    async read(tree) {
        const files = (path) => {
            const opened = this.opened.get(path);
            return opened === 'too much' ? 'unreadable' : opened;
        };
        for (;;) {
            const reading = readRequired(tree, files);
            if (reading.unread.size === 0)
                return reading;
            for (const path of reading.unread)
                await this.open(path);
        }
    }
}


/***/ })

};
