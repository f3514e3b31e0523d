/** The answer of a route, before any fault spoils it. */
export interface Answer {
  readonly status: number;
  /** Null: no body. */
  readonly contentType: string | null;
  /** Several are sent as chunks, without a content-length. */
  readonly chunks: readonly string[];
}

export function answerJson(status: number, body: unknown): Answer {
  return answerJsonText(status, JSON.stringify(body));
}

/** For JSON that is a text already. */
export function answerJsonText(status: number, json: string): Answer {
  return { status, contentType: 'application/json; charset=utf-8', chunks: [json] };
}

export function answerText(lines: readonly string[]): Answer {
  return { status: 200, contentType: 'text/plain; charset=utf-8', chunks: ['', ...lines.map((line) => `${line}\n`)] };
}

export function answerHtml(status: number, title: string): Answer {
  const page = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>request 7f3a</p></body></html>\n`;
  return { status, contentType: 'text/html; charset=utf-8', chunks: [page] };
}

export const NO_CONTENT: Answer = { status: 204, contentType: null, chunks: [] };

/** An error that the Platform answers as `{message, status}`, which may have more. */
export class Problem extends Error {
  readonly status: number;
  readonly fieldErrors: Readonly<Record<string, string>>;
  readonly errors: readonly string[];

  constructor(
    status: number,
    message: string,
    more: { errors?: readonly string[]; fieldErrors?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = more.errors ?? [];
    this.fieldErrors = more.fieldErrors ?? {};
  }
}

export function answerProblem({ status, message, errors, fieldErrors }: Problem): Answer {
  return answerJson(status, {
    message,
    status,
    ...(errors.length > 0 ? { errors } : {}),
    ...(Object.keys(fieldErrors).length > 0 ? { field_errors: fieldErrors } : {}),
  });
}
