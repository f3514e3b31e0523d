import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOpenApiValidator } from './openapi.ts';

export interface ValidatingProxy extends AsyncDisposable {
  /** Stands for the Platform's own address. */
  readonly url: string;
  /** The contradictions to the description, one line each. */
  readonly findings: readonly string[];
  /** How many exchanges were whole, and so could be checked. */
  readonly checked: number;
  close(): Promise<void>;
}

/** Only of this connection, or set anew by Node. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];

/**
 * Stands in front of a Platform, hands everything through as it comes, and checks every request and every answer
 * against the description. If the Platform cuts or stalls an answer, it is cut or stalled here, too.
 */
export async function startValidatingProxy(targetUrl: string, description: unknown): Promise<ValidatingProxy> {
  const validator = createOpenApiValidator(description);
  const findings: string[] = [];
  let checked = 0;

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', targetUrl);
    const method = request.method ?? 'GET';
    const sent: Buffer[] = [];
    const upstream = http.request(url, { method, headers: { ...request.headers, host: url.host }, agent: false });
    request.on('data', (chunk: Buffer) => sent.push(chunk));
    request.pipe(upstream);
    upstream.on('error', () => response.socket?.resetAndDestroy());
    // A client that gives up gives up the request behind it.
    response.on('close', () => upstream.destroy());
    upstream.on('response', (answer) => {
      const received: Buffer[] = [];
      const headers = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
      response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers));
      response.flushHeaders();
      answer.on('data', (chunk: Buffer) => {
        received.push(chunk);
        response.write(chunk);
      });
      answer.on('error', () => response.socket?.destroy());
      answer.on('end', () => {
        checked += 1;
        // Before the client sees the end, so that it finds all findings.
        findings.push(
          ...validator.check({
            method,
            path: url.pathname,
            query: url.searchParams,
            authorization: request.headers.authorization,
            requestBody: Buffer.concat(sent).toString(),
            status: answer.statusCode ?? 0,
            contentType: answer.headers['content-type'] ?? '',
            responseBody: Buffer.concat(received).toString(),
          }),
        );
        response.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    findings,
    get checked() {
      return checked;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
