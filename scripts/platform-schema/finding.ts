import { toLogText } from '../../src/text/escape.ts';
import { SchemaProblem } from './shape.ts';

/** One difference between what the gate needs of an endpoint and what a Platform says of it. */
export interface Difference {
  /** Whether this version of the gate can't work with it. */
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

/** Puts messages in their place. The gate can't rely on a place that can't be read. */
export function* at(where: string, differences: Differences): Generator<Difference> {
  try {
    for (const one of differences) yield typeof one === 'string' ? { breaks: true, where, message: one } : one;
  } catch (error) {
    if (!(error instanceof SchemaProblem)) throw error;
    yield { breaks: true, where, message: `can't be read: it ${toLogText(error.message, 200)}` };
  }
}

/** A difference that does no harm. */
export function grown(where: string, message: string): Difference {
  return { breaks: false, where, message };
}

/** The names in a description are a stranger's text. */
export function quote(text: unknown): string {
  return toLogText(String(text), 100);
}

/** The findings for people: those that break, then the others, each by endpoint. */
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
