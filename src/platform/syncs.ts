import * as v from '../vendor/valibot.ts';
import type { Requester } from './http/requester.ts';
import { NonEmptyText, read } from './schema.ts';

export const SyncBody = v.object({ name: NonEmptyText });

/** The name of a sync in a list of them. @throws {SchemaError} */
export function readSyncName(json: unknown, path = ''): string {
  return read(SyncBody, json, path).name;
}

export const SyncState = v.object({ disabled: v.boolean() });

/** Whether a sync is disabled. @throws {SchemaError} */
export function readSyncDisabled(json: unknown): boolean {
  return read(SyncState, json).disabled;
}

/** The syncs. */
export interface SyncClient {
  /** @throws {PlatformError} */
  listSyncNames(): Promise<string[]>;
  /** It only tells more: one try, and null if it fails. */
  findSyncDisabled(syncName: string): Promise<boolean | null>;
}

/** The endpoints of the syncs. */
export function createSyncs({ list, find }: Requester): SyncClient {
  return {
    listSyncNames: () => list('/syncs', {}, readSyncName, (name) => name),
    findSyncDisabled: (syncName) => find({ path: pathOfSync(syncName) }, (answer) => readSyncDisabled(answer.body)),
  };
}

/** The address of a sync. */
export function pathOfSync(syncName: string): string {
  return `/syncs/${encodeURIComponent(syncName)}`;
}
