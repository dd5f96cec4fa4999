export const id = 859;
export const ids = [859];
export const modules = {

/***/ 2859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   completeManifest: () => (/* binding */ completeManifest)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9364);
/* harmony import */ var _compose_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5690);



/**
 * Completes a manifest file that the reader takes. Nothing of it is changed: not a comment, a blank line, a quote, a line
 * end or a byte order mark. What is new stands at the end of its map or list, in its style.
 */
function completeManifest({ bytes }, completion) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes); // which keeps a byte order mark
    const insertions = insertionsOf(text, completion).map(({ at, text: inserted }) => {
        return { at, text: /^[^\n]*\r\n/.test(text) ? inserted.replaceAll('\n', '\r\n') : inserted };
    });
    return Buffer.from(insert(text, insertions));
}
/** Those at the same place stay in their order. */
function insert(text, insertions) {
    const sorted = insertions.toSorted((a, b) => a.at - b.at);
    const pieces = sorted.map(({ at, text: inserted }, index) => text.slice(sorted[index - 1]?.at ?? 0, at) + inserted);
    return pieces.join('') + text.slice(sorted.at(-1)?.at ?? 0);
}
function insertionsOf(text, { permissions, apis }) {
    const list = valueAt((0,_compose_js__WEBPACK_IMPORTED_MODULE_1__/* .compose */ .Zz)(text, () => undefined).document?.contents, 'apis');
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(list))
        return [];
    const ofPermissions = [...permissions].map(([index, added]) => {
        const map = valueAt(list.items[index], 'permissions');
        return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map) ? intoMap(text, map, added) : undefined;
    });
    const ofApis = apis.length > 0 ? [intoList(text, list, apis)] : [];
    return [...ofPermissions, ...ofApis].filter((one) => one !== undefined);
}
function valueAt(map, key) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map))
        return undefined;
    return map.items.find((pair) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) && pair.key.value === key)?.value;
}
function intoMap(text, map, added) {
    if (map.flow)
        return intoFlow(text, map, added.map((one) => [(0,_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .permissionEntry */ .Wn)(one)]));
    const indent = ' '.repeat(columnOf(text, startOf(map)));
    const lines = added.map((one) => `${indent}${(0,_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .permissionLine */ .Ou)(one)}`);
    return asLines(text, lineEnd(text, endOf(map)), lines);
}
function intoList(text, list, added) {
    if (list.flow)
        return intoFlow(text, list, added.map(_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .apiEntryLines */ .IX));
    const column = columnOf(text, startOf(list));
    const gap = isSpaced(text, list) ? [''] : [];
    const lines = added.flatMap((one) => [...gap, ...(0,_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .apiLines */ .Kt)(one).map((line) => ' '.repeat(column) + line)]);
    return asLines(text, behindComments(text, lineEnd(text, endOf(list)), column), lines);
}
/** Whether a blank line goes between its entries: as it is, or as we would have it where there is but one. */
function isSpaced(text, list) {
    const [first, second] = list.items;
    if (!isNode(second))
        return true;
    return /\n[ \t]*\r?\n/.test(text.slice(endOf(first), startOf(second)));
}
function asLines(text, at, lines) {
    const joined = lines.join('\n');
    return { at, text: text[at - 1] === '\n' ? `${joined}\n` : `\n${joined}` };
}
/** Each entry in lines of its own; the bracket that closes comes right behind the last. */
function intoFlow(text, node, entries) {
    const last = node.items.at(-1);
    const at = last === undefined ? startOf(node) + 1 : endOf(last);
    const indent = ' '.repeat(flowColumn(text, node));
    const lines = entries.map((entry) => `\n${entry.map((line) => indent + line).join('\n')}`).join(',');
    return { at, text: last === undefined ? lines : `,${lines}` };
}
/** The column of the last entry where it begins a line, else two more than the line's own. */
function flowColumn(text, node) {
    const last = node.items.at(-1);
    const start = last === undefined ? startOf(node) : startOf(last);
    const line = text.slice(lineStart(text, start), start);
    const own = /^[ \t\ufeff-]*/.exec(line)?.[0].length ?? 0;
    return last !== undefined && own === line.length ? own : own + 2;
}
function isNode(value) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value);
}
function startOf(value) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(value))
        return startOf(value.key);
    return isNode(value) ? (value.range?.[0] ?? 0) : 0;
}
/** Behind the last character of a value, comments and line ends behind it not included. */
function endOf(value) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(value))
        return endOfPair(value);
    if (((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value)) && !value.flow && value.items.length > 0)
        return endOf(value.items.at(-1));
    return isNode(value) ? (value.range?.[1] ?? 0) : 0;
}
function endOfPair({ key, value }) {
    return Math.max(endOf(key), endOf(value));
}
function lineStart(text, at) {
    return text.lastIndexOf('\n', at - 1) + 1;
}
function columnOf(text, at) {
    const start = lineStart(text, at);
    return at - start - (text[start] === '\ufeff' ? 1 : 0);
}
/** Behind the line break that ends the line; a block scalar has taken its own already. */
function lineEnd(text, at) {
    if (text[at - 1] === '\n')
        return at;
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end + 1;
}
/** Behind the comments that are indented as what is above them is. */
function behindComments(text, at, column) {
    const [comments = ''] = new RegExp(`^(?:(?:[ \\t]*\\r?\\n)*[ ]{${column + 1},}#[^\\n]*(?:\\n|$))+`).exec(text.slice(at)) ?? [];
    return at + comments.length;
}


