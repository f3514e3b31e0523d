import { toLogText } from '../../src/text/escape.ts';
import { SchemaProblem } from './shape.ts';

/** One difference between what an endpoint is relied on for and what a Platform says of it. */
export interface Difference {
  /** Whether the gate, as it is, can't work with it. */
  readonly breaks: boolean;
  /** A part of the request or of the answer; empty: the endpoint as a whole. */
  readonly where: string;
  readonly message: string;
}

/** The same, with its endpoint, such as `GET /policies`. */
export interface Finding extends Difference {
  readonly endpoint: string;
}

/** Differences, or only their messages if their place is added later. */
export type Differences = Iterable<Difference | string>;

/** Puts messages in their place. What can't be read can't be relied on. */
export function* at(where: string, differences: Differences): Generator<Difference> {
  try {
    for (const one of differences) yield typeof one === 'string' ? { breaks: true, where, message: one } : one;
  } catch (error) {
    if (!(error instanceof SchemaProblem)) throw error;
    yield { breaks: true, where, message: `can't be read: it ${toLogText(error.message, 200)}` };
  }
}

/** What does no harm. */
export function grown(where: string, message: string): Difference {
  return { breaks: false, where, message };
}

/** What a description names is a stranger's text. */
export function quote(text: unknown): string {
  return toLogText(String(text), 100);
}

/** The findings for people: what breaks, then what is only said, each by endpoint. */
export function renderFindings(findings: readonly Finding[]): string {
  const { broken = [], rest = [] } = Object.groupBy(findings, ({ breaks }) => (breaks ? 'broken' : 'rest'));
  const differences = broken.length === 1 ? '1 difference breaks' : `${broken.length} differences break`;
  return [
    ...section('Breaks the gate', broken),
    ...section('Has grown, which does no harm', rest),
    broken.length === 0 ? 'Nothing is missing.' : `${differences} the gate.`,
  ].join('\n');
}

function section(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const lines = [...Map.groupBy(findings, ({ endpoint }) => endpoint)].flatMap(([endpoint, own]) => [
    `  ${endpoint}`,
    ...own.map(({ where, message }) => `    ${where === '' ? '' : `${where} `}${message}`),
  ]);
  return [`${title}:`, ...lines, ''];
}
