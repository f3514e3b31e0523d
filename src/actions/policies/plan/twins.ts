import { foldLook } from '../../../text/look-alike.ts';
import { canonText } from '../../../text/tidy.ts';
import { NOUNS } from '../form.ts';
import type { PlannedChange } from './change.ts';
import type { PlatformState } from './sides.ts';

/**
 * Names that a plan gives, and that look like the name of another object of the Platform. A file takes over only what has
 * its very name, so that such an object gets a second one beside it.
 */
export function describeTwins(changes: readonly PlannedChange[], { policies, groups }: PlatformState): string[] {
  const written = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
  const others = new Map<string, { readonly id: string; readonly name: string }>();
  for (const [kind, objects] of [
    ['policy', policies],
    ['group', groups],
  ] as const) {
    for (const { id, form } of objects) {
      // What the plan itself writes is named as its own file says.
      if (!written.has(`${kind} ${id}`)) others.set(`${kind} ${foldLook(form.name)}`, { id, name: form.name });
    }
  }
  return changes.flatMap(({ kind, slug, name, before, after }) => {
    const isNamed = after !== null && (before === null || canonText(before.name) !== canonText(name));
    const other = isNamed ? others.get(`${kind} ${foldLook(name)}`) : undefined;
    if (other === undefined || canonText(other.name) === canonText(name)) return [];
    const noun = NOUNS[kind];
    // @failure managing | not affected | =
    return [
      `The Platform has the ${noun} “${other.name}” (${other.id}), whose name looks like that of ${slug}, “${name}”: they differ only in upper and lower case, in blanks or in characters that can't be seen. If both are the same object, write the name in the file as the Platform has it, and set \`adopt: by-name\`.`,
    ];
  });
}
