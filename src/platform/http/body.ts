import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeJsonFlaw, type JsonLimits, scanJson } from '../../text/json-scan.ts';

/** In bytes: a larger answer in JSON is nobody's. */
export const LARGEST_BODY = 64 * 2 ** 20;

/** To parse so much takes some tenths of a second. A page of a thousand policies has some 20,000 lists and objects. */
const JSON_WORK: JsonLimits = { depth: 100, containers: 200_000, values: 1_000_000, names: 1_000_000 };

export interface BodyLimits {
  readonly bytes: number;
  /** `all`: more than that is a problem. `end`: only so much of the end is kept. */
  readonly keep: 'all' | 'end';
}

export interface Body {
  readonly text: string;
  /** How many came. */
  readonly bytes: number;
  /** Why the text is not the whole body; null if it is. */
  readonly problem: string | null;
  /** Whether it is more than the limits allow. */
  readonly isTooLarge: boolean;
}

/**
 * Reads a response's body and always settles: who listens for `data` and `end` only waits for ever if the
 * connection is cut inside the body.
 * @throws if the request was aborted
 */
export async function readBody(message: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let bytes = 0;
  const settle = (problem: string | null) => ({ text: decode(chunks, limits), bytes, problem, isTooLarge: false });
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      kept += chunk.length;
      bytes += chunk.length;
      if (limits.keep === 'all' && kept > limits.bytes) {
        // @failure platform#body
        return { text: '', bytes, problem: `it is larger than ${limits.bytes / 2 ** 20} MiB`, isTooLarge: true };
      }
      while (kept - (chunks[0]?.length ?? 0) > limits.bytes) kept -= chunks.shift()?.length ?? 0;
    }
  } catch (error) {
    // Of a log that has no end yet, what has come is what is wanted.
    if (limits.keep === 'end' && kept > 0) return settle(null);
    if (error instanceof Error && error.name === 'AbortError') throw error;
    // @failure platform#body
    return settle('the connection was cut inside it');
  }
  return settle(message.complete ? null : 'the connection was cut inside it');
}

/** What is wrong with a body as JSON. */
export interface Excess {
  /** The end of a sentence. */
  readonly problem: string;
  /** Whether it is more than is ever read. */
  readonly isTooLarge: boolean;
}

/**
 * Looks through a body before it is parsed, in turns, so that a deadline or a signal ends it.
 * @returns null if nothing is wrong with it
 * @throws if the request was aborted
 */
export async function findExcess(text: string, signal: AbortSignal): Promise<Excess | null> {
  const scan = scanJson(text, JSON_WORK);
  for (;;) {
    const { done, value } = scan.next();
    if (done) return value && { problem: describeJsonFlaw(value), isTooLarge: value.kind === 'too-many' };
    await nextTurn();
    if (signal.aborted) throw new Error('the request was aborted');
  }
}

function decode(chunks: readonly Buffer[], limits: BodyLimits): string {
  const bytes = Buffer.concat(chunks);
  return (limits.keep === 'end' ? bytes.subarray(-limits.bytes) : bytes).toString('utf8');
}
