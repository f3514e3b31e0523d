import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { formatCount } from '../../../text/format.ts';
import { LONGEST_TEXT, TEXT_ALLOWED, textSchema } from '../../../text/visible-text.ts';
import { checkEntries, describeNode, type FileMap, type Reading, readEntries } from '../../../text/yaml-entries.ts';
import { offsetOf, resolveNode } from '../../../text/yaml-tree.ts';
import * as v from '../../../vendor/valibot.ts';
import type { PolicyTest } from '../test/policy-test.ts';
import { createKnown, isMapping, type Known, MOST_VALUES, readTables } from './test-tables.ts';

const MOST_TESTS = 100;

const ALLOWED = {
  name: TEXT_ALLOWED,
  tables: 'a mapping of tables, each with `columns` and `rows`',
  violations: 'a list of `_cq_platform_id`, or a whole number',
} as const;

const TEST = {
  schema: v.object({
    name: textSchema(LONGEST_TEXT, ALLOWED.name),
    tables: v.custom<object>(isMapping, ALLOWED.tables),
    violations: v.custom<readonly unknown[] | number>(
      (value) => Array.isArray(value) || (Number.isSafeInteger(value) && Number(value) >= 0),
      ALLOWED.violations,
    ),
  }),
  allowed: ALLOWED,
  hasNumbers: true,
};

/** Reads the tests of a policy; what is wrong with them is told. */
export function readTests(node: Node | null, reading: Reading): PolicyTest[] {
  // That it is no list is told already.
  if (!isSeq<Node>(node)) return [];
  const excess = node.items[MOST_TESTS];
  if (excess !== undefined) {
    reading.tell(offsetOf(excess), `\`tests\` has more than ${MOST_TESTS}; allowed: up to ${MOST_TESTS}.`);
    return [];
  }
  const names = new Set<string>();
  const known = createKnown();
  return node.items.flatMap((item) => {
    const map = resolveNode(item, reading.targets);
    if (map === null) return [];
    if (!isMap<Node, Node | null>(map)) {
      const wanted = 'a mapping with `name`, `tables` and `violations`';
      reading.tell(offsetOf(item), `A test is ${describeNode(map, reading.quote)}; allowed: ${wanted}.`);
      return [];
    }
    const test = readTest(map, reading.lineOf(offsetOf(item)), reading, known);
    if (test === null) return [];
    if (names.has(test.name)) {
      const name = reading.quote(test.name, 100);
      reading.tell(offsetOf(item), `Two tests of this policy are called ${name}; allowed: a name of its own for each.`);
    }
    names.add(test.name);
    return [test];
  });
}

function readTest(map: FileMap, line: number, reading: Reading, known: Known): PolicyTest | null {
  const entries = readEntries(map, TEST, reading);
  const values = checkEntries(TEST, entries, offsetOf(map), reading);
  if (values === null) return null;
  known.values = 0;
  const given = entries.get('tables')?.node ?? null;
  const tables = known.tables(given, () => readTables(given, reading, known));
  const expected = entries.get('violations')?.node ?? null;
  const violations = typeof values.violations === 'number' ? values.violations : readIds(expected, reading);
  if (known.values > MOST_VALUES) {
    reading.tell(offsetOf(map), `The test has more than ${formatCount(MOST_VALUES)} values; allowed: up to that.`);
    return null;
  }
  return { name: values.name, line, tables, violations };
}

function readIds(node: Node | null, { targets, tell, quote }: Reading): string[] {
  if (!isSeq<Node>(node)) return [];
  if (node.items.length > MOST_VALUES) {
    tell(offsetOf(node), `\`violations\` has ${node.items.length} ids; allowed: up to ${formatCount(MOST_VALUES)}.`);
    return [];
  }
  return node.items.flatMap((item) => {
    const meant = resolveNode(item, targets);
    const value = isScalar(meant) ? meant.value : null;
    if (typeof value === 'string') return [value];
    if (typeof value === 'number' && isScalar(meant)) return [meant.source ?? String(value)];
    if (meant !== null) tell(offsetOf(item), `\`violations\` holds ${describeNode(meant, quote)}; allowed: ids.`);
    return [];
  });
}