/***/ }),

/***/ 9364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IX: () => (/* binding */ apiEntryLines),
/* harmony export */   Kt: () => (/* binding */ apiLines),
/* harmony export */   Ou: () => (/* binding */ permissionLine),
/* harmony export */   Wn: () => (/* binding */ permissionEntry),
/* harmony export */   a0: () => (/* binding */ newManifest)
/* harmony export */ });
/* harmony import */ var _yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3961);
/** Parts of a manifest as text: what an import writes. One line a permission, however long its description. */

/** A manifest file of its own. @param schema where the JSON Schema is, '' where that is not known. */
function newManifest(apis, schema) {
    const head = [...(schema === '' ? [] : [`# yaml-language-server: $schema=${schema}`]), 'version: 1', 'apis:'];
    const entries = apis.flatMap((api, index) => [
        ...(index > 0 ? [''] : []),
        ...apiLines(api).map((line) => `  ${line}`),
    ]);
    return `${[...head, ...entries].map((line) => line.trimEnd()).join('\n')}\n`;
}
/** An entry of a block list, without indentation before its dash. */
function apiLines({ identifier, environment, name, permissions }) {
    const text = (0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .yamlValue */ .t$)(identifier);
    const own = environment === '' ? [`- identifier: ${text}`] : ['- identifier:', `    ${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .yamlKey */ .j5)(environment)}: ${text}`];
    const title = name === undefined ? [] : [`  name: ${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .yamlValue */ .t$)(name)}`];
    if (permissions.length === 0)
        return [...own, ...title, '  permissions: {}'];
    return [...own, ...title, '  permissions:', ...permissions.map((one) => `    ${permissionLine(one)}`)];
}
/** An entry of a block map. */
function permissionLine({ name, description }) {
    return `${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .yamlKey */ .j5)(name)}: ${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .yamlValue */ .t$)(description)}`;
}
/** An entry of a flow map, which may be JSON. */
function permissionEntry({ name, description }) {
    return `${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(name)}: ${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(description)}`;
}
/** An entry of a flow list, which may be JSON: its first line without indentation, the others within it. */
function apiEntryLines({ identifier, environment, name, permissions }) {
    const text = (0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(identifier);
    const own = environment === '' ? text : `{ ${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(environment)}: ${text} }`;
    const title = name === undefined ? [] : [`  "name": ${(0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(name)},`];
    const entries = permissions.map((one, index) => {
        return `    ${permissionEntry(one)}${index < permissions.length - 1 ? ',' : ''}`;
    });
    const list = entries.length === 0 ? ['  "permissions": {}'] : ['  "permissions": {', ...entries, '  }'];
    return ['{', `  "identifier": ${own},`, ...title, ...list, '}'];
}


/***/ })

};
