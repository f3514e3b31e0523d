import type { PolicyObjectClient } from '../../../platform/policy-objects.ts';
import type { Mark } from '../../../text/mark.ts';
import type { GroupForm, KindName, PolicyForm } from '../form.ts';
import type { Change } from '../plan/change.ts';
import type { GroupIds } from '../state.ts';
import type { Settled, WriteDeps } from './write.ts';

export interface ApplyDeps extends WriteDeps {
  readonly client: PolicyObjectClient;
  /** Another one, for what is still to be looked at after a cancellation or the deadline. */
  readonly lastClient: () => PolicyObjectClient;
  readonly owner: string;
  readonly groups: GroupIds;
  /** The ids of what is deleted by now. A list may show it for a while. */
  readonly deleted: ReadonlySet<string>;
  readonly info: (line: string) => void;
}

/** The forms of all kinds. */
export interface Forms {
  readonly policy: PolicyForm;
  readonly group: GroupForm;
}

/** Writes a change of one kind, and finds out what became of it. Never throws. */
export type SettleChange<Form> = (change: Change<Form>, deps: ApplyDeps) => Promise<Settled>;

/** All that the Platform has of an object of any kind. */
export interface ManagedObject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** How objects of one kind are found and written. Every write is sent once. */
export interface WritableKind<Object extends ManagedObject, Form> {
  readonly name: KindName;
  /** Null, or a 404 that is thrown: it is not there. */
  find(client: PolicyObjectClient, id: string): Promise<Object | null>;
  /** All of them. @param name those with this name are enough; a search decides what that is */
  list(client: PolicyObjectClient, name: string | undefined): Promise<readonly Object[]>;
  toForm(object: Object, groups: GroupIds): Form;
  /** What speaks against its deletion, although its form is as it was; null: nothing. */
  findObstacle?(object: Object): string | null;
  /** @returns the id of the new object */
  create(form: Form, mark: Mark, deps: ApplyDeps, signal: AbortSignal): Promise<string>;
  /** @param seen the object as it was a moment ago */
  update(seen: Object, form: Form, mark: Mark, deps: ApplyDeps, signal: AbortSignal): Promise<void>;
  toggle(client: PolicyObjectClient, id: string, signal: AbortSignal): Promise<void>;
  delete(client: PolicyObjectClient, id: string, signal: AbortSignal): Promise<void>;
}
