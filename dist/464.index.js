export const id = 464;
export const ids = [464];
export const modules = {

/***/ 3464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseTree: () => (/* binding */ parseTree)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _core_schema_problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4329);
/* harmony import */ var _compose_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5690);
/* harmony import */ var _parse_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5677);
/* harmony import */ var _places_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4268);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6127);
/** One OpenAPI file, aliases and all, to a tree with places. */






const hint = 'Split it, or name a smaller one.';
/**
 * Parses one OpenAPI file of untrusted origin, YAML or JSON. Never throws: what is wrong comes back as `syntax` and
 * `schema` problems. Within the same bounds as a manifest, but with what such files hold in practice: keys that are
 * numbers, anchors, aliases and merge keys (`<<`). What an alias stands for is the same object each time, so that no
 * alias makes the tree grow; a merge key copies entries, and those count.
 */
function parseTree(file) {
    return (0,_parse_js__WEBPACK_IMPORTED_MODULE_3__/* .parseText */ .r)(file, hint, (text) => new TreeReader(file.path, text).read());
}
/** What an anchor stands for while it is read. */
const unfinished = Symbol('unfinished');
class TreeReader {
    places;
    problems = [];
    found = 0;
    entryCount = 0;
    anchors = new Map();
    entries = new WeakMap();
    file;
    text;
    constructor(file, text) {
        this.file = file;
        this.text = text;
        this.places = new _places_js__WEBPACK_IMPORTED_MODULE_4__/* .Places */ .N4(file, text);
    }
    /** @throws Refused where the text would take too much time or memory */
    read() {
        const root = this.convertDocument();
        if (this.found > 0)
            return { problems: (0,_core_schema_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .firstProblems */ .fr)(this.problems, this.found) };
        const place = (container, step, part) => {
            const offsets = this.entries.get(container)?.get(step);
            return this.places.at(offsets ? (0,_places_js__WEBPACK_IMPORTED_MODULE_4__/* .spanIn */ .Qs)(offsets, part) : _places_js__WEBPACK_IMPORTED_MODULE_4__/* .beginning */ .Ir);
        };
        return { tree: { file: this.file, root, place }, problems: [] };
    }
    convertDocument() {
        const { document, second } = this.compose();
        const { errors = [], warnings = [] } = document ?? {};
        for (const { message, pos } of [...errors, ...warnings])
            this.add('syntax', this.places.spanOfError(pos), message);
        if (second)
            this.add('syntax', [second.range[0], second.range[0]], 'The file holds several YAML documents (`---`); one is expected.');
        return document?.contents && this.found === 0 ? this.convert(document.contents) : null;
    }
    compose() {
        try {
            return (0,_compose_js__WEBPACK_IMPORTED_MODULE_2__/* .compose */ .Zz)(this.text);
        }
        catch (thrown) {
            throw thrown instanceof _compose_js__WEBPACK_IMPORTED_MODULE_2__/* .Refused */ .Lw ? new _compose_js__WEBPACK_IMPORTED_MODULE_2__/* .Refused */ .Lw(thrown.message, hint) : thrown; // its hints are for manifests
        }
    }
    convert(node) {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
            return this.resolve(node.source, node);
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node))
            return null;
        const { anchor } = node;
        if (anchor !== undefined)
            this.anchors.set(anchor, unfinished);
        const value = this.convertValue(node);
        if (anchor !== undefined)
            this.anchors.set(anchor, value);
        return value;
    }
    convertValue(node) {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
            return this.convertMap(node);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
            return this.convertList(node);
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
            return null;
        return typeof node.value === 'string' ? node.value.toWellFormed() : node.value;
    }
    resolve(anchor, node) {
        const value = this.anchors.get(anchor);
        if (value !== undefined && value !== unfinished)
            return value;
        const why = value === unfinished ? 'stands within what it refers to' : 'refers to nothing before it';
        this.add('syntax', this.places.spanOf(node), `The alias \`*${anchor}\` ${why}.`);
        return null;
    }
    convertMap(map) {
        const value = Object.create(null);
        const entries = new Map();
        this.entries.set(value, entries);
        const merged = map.items.flatMap((pair) => this.convertPair(pair, value, entries));
        for (const source of merged)
            this.merge(source, value, entries);
        return value;
    }
    /** Gives the maps that are to be merged, where the key is a merge key. */
    convertPair(pair, value, entries) {
        this.count(1);
        const key = this.convertKey(pair.key);
        const offsets = this.places.offsetsOf(pair);
        const converted = this.convert(pair.value);
        if (key === '<<' && isPlain(pair.key))
            return this.mergedBy(converted, offsets);
        if (entries.has(key))
            this.add('syntax', (0,_places_js__WEBPACK_IMPORTED_MODULE_4__/* .spanIn */ .Qs)(offsets, 'key'), `The key \`${key}\` stands twice.`, 'Keep one of them.');
        entries.set(key, offsets);
        value[key] = converted;
        return [];
    }
    /** A key that is no text is what it is written as: `200` of responses. */
    convertKey(key) {
        const value = this.convert(key);
        if (typeof value === 'string')
            return value;
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
            return key.source ?? String(key.value);
        if (typeof value !== 'object')
            return String(value);
        this.add('syntax', this.places.spanOf(key), 'A key must be text, not a map or list.');
        return '';
    }
    mergedBy(value, offsets) {
        const sources = Array.isArray(value) ? value : [value];
        const maps = sources.filter((source) => typeof source === 'object' && source !== null && !Array.isArray(source));
        if (maps.length < sources.length)
            this.add('syntax', (0,_places_js__WEBPACK_IMPORTED_MODULE_4__/* .spanIn */ .Qs)(offsets, 'value'), 'A merge key (`<<`) takes a map or a list of maps.');
        return maps.flatMap((source) => source ?? []);
    }
    /** Own entries come before merged ones, and what is merged first before what comes later. */
    merge(source, value, entries) {
        const theirs = this.entries.get(source) ?? new Map();
        this.count(theirs.size);
        for (const [key, offsets] of theirs) {
            if (entries.has(key))
                continue;
            entries.set(key, offsets);
            value[key] = source[key]; // a map that was made here, with an entry for `key`
        }
    }
    convertList(list) {
        const entries = new Map();
        this.count(list.items.length);
        const value = list.items.map((item, index) => {
            entries.set(index, this.places.itemOffsetsOf(item));
            return this.convert(item);
        });
        this.entries.set(value, entries);
        return value;
    }
    count(more) {
        this.entryCount += more;
        if (this.entryCount <= _reader_js__WEBPACK_IMPORTED_MODULE_5__/* .mostEntries */ ._)
            return;
        throw new _compose_js__WEBPACK_IMPORTED_MODULE_2__/* .Refused */ .Lw(`The file has over ${_reader_js__WEBPACK_IMPORTED_MODULE_5__/* .mostEntries */ ._ / 1000},000 entries in its lists and maps.`, hint);
    }
    add(rule, span, message, hint) {
        this.found += 1;
        if (this.found > _core_schema_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .mostProblems */ .yp)
            return;
        this.problems.push({ rule, severity: 'error', message, ...(hint && { hint }), ...this.places.at(span) });
    }
}
function isPlain(key) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) && key.type === 'PLAIN';
}


/***/ })

};
