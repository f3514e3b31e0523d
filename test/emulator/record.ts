import type { IncomingHttpHeaders } from 'node:http';
import type { RouteName } from './routes.ts';

/** A request as it came, kept for assertions. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query; below the address, so with `/api`. */
  readonly path: string;
  /** Null: an address that the emulator does not know. */
  readonly route: RouteName | null;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since 1970, on this machine's clock. */
  readonly at: number;
  /** Null as long as it was not answered. */
  status: number | null;
}
