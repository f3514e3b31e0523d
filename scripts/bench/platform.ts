/**
 * The emulator in a process of its own, at a given distance in time. The benchmarks start it so that it takes no time
 * from the program that they measure. Prints its address and key; each line on its standard input asks for the number
 * of requests so far.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { floodQuery, manyOnPlatform } from '../../test/bundle/policies/many.ts';
import {
  floodPolicy,
  type PolicyDefinition,
  policyOf,
  queryOf,
  type RouteName,
  startEmulator,
} from '../../test/emulator/platform.ts';

const { values } = parseArgs({
  options: {
    policies: { type: 'string', default: '1000' },
    violated: { type: 'string', default: '200' },
    violations: { type: 'string', default: '100000' },
    changed: { type: 'string', default: '0' },
    rows: { type: 'string', default: '0' },
    delay: { type: 'string', default: '0' },
  },
});

const policies = Number(values.policies);
const violated = Number(values.violated);
const violations = Number(values.violations);
const changed = Number(values.changed);
const rows = Number(values.rows);
const delay = Number(values.delay);

const emulator = await startEmulator(
  changed > 0
    ? { engine: 'clickhouse', policies: manyOnPlatform(changed, floodQuery(0, rows)) }
    : { policies: [...listPolicies()] },
);
const routes: RouteName[] = [
  ...(['list-policies', 'list-violations', 'policy-history', 'list-groups'] as const),
  ...(['check-syntax', 'query-columns', 'execute-query'] as const),
];
if (delay > 0) {
  for (const route of routes) {
    emulator.fault({ route, times: Number.POSITIVE_INFINITY, do: { kind: 'delay', ms: delay } });
  }
}
console.log(JSON.stringify({ url: emulator.url, key: emulator.key }));

const lines = createInterface({ input: process.stdin });
lines.on('line', () => console.log(emulator.requests.length));
lines.on('close', () => void emulator.close());

function* listPolicies(): Generator<PolicyDefinition> {
  for (let index = 0; index < policies; index++) {
    // Some get one more than others, so that all add up.
    const rows = Math.max(0, Math.floor((violations + violated - 1 - index) / violated));
    const query = index < violated ? floodPolicy(rows).query : queryOf('aws_s3_buckets', 'name IS NULL');
    yield policyOf({ name: `Control ${index + 1}`, severity: 'high', query });
  }
}
