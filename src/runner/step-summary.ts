/** Beside `commands.ts`, since it is wanted at the end and not at the start. */
export { summary } from '../../node_modules/@actions/core/lib/summary.js';
