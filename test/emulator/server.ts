import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, answerProblem, Problem } from './answers.ts';
import { type FaultPlan, hasEffect } from './faults.ts';
import type { RecordedRequest } from './record.ts';
import { sendAnswer, sendFault } from './respond.ts';
import { findRoute } from './routes.ts';

export interface ServerOptions {
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string } | null;
  readonly faults: FaultPlan;
  /** What the `Date` header says, in milliseconds since 1970; null: there is none. */
  readonly date: () => number | null;
  readonly answer: (request: RecordedRequest) => Answer;
  /** Every request, as soon as it is read. */
  readonly record: (request: RecordedRequest) => void;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const listener: http.RequestListener = (request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      // A client that went away is no fault of the emulator. Everything else is, and tests should see it.
      if (response.destroyed || response.headersSent) return void response.destroy();
      sendAnswer(response, answerProblem(new Problem(500, `emulator: ${String(error)}`)));
    });
  };
  const server = options.tls === null ? http.createServer(listener) : https.createServer(options.tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(request: http.IncomingMessage, response: http.ServerResponse, options: ServerOptions) {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const method = request.method ?? 'GET';
  const recorded: RecordedRequest = {
    method,
    path: url.pathname,
    route: findRoute(method, url.pathname)?.route.name ?? null,
    query: url.searchParams,
    headers: request.headers,
    body: await text(request),
    at: Date.now(),
    status: null,
  };
  options.record(recorded);
  response.on('finish', () => {
    recorded.status = response.statusCode;
  });
  const date = options.date();
  response.sendDate = false;
  if (date !== null) response.setHeader('date', new Date(date).toUTCString());
  const fault = options.faults.take(recorded);
  if (fault === null) return sendAnswer(response, options.answer(recorded));
  // The request takes effect once, however often its answer is read.
  let answer = hasEffect(fault) ? options.answer(recorded) : null;
  await sendFault(response, fault.do, () => {
    answer ??= options.answer(recorded);
    return answer;
  });
}
