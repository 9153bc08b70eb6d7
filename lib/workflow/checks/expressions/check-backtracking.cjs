/**
 * How long an engine that backtracks can take over a pattern. CommonJS, since only `require` loads at once and on
 * demand: the checker weighs 2.9 MB, and few workflows have patterns. Its build in plain JavaScript answers alike
 * everywhere; the other asks Java or a program of its own where it finds one.
 *
 * @type {typeof import('recheck').checkSync}
 */
exports.checkBacktracking = (...given) => require('recheck/lib/browser.js').checkSync(...given);
