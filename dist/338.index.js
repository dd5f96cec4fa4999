export const id = 338;
export const ids = [338];
export const modules = {

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


/***/ })

};
