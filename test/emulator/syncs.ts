import { DATA, GCP, LEGACY, PROD, STAGING } from './estate.ts';

export interface SyncDefinition {
  name: string;
  displayName: string;
  /** The source plugin: its tables are filled. */
  source: 'aws' | 'gcp';
  accountIds: string[];
  disabled: boolean;
}

/** A sync, as a test would write it: parts that are not given are usual. */
export function syncOf(given: Partial<SyncDefinition> & { name: string }): SyncDefinition {
  return {
    displayName: given.name.replaceAll('-', ' '),
    source: 'aws',
    accountIds: [PROD, DATA],
    disabled: false,
    ...given,
  };
}

export function usualSyncs(): SyncDefinition[] {
  return [
    syncOf({ name: 'aws-prod' }),
    syncOf({ name: 'aws-staging', accountIds: [STAGING] }),
    syncOf({ name: 'gcp-prod', source: 'gcp', accountIds: [GCP] }),
    syncOf({ name: 'aws-legacy', accountIds: [LEGACY], disabled: true }),
  ];
}
