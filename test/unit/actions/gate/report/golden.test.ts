import { expect, test } from 'vitest';
import { planAnnotations } from '../../../../../src/actions/gate/report/annotations.ts';
import { tellVerdict } from '../../../../../src/actions/gate/report/log.ts';
import { renderSummary } from '../../../../../src/actions/gate/report/summary.ts';
import type { Annotation } from '../../../../../src/runner/annotation.ts';
import { SUMMARY_BYTES } from '../../../../../src/text/markdown.ts';
import { EXAMPLE_CASES } from './example-cases.ts';
import { DOCS_URL } from './example-inputs.ts';
import { findFaults } from './markdown-structure.ts';

// After a change that is meant: `npx vitest run test/unit/actions/gate/report -u`, and read the difference.
const CASES = Object.entries(EXAMPLE_CASES);

test.each(CASES)('the summary of %s', async (name, result) => {
  const summary = renderSummary(result, SUMMARY_BYTES, { docsUrl: DOCS_URL });
  expect(findFaults(summary)).toEqual([]);
  await expect(summary).toMatchFileSnapshot(`../../../../golden/${name}.md`);
});

test.each(CASES)('the annotations of %s', async (name, result) => {
  await expect(planAnnotations(result).map(showAnnotation).join('\n')).toMatchFileSnapshot(
    `../../../../golden/${name}.txt`,
  );
});

test.each(CASES)('the log of %s', async (name, result) => {
  const lines: string[] = [];
  tellVerdict(result, {
    info: (line) => lines.push(line),
    group: (title, body) => lines.push(`▸ ${title}`, ...body.map((line) => `  ${line}`)),
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../../../golden/${name}.log`);
});

function showAnnotation({ level, title, message }: Annotation): string {
  return `${level}: ${title}\n  ${message}\n`;
}
