import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { formatCount } from './format.ts';
import type { Quote } from './redact.ts';
import { offsetOf, type Problem, type Targets } from './yaml-tree.ts';

/** 10,000 waivers whose five texts are aliases have half of them. */
export const MOST_ALIASED = 100_000;

/** So many characters of a text count as one more value. */
const CHARACTERS_OF_VALUE = 1_000;

/**
 * What aliases make of a small file: the first place where they stand for too many values, or for themselves; null: there
 * is none. Each node is visited once, whatever the aliases expand to.
 */
export function findExpansion(root: Node | null, targets: Targets, quote: Quote): Problem | null {
  /** How many values a node with an anchor holds, aliases written out. An alias can only mean one that began before it. */
  const sizes = new Map<Node, number>();
  let aliased = 0;
  let problem: Problem | null = null;

  function measureAlias(alias: Alias): number {
    const target = targets.get(alias);
    if (target === undefined) return 0;
    const size = sizes.get(target);
    aliased += size ?? 0;
    if (size === undefined) {
      // @failure inputs#aliases | Write the values themselves in place of the aliases.
      const sentence = `The alias \`${quote(`*${alias.source}`, 100)}\` contains itself, so it has no end.`;
      problem ??= { offset: offsetOf(alias), sentence };
    } else if (aliased > MOST_ALIASED) {
      // @failure inputs#aliases
      const sentence = `The aliases up to here stand for more than ${formatCount(MOST_ALIASED)} values; allowed: up to that in a file.`;
      problem ??= { offset: offsetOf(alias), sentence };
    }
    return size ?? 0;
  }

  function measure(node: Node | null): number {
    if (node === null) return 1;
    if (isAlias(node)) return measureAlias(node);
    let size = 1;
    if (isScalar(node)) size += Math.floor((node.source ?? '').length / CHARACTERS_OF_VALUE);
    else if (isSeq<Node | null>(node)) for (const item of node.items) size += measure(item);
    else if (isMap<Node, Node | null>(node)) {
      for (const { key, value } of node.items) size += measure(key) + measure(value);
    }
    if (node.anchor !== undefined) sizes.set(node, size);
    return size;
  }

  measure(root);
  return problem;
}
