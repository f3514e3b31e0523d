import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';

/** Microsoft's validator, which has GitHub's rules; null where no binary of it is here. */
export const VALIDATOR = findBinary();

export interface Complaint {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly arguments: readonly string[];
}

/**
 * With GitHub's rules, which are off by default, and without the one that asks the network. GH1004 knows limits of long
 * ago: 1,000 results and 1,000 rules.
 */
const OPTIONS = {
  ...Object.fromEntries(
    [
      'GH1001.ProvideRequiredLocationProperties',
      'GH1002.InlineThreadFlowLocations',
      'GH1003.ProvideRequiredRegionProperties',
      'GH1004.ReviewArraysThatExceedConfigurableDefaults',
      'GH1005.LocationsMustBeRelativeUrisOrFilePaths',
      'GH1006.ProvideCheckoutPath',
      'GH1007.ProvideFullyFormattedMessageStrings',
    ].map((rule) => [`${rule}.Options`, { RuleEnabled: 'Error' }]),
  ),
  'SARIF2006.UrisShouldBeReachable.Options': { RuleEnabled: 'Disabled' },
};

/** That the validator has nothing against a file but what it has against all of ours. */
export async function expectValid(text: string): Promise<void> {
  const complaints = await validateSarif(text);
  expect(complaints.filter(({ level }) => level === 'error')).toEqual([]);
  // SARIF2005 asks for the tool's address, of which there is none.
  expect([...new Set(complaints.filter(({ level }) => level === 'warning').map(({ rule }) => rule))]).toEqual([
    'SARIF2005',
  ]);
}

/** What the validator says against a file, notes included. */
export async function validateSarif(text: string): Promise<Complaint[]> {
  if (VALIDATOR === null) throw new Error('no validator');
  const folder = await mkdtemp(join(tmpdir(), 'cloudquery-gate-sarif-'));
  try {
    const file = join(folder, 'report.sarif');
    const config = join(folder, 'config.json');
    const report = join(folder, 'complaints.sarif');
    await writeFile(file, text);
    await writeFile(config, JSON.stringify(OPTIONS));
    const levels = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--quiet', 'true'];
    const args = ['validate', file, ...levels, '--config', config, '--output', report];
    // .NET stops where there is no libicu, unless it is told not to look for it.
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
    // It ends with 1 where there are errors, too: whether it came to an end is seen from its report.
    const said = await promisify(execFile)(VALIDATOR, args, { env }).catch((error: { stdout: string }) => error);
    const complaints = await readFile(report, 'utf8').catch(() => {
      throw new Error(`The validator failed: ${said.stdout.slice(0, 1_000)}`);
    });
    const [run] = JSON.parse(complaints.replace(/^\ufeff/, '')).runs;
    const found: Complaint[] = (run.results ?? []).map(readComplaint);
    // We have no address of the tool, which it always remarks on: of a file that it cannot read it says nothing at all.
    if (!found.some(({ rule }) => rule === 'SARIF2005')) throw new Error('The validator could not read the file.');
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Raw {
  readonly ruleId: string;
  readonly level?: Complaint['level'];
  readonly message: { readonly arguments: readonly string[] };
}

function readComplaint({ ruleId, level = 'warning', message }: Raw): Complaint {
  return { rule: ruleId, level, arguments: message.arguments };
}

/** The package brings a folder of binaries for each system; the schema of SARIF lies beside them. */
function findBinary(): string | null {
  try {
    const file: string = createRequire(import.meta.url)(`@microsoft/sarif-multitool-${process.platform}`);
    accessSync(file, constants.X_OK);
    return process.arch === 'x64' ? file : null;
  } catch {
    return null;
  }
}
