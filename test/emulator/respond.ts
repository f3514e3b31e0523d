import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { type Answer, answerHtml, answerJson } from './answers.ts';
import { type FaultKind, rewriteAnswer } from './faults.ts';

/** Sends an answer as it is meant. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  for (const chunk of answer.chunks.slice(0, -1)) response.write(chunk);
  response.end(answer.chunks.at(-1));
}

function writeHead(response: ServerResponse, { status, contentType, chunks }: Answer): void {
  response.statusCode = status;
  if (contentType !== null) response.setHeader('content-type', contentType);
  if (chunks.length === 1) response.setHeader('content-length', Buffer.byteLength(chunks[0] ?? ''));
}

/**
 * Sends an answer as the fault wants it.
 * @param usual gives the usual answer; the request takes effect with the first call
 */
export async function sendFault(response: ServerResponse, fault: FaultKind, usual: () => Answer): Promise<void> {
  switch (fault.kind) {
    case 'status':
      for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value);
      return sendAnswer(response, answerStatus(fault.status, fault.body));
    case 'html':
      return sendAnswer(response, answerHtml(fault.status, `${fault.status} from a proxy`));
    case 'garbage': {
      const contentType = fault.contentType ?? 'application/json; charset=utf-8';
      return sendAnswer(response, { status: fault.status ?? 200, contentType, chunks: [fault.body] });
    }
    case 'redirect':
      response.setHeader('location', fault.location);
      return sendAnswer(response, { status: fault.status, contentType: null, chunks: [''] });
    case 'delay':
      await sleep(fault.ms, undefined, { ref: false });
      // The client is gone: the request takes no effect either.
      if (!response.destroyed) sendAnswer(response, usual());
      return;
    case 'stall':
      return;
    case 'meanwhile':
      await fault.happens();
      return fault.next === undefined ? sendAnswer(response, usual()) : sendFault(response, fault.next, usual);
    case 'reset':
      resetConnection(response);
      return;
    case 'cut':
      return sendPart(response, usual(), fault.bytes ?? 'half', () => response.socket?.destroy());
    case 'trickle':
      return sendPart(response, usual(), fault.bytes ?? 0, () => {});
    case 'rewrite':
    case 'rewriteText':
      return sendAnswer(response, rewriteAnswer(usual(), fault));
  }
}

/** Node resets only plain connections; a TLS one ends without its close message, which has the same effect. */
function resetConnection({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

function answerStatus(status: number, body: unknown): Answer {
  if (status === 204 || status === 304) return { status, contentType: null, chunks: [] };
  return answerJson(status, body ?? { message: `scripted ${status}`, status });
}

/** Announces the whole body and sends a part of it. */
function sendPart(response: ServerResponse, answer: Answer, bytes: number | 'half', then: () => void): void {
  writeHead(response, answer);
  const body = Buffer.from(answer.chunks.join(''));
  const part = body.subarray(0, bytes === 'half' ? Math.floor(body.length / 2) : bytes);
  response.flushHeaders();
  // An empty write would be dropped, and its callback with it.
  if (part.length === 0) response.socket?.write('', then);
  else response.write(part, then);
}
