import { toLogText } from '../../src/text/escape.ts';
import type { Finding } from './finding.ts';
import type { EndpointReliance } from './reliance.ts';

/** The comparison, for people: what breaks, then what is only said, each by endpoint. */
export function renderFindings(
  version: string,
  endpoints: readonly EndpointReliance[],
  findings: readonly Finding[],
): string {
  const broken = findings.filter(({ breaks }) => breaks);
  const notes = findings.filter(({ breaks }) => !breaks);
  const fields = endpoints.reduce((sum, endpoint) => sum + endpoint.fields.size, 0);
  const scope = `${endpoints.length} endpoints and ${fields} places in their answers are relied on`;
  const of = version === '' ? '' : `, and compared with version ${toLogText(version, 60)}`;
  const verdict =
    broken.length === 0
      ? 'Nothing is missing.'
      : `${broken.length} ${broken.length === 1 ? 'difference breaks' : 'differences break'} the gate.`;
  return [
    `${scope}${of}.`,
    ...section('Breaks the gate', broken),
    ...section('Has grown, which does no harm', notes),
    '',
    verdict,
  ].join('\n');
}

function section(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const lines = ['', `${title}:`];
  for (const [endpoint, own] of Map.groupBy(findings, (finding) => finding.endpoint)) {
    lines.push(`  ${endpoint}`);
    for (const { where, message } of own) lines.push(`    ${where === '' ? '' : `${where} `}${message}`);
  }
  return lines;
}
