export const id = 894;
export const ids = [894];
export const modules = {

/***/ 1894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   auditDocument: () => (/* binding */ auditDocument)
/* harmony export */ });
/* harmony import */ var _core_audit_audit_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6973);
/* harmony import */ var _render_audit_formats_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2819);
/* harmony import */ var _render_summary_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6840);
/** An audit as one document for standard output: the bytes of its files. */



/** Where there is no audit, JSON says that nothing was read: as a baseline it must not look like nobody. */
function auditDocument(report, format) {
    const { audit, tenant, environment } = report;
    if (format === 'json')
        return _render_audit_formats_js__WEBPACK_IMPORTED_MODULE_1__.auditFormats['.json'](audit ?? (0,_core_audit_audit_js__WEBPACK_IMPORTED_MODULE_0__/* .notAudited */ .E5)(tenant, environment));
    return audit ? _render_audit_formats_js__WEBPACK_IMPORTED_MODULE_1__.auditFormats['.md'](audit) : (0,_render_summary_js__WEBPACK_IMPORTED_MODULE_2__/* .renderSummary */ .B)(report);
}


/***/ })

};
