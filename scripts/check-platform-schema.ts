/**
 * Compares what the gate relies on with a Platform's own OpenAPI description:
 * node scripts/check-platform-schema.ts FILE|URL [--key-env NAME] [--json] [--timeout SECONDS]
 * Ends with 0 if nothing is missing, 1 if something is, 2 if nothing could be compared.
 */
import { parseArgs } from 'node:util';
import { messageOf, StepError } from '../src/errors.ts';
import { toLogText } from '../src/text/escape.ts';
import { compare } from './platform-schema/compare.ts';
import { readDescription } from './platform-schema/description.ts';
import { ENDPOINTS } from './platform-schema/endpoints.ts';
import { renderFindings } from './platform-schema/finding.ts';
import { loadDescription } from './platform-schema/load.ts';

const USAGE =
  'Usage: npm run check:platform-schema -- FILE or https://HOST/api/openapi.json [--key-env NAME] [--json] [--timeout SECONDS]';

function readOptions(args: string[]) {
  const { values, positionals } = parse(args);
  const [source = ''] = positionals;
  if (source === '' || positionals.length > 1) {
    throw misused(`One file or address is needed, and ${positionals.length} are given.`);
  }
  const { timeout = '30', json: asJson = false, 'key-env': name } = values;
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(timeout) || Number(timeout) <= 0 || Number(timeout) > 3_600) {
    throw misused(`--timeout is ${timeout}; allowed: seconds, more than 0 and at most 3600.`);
  }
  const key = name === undefined ? null : (process.env[name]?.trim() ?? '');
  // The name is not repeated: somebody may have given the key itself.
  if (key === '') throw misused('--key-env names an environment variable that is not set, or empty.');
  if (key !== null && !/^https?:/i.test(source)) throw misused('--key-env is for an address: a file needs no key.');
  return { source, key, timeoutMs: Number(timeout) * 1_000, asJson };
}

function parse(args: string[]) {
  try {
    const options = { 'key-env': { type: 'string' }, json: { type: 'boolean' }, timeout: { type: 'string' } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw misused(messageOf(error));
  }
}

function misused(problem: string): StepError {
  return new StepError(problem, { remedy: USAGE });
}

/** @returns the exit code */
async function main(args: string[]): Promise<number> {
  const { source, key, timeoutMs, asJson } = readOptions(args);
  const description = readDescription(await loadDescription(source, key, timeoutMs));
  const { version } = description;
  const findings = compare(description, ENDPOINTS);
  const breaks = findings.filter((finding) => finding.breaks).length;
  if (asJson) {
    console.log(JSON.stringify({ version, endpoints: ENDPOINTS.length, breaks, findings }, null, 2));
  } else {
    const of = version === '' ? '' : `, and compared with version ${toLogText(version, 60)}`;
    console.log(`${ENDPOINTS.length} endpoints are relied on${of}.\n\n${renderFindings(findings)}`);
  }
  return breaks === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  if (error instanceof StepError) console.error([error.message, error.remedy ?? []].flat().join('\n'));
  else console.error(`The comparison itself failed: ${messageOf(error)}.\nSee what \`npm test\` says, and report it.`);
}
