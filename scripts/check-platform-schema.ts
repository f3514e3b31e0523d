/**
 * Compares what the gate relies on with a Platform's own OpenAPI description:
 * node scripts/check-platform-schema.ts FILE|URL [--key-env NAME] [--json] [--timeout SECONDS]
 * Ends with 0 where nothing is missing, 1 where something is, 2 where nothing could be compared.
 */
import { parseArgs } from 'node:util';
import { messageOf } from '../src/errors.ts';
import { compare } from './platform-schema/compare.ts';
import { DescriptionProblem, readDescription } from './platform-schema/description.ts';
import { LoadProblem, loadDescription } from './platform-schema/load.ts';
import { findReliance } from './platform-schema/reliance.ts';
import { renderFindings } from './platform-schema/render.ts';

const USAGE =
  'npm run check:platform-schema -- FILE or https://HOST/api/openapi.json [--key-env NAME] [--json] [--timeout SECONDS]';

interface Options {
  readonly source: string;
  readonly key: string | null;
  readonly timeoutMs: number;
  readonly asJson: boolean;
}

/** What is wrong with the command line. */
class UsageProblem extends Error {
  override name = 'UsageProblem';
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [source] = positionals;
  if (source === undefined || source === '' || positionals.length > 1) {
    throw new UsageProblem(`One file or address is needed, and ${positionals.length} are given.`);
  }
  const timeout = values.timeout ?? '30';
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(timeout) || Number(timeout) <= 0 || Number(timeout) > 3_600) {
    throw new UsageProblem(`--timeout is ${timeout}; allowed: seconds, more than 0 and at most 3600.`);
  }
  const options = { source, timeoutMs: Number(timeout) * 1_000, asJson: values.json ?? false };
  const name = values['key-env'];
  if (name === undefined) return { ...options, key: null };
  const key = process.env[name]?.trim() ?? '';
  // The name is not repeated: somebody may have given the key itself.
  if (key === '') throw new UsageProblem('--key-env names an environment variable that is not set, or empty.');
  if (!/^https?:/i.test(source)) throw new UsageProblem('--key-env is for an address: a file needs no key.');
  return { ...options, key };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { 'key-env': { type: 'string' }, json: { type: 'boolean' }, timeout: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageProblem(messageOf(error));
  }
}

/** @returns the exit code */
async function main(args: string[]): Promise<number> {
  const { source, key, timeoutMs, asJson } = readOptions(args);
  const description = readDescription(await loadDescription(source, key, timeoutMs));
  const endpoints = await findReliance();
  const findings = compare(description, endpoints);
  const breaks = findings.filter((finding) => finding.breaks).length;
  if (asJson) {
    const summary = { version: description.version, endpoints: endpoints.length, breaks, findings };
    console.log(JSON.stringify(summary, null, 2));
  } else {
    console.log(renderFindings(description.version, endpoints, findings));
  }
  return breaks === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  console.error(explain(error));
}

function explain(error: unknown): string {
  const message = messageOf(error);
  if (error instanceof UsageProblem) return `${message}\nUsage: ${USAGE}`;
  if (error instanceof LoadProblem) return message;
  if (error instanceof DescriptionProblem) {
    return `What was read ${message}. Give the OpenAPI description of a CloudQuery Platform.`;
  }
  // The client and the emulator disagree, most likely.
  return `What the gate relies on can't be found out: ${message}. That is a fault of this checkout: see what \`npm test\` says.`;
}
