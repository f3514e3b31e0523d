import type { PolicyObjectClient } from '../../../platform/policy-objects.ts';
import { isOwnedBy, type Mark, readDescription } from '../../../text/mark.ts';
import { canonText } from '../../../text/tidy.ts';
import { compareForms, type GroupForm, type PolicyForm } from '../form.ts';
import type { Change } from '../plan/change.ts';
import { agrees } from '../state.ts';
import type { ApplyDeps, ManagedObject, WritableKind } from './kind.ts';
import type { Seen, Write } from './write.ts';

/** Told of what looks find. */
export interface Watcher<Object> {
  /** The object is as it is to be. */
  readonly onReached?: (object: Object) => void;
  /** It is to be created, and there is one of ours that is not as it is to be. */
  readonly onBornOtherwise?: (object: Object) => void;
}

/** What a look and a write are for a change of any kind. */
export function writeObject<Object extends ManagedObject, Form extends PolicyForm | GroupForm>(
  kind: WritableKind<Object, Form>,
  change: Change<Form>,
  deps: ApplyDeps,
  { onReached, onBornOtherwise }: Watcher<Object>,
): Write {
  const { verb, slug, id, before, after, markBefore } = change;
  const { client, lastClient, owner, groups } = deps;
  const mark: Mark = { owner, slug };
  // A toggle writes no description.
  const markAfter = writeVerb(change) === 'toggle' ? markBefore : mark;
  /** The id that the answer to a creation names. */
  let born: string | null = null;
  /** As the last look found it. */
  let found: Object | null = null;

  /** There may be several of what has no id yet. */
  async function find(asked: PolicyObjectClient, wasLost: boolean): Promise<readonly Object[]> {
    if (id !== null) return asList(await kind.find(asked, id));
    // A search finds what the server takes for the name. No second one may be made because it left the first one out.
    const all = await kind.list(asked, wasLost ? undefined : after?.name);
    const ours = all.filter((one) => isMarked(one, mark));
    if (ours.length > 0) return ours;
    if (born !== null) return asList(await kind.find(asked, born));
    // One of this name that is not ours: somebody made it since the plan, or the Platform cut the mark off.
    return all.filter((one) => isNamed(one, after) && !isOwnedBy(readDescription(one.description).mark, owner));
  }

  const look: Write['look'] = async ({ wasLost, isLast }) => {
    const [object, ...twins] = await find(isLast ? lastClient() : client, wasLost);
    found = object ?? null;
    if (object === undefined) return { look: 'missing' };
    if (twins.length > 0) return { look: 'twice', detail: [object, ...twins].map((one) => one.id).join(', ') };
    const seen = { mark: readDescription(object.description).mark, form: kind.toForm(object, groups) };
    if (after !== null && agrees(seen, { mark: markAfter, form: after })) {
      onReached?.(object);
      return { look: 'after' };
    }
    if (verb === 'create' && (object.id === born || isMarked(object, mark))) onBornOtherwise?.(object);
    const isBefore = before !== null && agrees(seen, { mark: markBefore, form: before });
    const obstacle = isBefore && verb === 'delete' ? (kind.findObstacle?.(object) ?? null) : null;
    if (obstacle !== null) return { look: 'other', detail: obstacle };
    return isBefore ? { look: 'before' } : describeOther(seen, { mark: markAfter, form: after ?? before });
  };

  async function send(signal: AbortSignal): Promise<void> {
    if (after !== null && verb === 'create') {
      born = await kind.create(after, mark, deps, signal);
      return;
    }
    if (id === null || found === null) throw new Error(`${kind.name} ${slug} is to be written before it was found`);
    // To the object of the plan, whatever an answer calls itself.
    if (verb === 'delete') return kind.delete(client, id, signal);
    if (verb === 'pause' || verb === 'resume') return kind.toggle(client, id, signal);
    if (after !== null) await kind.update({ ...found, id }, after, mark, deps, signal);
  }
  return { verb: writeVerb(change), look, send };
}

/** How a request of it may be repeated. */
export function writeVerb({ kind, verb }: Pick<Change, 'kind' | 'verb'>): Write['verb'] {
  if (verb === 'create' || verb === 'delete') return verb;
  if (verb === 'pause' || verb === 'resume') return 'toggle';
  // Its policies are sent with it, as they were a moment ago.
  return kind === 'group' ? 'replace' : 'change';
}

function asList<T>(item: T | null): T[] {
  return item === null ? [] : [item];
}

function isMarked({ description }: ManagedObject, { owner, slug }: Mark): boolean {
  const { mark } = readDescription(description);
  return isOwnedBy(mark, owner) && mark.slug === slug;
}

function isNamed({ name }: ManagedObject, form: { readonly name: string } | null): boolean {
  return form !== null && canonText(name) === canonText(form.name);
}

/** Names what differs. */
function describeOther<F extends PolicyForm | GroupForm>(
  seen: { readonly mark: Mark | null; readonly form: F },
  wanted: { readonly mark: Mark | null; readonly form: F | null },
): Seen {
  const isMarkedSo = agrees(seen, { mark: wanted.mark, form: seen.form });
  const fields = wanted.form === null ? [] : compareForms(seen.form, wanted.form).map(({ field }) => field);
  return { look: 'other', detail: [...(isMarkedSo ? [] : ['mark']), ...fields].join(', ') };
}
