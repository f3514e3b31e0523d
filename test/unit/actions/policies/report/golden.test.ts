import { expect, test } from 'vitest';
import { planAnnotations } from '../../../../../src/actions/policies/report/annotations.ts';
import { describeFindings, describeLog } from '../../../../../src/actions/policies/report/log.ts';
import { renderComment, renderSummary } from '../../../../../src/actions/policies/report/markdown.ts';
import type { Annotation } from '../../../../../src/runner/annotation.ts';
import { SUMMARY_BYTES } from '../../../../../src/text/markdown.ts';
import { findFaults } from '../../gate/report/markdown-structure.ts';
import { EXAMPLE_CASES, hostileResult } from './example-cases.ts';

// After a change that is meant: `npx vitest run test/unit/actions/policies/report -u`, and read the difference.
const HOSTILE = '::error::x | ##[error] `` ``` </details> @octocat \u202egnp.exe <script>';
const CASES = Object.entries({ ...EXAMPLE_CASES, hostile: hostileResult(HOSTILE) });
const GOLDEN = '../../../../golden/policies';

test.each(CASES)('the summary of %s', async (name, result) => {
  const summary = renderSummary(result, SUMMARY_BYTES);
  expect(findFaults(withoutCode(summary))).toEqual([]);
  await expect(summary).toMatchFileSnapshot(`${GOLDEN}/${name}.md`);
});

test.each(CASES)('the annotations of %s', async (name, result) => {
  const text = planAnnotations(result).map(showAnnotation).join('\n');
  await expect(text).toMatchFileSnapshot(`${GOLDEN}/${name}.txt`);
});

test.each(CASES)('the log of %s', async (name, result) => {
  // The plan is told before it is carried out.
  const before = result.applied === null ? [] : describeFindings({ ...result, applied: null });
  await expect(`${[...before, ...describeLog(result)].join('\n')}\n`).toMatchFileSnapshot(`${GOLDEN}/${name}.log`);
});

test('the comment on a plan that is too long for one', async () => {
  const context = { runUrl: 'https://github.com/acme/infra/actions/runs/7', planFile: '/tmp/reports/plan.json' };
  const result = EXAMPLE_CASES['plan'];
  const comment = result === undefined ? '' : renderComment(result, context, 7_000);
  expect(findFaults(withoutCode(comment))).toEqual([]);
  await expect(comment).toMatchFileSnapshot(`${GOLDEN}/long.comment.md`);
});

function showAnnotation({ level, title, message, file, line }: Annotation): string {
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  return `${level}: ${title}${place}\n  ${message}\n`;
}

/** A block of code holds whatever a query holds. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '');
}
