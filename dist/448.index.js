export const id = 448;
export const ids = [448,338];
export const modules = {

/***/ 4448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WorkspaceFolder: () => (/* binding */ WorkspaceFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _core_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9282);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3828);
/* harmony import */ var _core_new_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8963);
/* harmony import */ var _core_spelling_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8865);
/* harmony import */ var _core_usual_paths_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1152);
/* harmony import */ var _checkout_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4646);
/* harmony import */ var _patterns_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(477);
/* harmony import */ var _whole_file_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3338);
/** The folder that an import reads and writes, and nothing outside of it. */











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
        const paths = await (0,_checkout_js__WEBPACK_IMPORTED_MODULE_8__/* .listUsual */ .pi)(workspace);
        const instead = manifest.length === 0 ? (0,_patterns_js__WEBPACK_IMPORTED_MODULE_9__/* .insteadOfManifest */ .bl)(patterns, paths) : undefined;
        if (instead !== undefined)
            throw misnamed(instead);
        const names = await Promise.all((0,_core_new_files_js__WEBPACK_IMPORTED_MODULE_5__/* .targetsOf */ .Q)(patterns).map((target) => namesBeside(workspace, target)));
        const taken = new Set([...names.flat(), ...(policy === undefined ? [] : [policy])]);
        const files = (0,_patterns_js__WEBPACK_IMPORTED_MODULE_9__/* .divide */ .Qr)({ files: own ? [...manifest, own] : manifest, paths }, this.options);
        return { files, taken, isCheckout: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(workspace, '.git')) };
    }
    matches(path) {
        return path !== this.options.policy && this.inManifest(path);
    }
    unmatched(paths) {
        return (0,_patterns_js__WEBPACK_IMPORTED_MODULE_9__/* .unmatched */ .Gv)(this.options.patterns, paths);
    }
    async write(files) {
        const workspace = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(this.options.workspace);
        const drafts = [];
        const written = [];
        try {
            for (const file of files)
                drafts.push(await draftFile(workspace, file));
            for (const one of drafts) {
                await (0,_whole_file_js__WEBPACK_IMPORTED_MODULE_10__/* .settle */ .G)(one);
                written.push(one.path);
            }
        }
        catch (thrown) {
            await Promise.all(drafts.map(({ temporary }) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true })));
            throw unwritable(thrown, written);
        }
        return written;
    }
}
/** A second manifest beside it would be read, and the first one not. */
function misnamed(path) {
    const message = `There is no manifest at \`${_core_usual_paths_js__WEBPACK_IMPORTED_MODULE_7__/* .usualManifest */ .qG}\`, but \`${path}\` is there.`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('manifest-missing', message, 'Rename it, or set the input `manifest` to it.');
}
async function namesBeside(workspace, target) {
    const folder = target.slice(0, target.lastIndexOf('/') + 1);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(workspace, folder)).catch(() => []);
    return names.map((name) => `${folder}${name}`);
}
async function draftFile(workspace, { path, bytes, isFirst }) {
    const refuse = (link) => (0,_core_document_js__WEBPACK_IMPORTED_MODULE_3__/* .linkRefused */ .$)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, link).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join('/'));
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(workspace, path);
    if (isFirst)
        await requireFree(absolute, path);
    return await (0,_whole_file_js__WEBPACK_IMPORTED_MODULE_10__/* .draft */ .K)({ workspace, path: absolute, refuse }, bytes);
}
/** Somebody may have made the file since the folder was read. */
async function requireFree(absolute, path) {
    const known = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(absolute).catch(unlessAbsent);
    if (known)
        throw new Error(`${path} is there already`);
}
function unlessAbsent(thrown) {
    if (thrown.code !== 'ENOENT')
        throw thrown;
}
function unwritable(thrown, written) {
    if (thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ)
        return thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const done = written.length === 0 ? '' : ` Written before: ${(0,_core_spelling_js__WEBPACK_IMPORTED_MODULE_6__/* .listSome */ .XT)(written)}.`;
    const message = `Inputs \`manifest\` and \`policy\`: a file can't be written: ${why}.${done}`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('input-invalid', message, 'Give a path that can be written.', { cause: thrown });
}


/***/ }),

/***/ 3338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ settle),
/* harmony export */   K: () => (/* binding */ draft),
/* harmony export */   writeOutput: () => (/* binding */ writeOutput)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3828);
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
/**
 * Files that are written whole or not at all, and through no link of the workspace: whoever may propose a change may
 * commit a link, and the file would go to where that leads.
 */




/**
 * Writes an output of a run; relative paths are relative to the workspace. Gives the absolute path.
 * @throws ActionError input-invalid for a link; whatever the system says of a path that can't be written
 */
async function writeOutput(workspace, path, content) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path);
    const drafted = await draft({ workspace, path: absolute, refuse: linkedOutput(workspace) }, Buffer.from(content));
    await settle(drafted);
    return absolute;
}
function linkedOutput(workspace) {
    return (link) => {
        const within = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, link);
        const hint = 'Remove the link, or give another path: a change could commit one that leads anywhere.';
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('input-invalid', `${leaves(within) ? link : within} is a symbolic link.`, hint);
    };
}
/**
 * Writes the file beside its own place, into folders that are made where they lack, with the rights of the one that is
 * there. So a reader sees the old file or the new one, and never a part.
 * @throws what `refuse` makes of a link; Error where something else than a file is there
 */
async function draft(place, bytes) {
    const folder = await makeFolder(place);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(place.path));
    const mode = await modeOf(path, place);
    const temporary = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.tmp`);
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const file = __addDisposableResource(env_1, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(temporary, 'wx', mode), true); // which follows no link and finds no file
            if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(temporary)) !== temporary)
                throw place.refuse(folder); // that it became meanwhile
            await file.writeFile(bytes);
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (thrown) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true }); // a full disk leaves the part that it could take
        throw thrown;
    }
    return { temporary, path };
}
/** Puts the draft in the place of the file; a link that came there meanwhile is replaced and not followed. */
async function settle({ temporary, path }) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, path);
    }
    catch (thrown) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true });
        throw thrown;
    }
}
/** Step by step from the root, so that nothing is made behind a link. Gives the real path. */
async function makeFolder({ workspace, path, refuse }) {
    const own = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(workspace);
    const { root } = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.parse)(path);
    let folder = root;
    for (const name of (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path)).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).filter(Boolean)) {
        const next = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name);
        const known = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(next).catch(unlessAbsent);
        if (known?.isSymbolicLink() && !leaves((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(own, folder)))
            throw refuse(next);
        if (!known)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(next);
        folder = known?.isSymbolicLink() ? await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(next) : next;
    }
    return folder;
}
/** Whether a path leads out of the folder that it is relative to. */
function leaves(path) {
    return path === '..' || path.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`);
}
/** What a new file has is for the process's mask to leave. Refuses what a rename can't or must not replace. */
async function modeOf(path, { refuse }) {
    const known = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path).catch(unlessAbsent);
    if (known === undefined)
        return 0o666;
    if (known.isSymbolicLink())
        throw refuse(path);
    if (!known.isFile())
        throw new Error(`${path} is there, and is no file`);
    return known.mode & 0o777;
}
function unlessAbsent(thrown) {
    if (thrown.code !== 'ENOENT')
        throw thrown;
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
