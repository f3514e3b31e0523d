import { describe, expect, it } from 'vitest';
import { settlePage } from '../../../scripts/pictures/settle.ts';

const ID_OR_HASH = /\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{64}\b/g;
const HASH = '0443f784b899c4f13b085efc9078608acccab2faf18b229acea9b9d164a0762a';

/** What a run prints, with all that differs from one run to the next. */
function page({ sync, evaluated, run, port, folder, took, hash }: Readonly<Record<string, string>>): string {
  return `Judged on results of ${sync} or later · evaluated ${evaluated}, and again ${sync}

| Sync | Run | Duration |
| --- | --- | --- |
| <code>aws-prod</code> | <code>${run}</code> | ${took} |

baseline: <code>${folder}/cloudquery-gate/baseline.json</code> · hash of the plan: <code>${hash}</code> · <code>http:<wbr>//127.0.0.1:${port}/api</code> · took ${took} · [About](https://example.com)

took ${took} · <code>aws-prod</code>: 21 rows in ${took}`;
}

const FIRST = page({
  sync: '2026-11-26 22:11:40 UTC',
  evaluated: '2026-11-26 22:<wbr>11:41 UTC',
  run: '6935002a-6680-49df-be43-a485933a92b5',
  port: '36017',
  folder: '/tmp/cloudquery-gate-run-gGHIRf',
  took: '1 s',
  hash: HASH,
});
const SECOND = page({
  sync: '2027-01-01 00:00:59 UTC',
  evaluated: '2027-01-01 00:<wbr>01:02 UTC',
  run: '0d9b7a52-0c1e-4f6a-9d2e-2b1a7c3d4e5f',
  port: '5',
  folder: 'C:\\Users\\me\\Temp/cloudquery-gate-run-a1B2c3',
  took: 'under 1 s',
  hash: HASH.replaceAll('0', '1'),
});

describe('A settled page', () => {
  it('is the same for each run', () => {
    expect(settlePage(SECOND, 'new')).toBe(settlePage(FIRST, 'new'));
  });

  it('keeps the order of moments, and what is the same', () => {
    const settled = settlePage(FIRST, 'new');
    expect(settled).toContain(
      'of 2026-09-01 09:00:00 UTC or later · evaluated 2026-09-01 09:00:05 UTC, and again 2026-09-01 09:00:00 UTC',
    );
    const ids = settlePage(`${FIRST}\n${FIRST}`, 'new').match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(settled).toContain('<code>/home/runner/work/_temp/cloudquery-gate/baseline.json</code>');
    expect(settled).toContain('<code>https:<wbr>//tenant.us.platform.cloudquery.io/api</code>');
    expect(settled).toContain('| 2 min 4 s |');
    expect(settled).toContain('21 rows in 2 min 4 s');
    expect(settled.match(/took \d+ min \d+ s/g)).toEqual(['took 2 min 15 s', 'took 2 min 15 s']);
  });

  it('has another day for the end of a waiver, and not what a comment hides', () => {
    expect(settlePage('<!-- cloudquery-gate:0f red -->\n| A | 2026-12-27 | 1 |', 'new')).toBe('| A | 2026-10-01 | 1 |');
  });

  it('shares no id and no hash with another scene, and its hash does not begin as its id', () => {
    const found = ['plan', 'drift'].flatMap((scene) => settlePage(FIRST, scene).match(ID_OR_HASH) ?? []);
    expect(found).toHaveLength(4);
    expect(new Set(found.map((one) => one.slice(0, 8))).size).toBe(4);
  });

  it.each([
    '16 new gating violations in 10 of 11 judged policies; rule: every severity gates, none tolerated.',
    '**Baseline** <code>.cloudquery/baseline.json</code> holds 16 violations (0 fixed); 1 new',
    'evaluated · security · <code>48fcbf76-efab-599f-aa6c-2d947ab1b0fb</code>',
    'The waiver expires on 2026-12-01, in 30 days, and it took 3 seconds to say so.',
    '<sub>Commit 8d0f3c1e5b7a49d2a6c4e0f1b2d3c4e5f6a7b8c9 · [workflow run](https://github.com/o/r/actions/runs/1)</sub>',
  ])('says what it said: %s', (sentence) => {
    expect(settlePage(sentence, 'new')).toBe(sentence);
  });
});
