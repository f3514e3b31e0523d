import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeLog } from '../../../../../src/actions/policies/report/log.ts';
import { renderComment, renderSummary } from '../../../../../src/actions/policies/report/markdown.ts';
import { COMMENT_CHARACTERS } from '../../../../../src/comment/body.ts';
import { toCode } from '../../../../../src/text/escape.ts';
import { byteLength, SUMMARY_BYTES } from '../../../../../src/text/markdown.ts';
import { runs } from '../../../../runs.ts';
import { existingPolicy, planOf, resultOf, wantedPolicy } from './example-cases.ts';

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,98}[a-z0-9]$/);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('$'.repeat(500), '`'.repeat(300)));

/** Policies that go, are paused, lose a destination, are rewritten or created. */
const worlds = fc
  .record({
    slugs: fc.uniqueArray(slug, { maxLength: 200, size: 'max' }),
    texts: fc.array(text, { minLength: 1, maxLength: 5 }),
    onRemoved: fc.constantFrom('pause' as const, 'delete' as const),
    shares: fc.tuple(fc.nat(4), fc.nat(4)),
  })
  .map(({ slugs, texts, onRemoved, shares: [some, more] }) => {
    const textAt = (index: number) => texts[index % texts.length] ?? '';
    const stays = slugs.filter((_, index) => index % 5 >= some);
    const policies = stays.map((one, index) =>
      wantedPolicy(one, { query: textAt(index), status: index % 5 < more ? 'paused' : 'active' }, { notifyNames: [] }),
    );
    const before = slugs.map((one, index) =>
      existingPolicy(
        one,
        { name: textAt(index), description: textAt(index + 1), query: textAt(index + 2) },
        { destinationIds: ['d1'] },
      ),
    );
    return planOf({ policies, platform: { policies: before }, rule: { onRemoved } });
  });

describe('whatever the plan', () => {
  test('summary, comment and log name everything that takes something away, within their budgets', () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (plan, isDrift) => {
        const result = resultOf({ plan, mode: isDrift ? 'drift' : 'plan' });
        const summary = renderSummary(result, SUMMARY_BYTES);
        expect(byteLength(summary)).toBeLessThanOrEqual(SUMMARY_BYTES);
        const comment = renderComment(result, { runUrl: null, planFile: null }, COMMENT_CHARACTERS);
        expect(comment.length).toBeLessThanOrEqual(COMMENT_CHARACTERS);
        const log = describeLog(result).join('\n');
        for (const { verb, slug: one } of plan.changes) {
          if (verb === 'create' || verb === 'resume') continue;
          expect(summary).toContain(toCode(one));
          expect(log).toContain(`- ${verb} policy ${one} `);
        }
        const removed = plan.changes.filter(({ verb }) => verb === 'delete' || verb === 'pause');
        for (const { slug: one } of removed) expect(comment).toContain(toCode(one));
      }),
      { numRuns: runs(200) },
    );
  });
});
