import type { PolicyDraft, PolicyObject } from '../../../src/platform/policy-object.ts';
import type { PolicyObjectClient } from '../../../src/platform/policy-objects.ts';
import { Problem } from '../../emulator/answers.ts';
import type { PolicyDefinition } from '../../emulator/policies.ts';
import { openPolicyBook, type PolicyBook, USUAL_WRITING, type WritingOptions } from '../../emulator/policy-book.ts';
import { failure } from './client.ts';
import type { FakeClock } from './clock.ts';

/** What becomes of a write: it is done and answered; done, and the answer lost; not done, and the answer lost; refused. */
export type Fate = 'ok' | 'answer-lost' | 'request-lost' | 'refused' | 'busy';

export interface FakePlatform {
  readonly book: PolicyBook;
  readonly client: PolicyObjectClient;
  /** Every write that was sent, such as `createPolicy buckets`. */
  readonly writes: readonly string[];
  /** How many requests there were. */
  requests(): number;
}

/** The policies of a Platform, with simulated time. @param fateOf of the n-th write, from 0 */
export function fakePlatform(
  clock: FakeClock,
  given: readonly PolicyDefinition[] = [],
  options: Partial<WritingOptions> = {},
  fateOf: (index: number, what: string) => Fate = () => 'ok',
): FakePlatform {
  const book = openPolicyBook(given, { ...USUAL_WRITING, ...options }, clock.now);
  const writes: string[] = [];
  let requests = 0;

  async function ask<T>(read: () => T): Promise<T> {
    requests += 1;
    try {
      return read();
    } catch (error) {
      throw error instanceof Problem ? failure(error.status) : error;
    }
  }
  async function write<T>(what: string, act: () => T): Promise<T> {
    const fate = fateOf(writes.length, what);
    writes.push(what);
    if (fate === 'refused') throw failure(403, 'POST');
    if (fate === 'busy') throw failure(429, 'POST', 1_000);
    if (fate === 'request-lost') throw failure('timeout', 'POST');
    const done = await ask(act);
    if (fate === 'answer-lost') throw failure('network', 'POST');
    return done;
  }
  function toObject({
    id,
    name,
    domain,
    severity,
    description,
    status,
    query,
    groups,
    destinations,
  }: PolicyDefinition): PolicyObject {
    const groupIds = book
      .groups()
      .filter((group) => groups.includes(group.name))
      .map((group) => group.id);
    const destinationIds = destinations ?? book.destinations.slice(0, 1).map((one) => one.id);
    return {
      id,
      name,
      domain,
      severity,
      description,
      status,
      query,
      groupIds,
      destinationIds,
      updatedBy: null,
      updatedAt: null,
    };
  }
  const textOf = ({ name, domain, severity, description, query }: PolicyDraft) => ({
    name,
    domain,
    severity,
    description,
    query,
  });
  const client: PolicyObjectClient = {
    listPolicyObjects: (search = '') =>
      ask(() =>
        book
          .policies()
          .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
          .map(toObject),
      ),
    getPolicyObject: (id) => ask(() => toObject(book.findPolicy(id))),
    listGroupObjects: () =>
      ask(() =>
        book.groups().map((group) => ({
          ...group,
          policyCount: book.policies().filter(({ groups }) => groups.includes(group.name)).length,
        })),
      ),
    listDestinations: () => ask(() => [...book.destinations]),
    createPolicy: (draft) =>
      write(`createPolicy ${draft.name}`, () =>
        toObject(book.createPolicy(textOf(draft), draft.groupIds, draft.destinationIds)),
      ),
    updatePolicy: (id, draft) =>
      write(
        `updatePolicy ${draft.name}`,
        () => void book.updatePolicy(id, textOf(draft), draft.groupIds, draft.destinationIds),
      ),
    togglePolicy: (id) => write(`togglePolicy ${id}`, () => void book.togglePolicy(id)),
    deletePolicy: (id) => write(`deletePolicy ${id}`, () => book.deletePolicy(id)),
    createGroup: (draft) =>
      write(`createGroup ${draft.name}`, () => ({ ...book.createGroup(draft.name, draft.description, []) })),
    updateGroup: (id, draft) =>
      write(`updateGroup ${draft.name}`, () => void book.updateGroup(id, draft, draft.policyIds)),
    deleteGroup: (id) => write(`deleteGroup ${id}`, () => book.deleteGroup(id)),
  };
  return { book, client, writes, requests: () => requests };
}
