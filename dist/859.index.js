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
/** A manifest file with what is new in it, by insertions alone. */



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
    const list = valueAt((0,_compose_js__WEBPACK_IMPORTED_MODULE_1__/* .compose */ .Zz)(text).document?.contents, 'apis');
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(list))
        return [];
    const ofPermissions = [...permissions].flatMap(([index, added]) => {
        const map = valueAt(list.items[index], 'permissions');
        return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map) ? intoMap(text, map, added) : [];
    });
    const ofApis = apis.length > 0 ? intoList(text, list, apis) : [];
    return [...ofPermissions, ...ofApis];
}
function valueAt(map, key) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map))
        return undefined;
    return map.items.find((pair) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) && pair.key.value === key)?.value;
}
function intoMap(text, map, added) {
    if (map.flow) {
        const entries = added.map((one) => [(0,_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .permissionEntry */ .Wn)(one)]);
        return intoFlow(text, map, entries);
    }
    const column = columnOf(text, startOf(map));
    const lines = added.map((one) => `${' '.repeat(column)}${(0,_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .permissionLine */ .Ou)(one)}`);
    return [asLines(text, behindBlock(text, map, column), lines)];
}
function intoList(text, list, added) {
    if (list.flow)
        return intoFlow(text, list, added.map(_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .apiEntryLines */ .IX));
    const column = columnOf(text, startOf(list));
    const gap = isSpaced(text, list) ? [''] : [];
    const lines = added.flatMap((one) => [...gap, ...(0,_core_manifest_text_js__WEBPACK_IMPORTED_MODULE_2__/* .apiLines */ .Kt)(one).map((line) => ' '.repeat(column) + line)]);
    return [asLines(text, behindBlock(text, list, column), lines)];
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
/** Each entry in lines of its own, behind what stands beside the last one: its comma, and the comment of either. */
function intoFlow(text, node, entries) {
    const last = node.items.at(-1);
    const end = last === undefined ? startOf(node) + 1 : endOf(last);
    const close = endOf(node) - 1;
    const comma = commaIn(text, end, close);
    const at = behindComment(text, comma ?? end);
    const indent = ' '.repeat(flowColumn(text, node));
    const lines = entries.map((entry) => `\n${entry.map((line) => indent + line).join('\n')}`).join(',');
    const added = { at, text: `${lines}${comma === undefined ? '' : ','}${breakBefore(text, node, { at, close })}` };
    return last === undefined || comma !== undefined ? [added] : [{ at: end, text: ',' }, added];
}
/** Behind the comma between the end of the last entry and the bracket, where there is one; the rest is comments. */
function commaIn(text, end, close) {
    const [before = ''] = /^(?:\s|#[^\n]*)*/.exec(text.slice(end, close)) ?? [];
    return text[end + before.length] === ',' ? end + before.length + 1 : undefined;
}
/** Behind the comment that ends the line, where nothing else stands before it. */
function behindComment(text, at) {
    const [comment = ''] = /^[ \t]*#[^\n]*?(?=\r?\n|$)/.exec(text.slice(at, lineEnd(text, at))) ?? [];
    return at + comment.length;
}
/** A comment behind the bracket is not to stand in the line of a new entry: the bracket then has a line of its own. */
function breakBefore(text, node, { at, close }) {
    const rest = text.slice(at, lineEnd(text, close));
    if (!/^[ \t]*[\]}][\]},\s]*#/.test(rest))
        return '';
    const line = text.slice(lineStart(text, startOf(node)));
    return `\n${' '.repeat(/^[ \ufeff-]*/.exec(line)?.[0].length ?? 0)}`;
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
/** Behind the last line of a block, and the comments below it that are indented as what is in its last entry. */
function behindBlock(text, block, column) {
    return behindComments(text, lineEnd(text, endOf(block)), column);
}
function behindComments(text, at, column) {
    const [comments = ''] = new RegExp(`^(?:(?:[ \\t]*\\r?\\n)*[ ]{${column + 1},}#[^\\n]*(?:\\n|$))+`).exec(text.slice(at)) ?? [];
    return at + comments.length;
}


/***/ })

};
