export const id = 448;
export const ids = [448];
export const modules = {

/***/ 4448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WorkspaceFolder: () => (/* binding */ WorkspaceFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _core_document_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9282);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3828);
/* harmony import */ var _core_new_files_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8963);
/* harmony import */ var _core_spelling_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8865);
/* harmony import */ var _checkout_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4646);
/* harmony import */ var _patterns_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(477);










/** The manifest's files on the disk. Links are refused, wherever they lead, as a reader of the manifest would. */
class WorkspaceFolder {
    options;
    inManifest;
    constructor(options) {
        this.options = options;
        this.inManifest = (0,_patterns_js__WEBPACK_IMPORTED_MODULE_9__/* .matcher */ .jN)(options.patterns);
    }
    async read() {
        const { workspace, patterns, policy } = this.options;
        const manifest = (await (0,_checkout_js__WEBPACK_IMPORTED_MODULE_8__/* .readCheckout */ .b$)(workspace, patterns)).filter(({ path }) => path !== policy);
        const own = policy === undefined ? undefined : await (0,_checkout_js__WEBPACK_IMPORTED_MODULE_8__/* .readOne */ .JF)(workspace, policy);
        const names = await Promise.all((0,_core_new_files_js__WEBPACK_IMPORTED_MODULE_6__/* .targetsOf */ .Q)(patterns).map((target) => namesBeside(workspace, target)));
        const taken = new Set([...names.flat(), ...(policy === undefined ? [] : [policy])]);
        return { files: { manifest, policy: own }, taken, isCheckout: (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workspace, '.git')) };
    }
    matches(path) {
        return path !== this.options.policy && this.inManifest(path);
    }
    unmatched(paths) {
        return (0,_patterns_js__WEBPACK_IMPORTED_MODULE_9__/* .unmatched */ .Gv)(this.options.patterns, paths);
    }
    async write(files) {
        const workspace = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(this.options.workspace);
        const drafts = [];
        const written = [];
        try {
            for (const file of files)
                drafts.push(await draft(workspace, file));
            for (const { temporary, path } of drafts) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(temporary, path);
                written.push(path);
            }
        }
        catch (thrown) {
            await Promise.all(drafts.map(({ temporary }) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(temporary, { force: true })));
            throw unwritable(thrown, written);
        }
        return written;
    }
}
async function namesBeside(workspace, target) {
    const folder = target.slice(0, target.lastIndexOf('/') + 1);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workspace, folder)).catch(() => []);
    return names.map((name) => `${folder}${name}`);
}
/** The file under another name beside its own, so that a reader sees the old one or the new one, and never a part. */
async function draft(workspace, { path, bytes, isFirst }) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workspace, path);
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(absolute);
    await refuseLinks(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path));
    const mode = isFirst ? await requireFree(absolute, path) : await modeOf(absolute, path);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(folder, { recursive: true });
    if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(folder)) !== folder)
        throw (0,_core_document_js__WEBPACK_IMPORTED_MODULE_4__/* .linkRefused */ .$)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path));
    const temporary = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.tmp`);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(temporary, bytes, { flag: 'wx', mode });
    }
    catch (thrown) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(temporary, { force: true }); // a full disk leaves the part that it could take
        throw thrown;
    }
    return { temporary, path: absolute };
}
/** Before a folder is made: below a link it would be made elsewhere. */
async function refuseLinks(workspace, folder) {
    const parts = folder.split('/').filter((part) => part !== '.');
    for (const [index] of parts.entries()) {
        const path = parts.slice(0, index + 1).join('/');
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workspace, path)).catch(unlessLink);
        if (real === undefined)
            return;
        if (real !== (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workspace, path))
            throw (0,_core_document_js__WEBPACK_IMPORTED_MODULE_4__/* .linkRefused */ .$)(path);
    }
}
function unlessLink(thrown) {
    if (thrown.code !== 'ENOENT')
        throw thrown;
}
/**
 * The file's rights; a new one has what the process's mask leaves of them. Refuses what a rename can't or must not
 * replace, of every file before the first is renamed.
 */
async function modeOf(absolute, path) {
    const known = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(absolute).catch(unlessLink);
    if (known === undefined)
        return freeMode;
    if (known.isSymbolicLink())
        throw (0,_core_document_js__WEBPACK_IMPORTED_MODULE_4__/* .linkRefused */ .$)(path);
    if (!known.isFile())
        throw new Error(`${path} is there, and is no file`);
    return known.mode & 0o777;
}
const freeMode = 0o666;
/** Somebody may have made the file since the folder was read. */
async function requireFree(absolute, path) {
    if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(absolute).catch(unlessLink)) === undefined)
        return freeMode;
    throw new Error(`${path} is there already`);
}
function unwritable(thrown, written) {
    if (thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ)
        return thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const done = written.length === 0 ? '' : ` Written before: ${(0,_core_spelling_js__WEBPACK_IMPORTED_MODULE_7__/* .listSome */ .XT)(written)}.`;
    const message = `Inputs \`manifest\` and \`policy\`: a file can't be written: ${why}.${done}`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ('input-invalid', message, 'Give a path that can be written.', { cause: thrown });
}


/***/ }),

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


/***/ })

};
