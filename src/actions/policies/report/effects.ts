import { countNouns } from '../../../text/format.ts';
import type { Mark } from '../../../text/mark.ts';
import type { FieldChange, GroupForm, KindName, PolicyForm } from '../form.ts';
import type { Member, PlannedChange } from '../plan/change.ts';
import { compareLists, type NameOf } from './describe.ts';

/** So many names of a list are told. */
const NAMES_SHOWN = 10;

/** What becomes of alerts, groups and gates with a change, as sentences. */
export function describeEffects(change: PlannedChange, nameOf: NameOf): string[] {
  return EFFECTS[change.kind](change, nameOf);
}

const EFFECTS: Readonly<Record<KindName, typeof describeEffects>> = {
  policy: describePolicyEffects,
  group: describeGroupEffects,
};

function describeGroupEffects({ verb, slug, markBefore, members }: PlannedChange): string[] {
  if (verb === 'delete') {
    return [describeMembers(members), 'A gate that names it in `policy-groups` finds nothing.'];
  }
  return verb === 'adopt' ? [describeMark(slug, markBefore, 'its policies stay in it')] : [];
}

function describeMembers(members: readonly Member[]): string {
  if (members.length === 0) return 'The list of policies shows none that stays in it.';
  const names = joinNames(members.map(({ name }) => name));
  const [stays, are] = members.length === 1 ? ['stays', 'is'] : ['stay', 'are'];
  return `${countNouns(members.length, 'policy', 'policies')} ${stays}, and ${are} no longer in it: ${names}.`;
}

function describePolicyEffects(change: PlannedChange, nameOf: NameOf): string[] {
  const { verb, slug, fields, before, after, markBefore } = change;
  switch (verb) {
    case 'delete':
      return [
        'Its alert and its history are deleted with it, and no gate judges it any more.',
        ...describeLeaving(before, nameOf),
      ];
    case 'pause':
      return ['Its alert is switched off, and gates leave it out.'];
    case 'resume':
      return ['Its alert is switched on again, and gates judge it again.'];
    case 'create':
      return after === null ? [] : describeBirth(after, nameOf);
    case 'adopt':
      return [describeMark(slug, markBefore, 'its history and its alert stay'), ...describeMoves(fields, nameOf)];
    case 'update':
      return describeMoves(fields, nameOf);
  }
}

/** Whether sentences about the change leave names out, which they count instead. */
export function leavesNamesOut({ verb, fields, before, after, members }: PlannedChange): boolean {
  const lists = fields.flatMap((one) => Object.values(compareLists(one.before, one.after)));
  const born = verb === 'create' && after !== null && 'query' in after ? [after.groups, after.notify ?? []] : [];
  const left = verb === 'delete' && before !== null && 'query' in before ? [before.groups] : [];
  return [...lists, ...born, ...left, members].some((names) => names.length > NAMES_SHOWN);
}

function describeMark(slug: string, before: Mark | null, rest: string): string {
  return before === null
    ? `It gets the mark of this repository; ${rest}.`
    : `It had the slug \`${before.slug}\`, whose file is gone, and gets the slug \`${slug}\`; ${rest}.`;
}

function describeBirth(form: PolicyForm | GroupForm, nameOf: NameOf): string[] {
  if (!('query' in form)) return [];
  const groups = form.groups.length === 0 ? [] : [`It goes into ${listNames('the group', form.groups, nameOf)}.`];
  const told = form.notify ?? [];
  const whom = told.length === 0 ? 'nobody' : listNames('the destination', told, nameOf);
  if (form.status === 'active') return [`It starts active: its alert is on, and tells ${whom}.`, ...groups];
  const later = told.length === 0 ? '' : ` After that its alert, which is switched off, gets ${whom}.`;
  return [`It starts active, tells nobody, and is paused at once.${later}`, ...groups];
}

function describeLeaving(form: PolicyForm | GroupForm | null, nameOf: NameOf): string[] {
  if (form === null || !('query' in form) || form.groups.length === 0) return [];
  return [`It leaves ${listNames('the group', form.groups, nameOf)}.`];
}

function describeMoves(fields: readonly FieldChange[], nameOf: NameOf): string[] {
  return fields.flatMap(({ field, before, after }) => {
    if (field !== 'groups' && field !== 'notify') return [];
    const { added, removed } = compareLists(before, after);
    const [noun, gains, loses] =
      field === 'groups'
        ? (['the group', 'It goes into', 'It leaves'] as const)
        : (['the destination', 'Its alert also tells', 'Its alert no longer tells'] as const);
    return [
      ...(removed.length > 0 ? [`${loses} ${listNames(noun, removed, nameOf)}.`] : []),
      ...(added.length > 0 ? [`${gains} ${listNames(noun, added, nameOf)}.`] : []),
    ];
  });
}

/** `the group “A”`, `the groups “A” and “B”`, or the first ones and how many there are besides. */
function listNames(noun: string, refs: readonly string[], nameOf: NameOf): string {
  return `${noun}${refs.length === 1 ? '' : 's'} ${joinNames(refs.map(nameOf))}`;
}

function joinNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  if (rest > 0) shown.push(`${rest} more`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
