export const id = 230;
export const ids = [230];
export const modules = {

/***/ 7230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tellCatalogue: () => (/* binding */ tellCatalogue)
});

// EXTERNAL MODULE: ./lib/core/problem.js
var problem = __webpack_require__(5524);
;// CONCATENATED MODULE: ./lib/core/catalogue.js

/**
 * Entries of the same identifiers are one API, however many files it is split over. One that has another environment more or
 * less is another: what it declares is not everywhere.
 * @param environment '' for all; else only its identifiers, and no API that has none for it.
 */
function catalogueOf(manifest, environment) {
    const entries = manifest.entries.map((entry) => ({ entry, identifiers: identifiersIn(entry, environment) }));
    const known = entries.filter(({ identifiers }) => identifiers.length > 0);
    const groups = Map.groupBy(known, ({ identifiers }) => JSON.stringify(identifiers));
    return {
        apis: [...groups.values()].map((group) => ({
            name: group.find(({ entry }) => entry.name !== undefined)?.entry.name ?? null,
            identifiers: group[0]?.identifiers ?? [],
            permissions: permissionsOf(group.flatMap(({ entry }) => entry.permissions)),
        })),
    };
}
function identifiersIn({ identifier }, environment) {
    if (typeof identifier === 'string')
        return [{ environment: null, identifier }];
    return Object.entries(identifier)
        .filter(([name]) => environment === '' || name === environment)
        .map(([name, one]) => ({ environment: name, identifier: one }))
        .sort((a, b) => (0,problem/* compareText */.n6)(a.environment, b.environment));
}
function permissionsOf(declared) {
    const first = new Map();
    for (const one of declared)
        if (!first.has(one.name))
            first.set(one.name, one);
    return [...first.values()].map(({ name, description, deprecated }) => ({
        permission: name,
        description,
        deprecated: deprecated === undefined ? null : reasonOf(deprecated),
    }));
}
function reasonOf(deprecated) {
    return deprecated === true ? '' : deprecated;
}

// EXTERNAL MODULE: ./lib/core/errors.js
var core_errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/manifest.js
var core_manifest = __webpack_require__(9718);
// EXTERNAL MODULE: ./lib/read/manifest.js
var manifest = __webpack_require__(3639);
// EXTERNAL MODULE: ./lib/render/changes.js
var changes = __webpack_require__(2573);
// EXTERNAL MODULE: ./lib/render/json.js
var json = __webpack_require__(7544);
// EXTERNAL MODULE: ./lib/render/markdown.js
var markdown = __webpack_require__(3419);
// EXTERNAL MODULE: ./lib/render/visible.js
var visible = __webpack_require__(2474);
;// CONCATENATED MODULE: ./lib/render/catalogue.js




