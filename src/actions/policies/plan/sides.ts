import type { GroupForm, PolicyForm } from '../form.ts';
import type { Existing, Wanted } from './match.ts';

/** What the files ask for. Names of groups and destinations are not looked up yet. */
export interface Files {
  readonly policies: readonly WantedPolicy[];
  readonly groups: readonly Wanted<GroupForm>[];
  /** Whether the folder was there and held a file. */
  readonly isEmpty: boolean;
  /** Why files may be missing that the repository has; null: nothing says so. */
  readonly mayLack: string | null;
}

/** The lines of a list, by the names in it. */
export type NameLines = ReadonlyMap<string, number>;

/** A policy as its file says: groups and destinations by their names. */
export interface WantedPolicy extends Omit<Wanted<PolicyForm>, 'form'> {
  readonly form: Omit<PolicyForm, 'groups' | 'notify'>;
  readonly groupNames: readonly string[];
  /** Null: the file says nothing of them. */
  readonly notifyNames: readonly string[] | null;
  /** The lines of these names in the file. */
  readonly groupLines?: NameLines;
  readonly notifyLines?: NameLines;
}

/** What the Platform has, read whole. */
export interface PlatformState {
  readonly policies: readonly ExistingPolicy[];
  readonly groups: readonly Existing<GroupForm>[];
  readonly destinations: readonly Destination[];
}

/** A policy of the Platform: groups by their ids. */
export interface ExistingPolicy extends Omit<Existing<PolicyForm>, 'form'> {
  readonly form: Omit<PolicyForm, 'groups' | 'notify'>;
  readonly groupIds: readonly string[];
  readonly destinationIds: readonly string[];
  /** Who changed it last, and when, as far as the Platform says. */
  readonly changedBy: string | null;
  readonly changedAt: string | null;
}

export interface Destination {
  readonly id: string;
  readonly name: string;
}
