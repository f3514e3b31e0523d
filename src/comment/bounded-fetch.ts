import { findExcess, LARGEST_BODY } from '../platform/http/body.ts';
import { GitHubError } from './failure.ts';

/** Statuses whose answers have no body. */
const BODILESS = [204, 205, 304];

/**
 * A `fetch` whose answers are read whole, up to the bounds that the Platform's have: Octokit would read one without an
 * end for as long as there is memory, and parse whatever came.
 * @returns answers that are read; rejects with a GitHubError for one that goes beyond
 */
export function boundFetch(fetch: typeof globalThis.fetch, signal: AbortSignal): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init).catch((error: unknown) => {
      // Of itself it only says that it failed.
      throw error instanceof TypeError ? (error.cause ?? error) : error;
    });
    const { status, headers } = answer;
    if (BODILESS.includes(status)) return answer;
    const text = await readBounded(answer.body);
    const excess =
      text === null ? `it is larger than ${LARGEST_BODY / 2 ** 20} MiB` : (await findExcess(text, signal))?.problem;
    if (excess !== undefined)
      throw new GitHubError(`GitHub's answer (${status}) is not read: ${excess}`, { kind: 'unreadable' });
    return new Response(text, { status, headers });
  };
}

/** Null if there is more. */
async function readBounded(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