/** Lines of what can be seen alone. */
function catalogueLines({ apis }) {
    if (apis.length === 0)
        return ['The manifest declares no API.'];
    return apis.flatMap((api, index) => [...(index > 0 ? [''] : []), ...apiLines(api)]);
}
function apiLines({ name, identifiers, permissions }) {
    const width = Math.max(...identifiers.map(({ environment }) => (0,visible/* visible */.RK)(environment ?? '').length));
    const shown = permissions.map((one) => ({ name: one.permission, description: textOf(one) }));
    return [
        ...(name === null ? [] : [(0,visible/* visible */.RK)(name)]),
        ...identifiers.map(({ environment, identifier }) => {
            const label = environment === null ? '' : `${(0,visible/* visible */.RK)(environment).padEnd(width)}  `;
            return `${name === null ? '' : '  '}${label}${(0,visible/* visible */.RK)(identifier)}`;
        }),
        ...(shown.length === 0 ? ['    (no permissions)'] : (0,changes/* permissionLines */.$)(shown).map((line) => `    ${line}`)),
    ];
}
function textOf({ description, deprecated }) {
    if (deprecated === null)
        return description;
    const note = deprecated === '' ? '(deprecated)' : `(deprecated: ${deprecated})`;
    return description === '' ? note : `${description} ${note}`;
}
/** A whole page, which ends with a line break. */
function catalogueMarkdown({ apis }) {
    const parts = ['# Permissions', ...apis.flatMap(apiParts)];
    const page = apis.length === 0 ? [...parts, 'The manifest declares no API.'] : parts;
    return `${page.join('\n\n')}\n`;
}
function apiParts(api) {
    const { name, identifiers, permissions } = api;
    const [first] = identifiers;
    const title = name === null ? (0,markdown/* code */.aY)(first?.identifier ?? '') : (0,markdown/* plain */.pj)(name);
    return [`## ${title}`, ...identifierParts(api, first), permissionTable(permissions)].filter((part) => part !== '');
}
/** One that is the title is not said again. */
function identifierParts({ name, identifiers }, first) {
    if (first?.environment === null)
        return name === null ? [] : [(0,markdown/* code */.aY)(first.identifier)];
    const rows = identifiers.map(({ environment, identifier }) => `| ${(0,markdown/* plainCell */.dD)(environment ?? '')} | ${(0,markdown/* codeCell */.MZ)(identifier)} |`);
    return [['| environment | identifier |', '|---|---|', ...rows].join('\n')];
}
function permissionTable(permissions) {
    if (permissions.length === 0)
        return 'No permissions.';
    const rows = permissions.map((one) => `| ${(0,markdown/* codeCell */.MZ)(one.permission)} | ${descriptionCell(one)} |`);
    return ['| permission | what it allows |', '|---|---|', ...rows].join('\n');
}
function descriptionCell({ description, deprecated }) {
    if (deprecated === null)
        return (0,markdown/* plainCell */.dD)(description);
    const note = deprecated === '' ? '**Deprecated**' : `**Deprecated:** ${(0,markdown/* plainCell */.dD)(deprecated)}`;
    return description === '' ? note : `${note} · ${(0,markdown/* plainCell */.dD)(description)}`;
}
function catalogueJson({ apis }) {
    return (0,json/* json */.P)({ version: 1, apis });
}

// EXTERNAL MODULE: ./lib/render/log.js
var log = __webpack_require__(4858);
// EXTERNAL MODULE: ./lib/desk/connect.js + 3 modules
var connect = __webpack_require__(7733);
;// CONCATENATED MODULE: ./lib/desk/catalogue.js
/** The catalogue of the folder's manifest. Whether its names are good is for a validation to say. */








async function tellCatalogue({ format }, inputs, desk) {
    const { reporter, place } = desk;
    const { files, parse } = (0,connect/* deskPorts */._s)(inputs, undefined, { folder: place.folder, reporter });
    try {
        const prepared = (0,manifest/* prepareFiles */.t9)(await files.current(), parse);
        for (const problem of prepared.problems)
            reporter.info((0,log/* problemLine */.YK)(problem));
        return { document: documentOf(readCatalogue(prepared, inputs.environment), format), failures: [], exitCode: 0 };
    }
    catch (thrown) {
        return { document: documentOf({ apis: [] }, format), failures: [(0,core_errors/* toActionError */.ie)(thrown)], exitCode: 1 };
    }
}
/** @throws ActionError manifest-invalid, input-invalid for an environment that the manifest does not know */
function readCatalogue({ manifest, problems }, environment) {
    if (!manifest)
        throw unreadable(problems);
    if (environment !== '')
        (0,core_manifest/* requireEnvironment */.L3)(manifest, environment);
    return catalogueOf(manifest, environment);
}
function unreadable(problems) {
    const { errors } = (0,problem/* countProblems */._k)(problems);
    const message = `The manifest has ${errors} error${errors === 1 ? '' : 's'}, so there is no catalogue of it.`;
    return new core_errors/* ActionError */.lZ('manifest-invalid', message, 'Each is shown at its line; correct them.');
}
function documentOf(catalogue, format) {
    if (format === 'json')
        return catalogueJson(catalogue);
    if (format === 'markdown')
        return catalogueMarkdown(catalogue);
    return catalogueLines(catalogue)
        .map((line) => `${line}\n`)
        .join('');
}


/***/ })

};
