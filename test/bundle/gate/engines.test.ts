import { describe, expect, it } from 'vitest';
import { fixtureEstate, repairedEstate, startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

type Engine = 'sqlite' | 'clickhouse';

/** What a step says of the whole estate, and each violation that it lists. */
async function tellStory(engine: Engine, isRepaired: boolean) {
  await using emulator = await startEmulator({ engine, estate: isRepaired ? repairedEstate() : fixtureEstate() });
  const { exitCode, outputs, reports } = await runGate(emulator, { reports: 'json' });
  const { judgement } = JSON.parse(reports['report.json'] ?? '{}');
  const violations: string[] = judgement.policies.flatMap((policy: { name: string; violations: object[] }) =>
    policy.violations.map((violation) => `${policy.name}: ${JSON.stringify(violation)}`),
  );
  return { exitCode, outcome: outputs['outcome'], count: outputs['violations'], violations: violations.sort() };
}

describe.skipIf(MISSING !== null)(`The gate on policies that ClickHouse evaluates${WHERE}`, () => {
  it.each([
    ['is red', false, { exitCode: 1, outcome: 'violations', count: '16' }],
    ['is green once the estate is repaired', true, { exitCode: 0, outcome: 'passed', count: '0' }],
  ])('%s, as on SQLite', async (_, isRepaired, expected) => {
    const [sqlite, clickhouse] = await Promise.all([
      tellStory('sqlite', isRepaired),
      tellStory('clickhouse', isRepaired),
    ]);
    expect(clickhouse).toMatchObject(expected);
    expect(clickhouse.violations).toHaveLength(Number(expected.count));
    expect(clickhouse).toEqual(sqlite);
  });
});
