import type { QueryClient } from '../../../src/platform/queries.ts';
import { failure } from './client.ts';

/** A Platform that runs no queries for this key. */
export const NO_QUERIES: QueryClient = {
  checkSyntax: () => Promise.reject(failure(403, 'POST')),
  describeColumns: () => Promise.reject(failure(403, 'POST')),
  fetchRows: () => Promise.reject(failure(403, 'POST')),
};
