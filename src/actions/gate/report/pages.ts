/** What is written in Markdown. Loaded as one, since both are made of the same parts, which the bundle has once. */
export { renderMarkdown } from './markdown.ts';
export { renderSummary } from './summary.ts';
