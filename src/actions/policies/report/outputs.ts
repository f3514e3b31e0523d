import type { Verb } from '../plan/change.ts';
import type { Plan } from '../plan/plan.ts';
import type { PoliciesResult } from '../result.ts';
import { countTests } from '../test/describe.ts';

/** The outputs that are known. What is unknown is left out, so that it is empty in a workflow and not 0. */
export function outputsOf({
  outcome,
  plan,
  tests,
  preview,
  exportDir,
  backupDir,
}: PoliciesResult): Readonly<Record<string, string>> {
  return {
    ...(plan === null ? {} : { ...countsOf(plan), unmanaged: String(plan.unmanaged.length) }),
    ...(tests === null ? {} : testOutputs(countTests(tests))),
    ...countOutput('new-violations', preview?.added),
    ...countOutput('gone-violations', preview?.gone),
    ...(exportDir === null ? {} : { 'export-dir': exportDir }),
    ...(backupDir === null ? {} : { 'backup-dir': backupDir }),
    // The outcome last: if there is no room for all of them, it must not say that all is well.
    outcome,
  };
}

/** Empty if a conflict leaves open what the plan would do. */
function countsOf({ changes, hash }: Plan): Record<string, string> {
  if (hash === null) return {};
  const count = (...verbs: readonly Verb[]) => String(changes.filter(({ verb }) => verbs.includes(verb)).length);
  return {
    'to-create': count('create'),
    'to-update': count('update', 'adopt'),
    'to-pause': count('pause'),
    'to-resume': count('resume'),
    'to-remove': count('delete'),
    'plan-hash': hash,
  };
}

function testOutputs({ passed, failed }: { passed: number; failed: number }): Record<string, string> {
  return { 'tests-passed': String(passed), 'tests-failed': String(failed) };
}

function countOutput(name: string, count: number | null | undefined): Record<string, string> {
  return count == null ? {} : { [name]: String(count) };
}

/** The output about the plan file; set when it is written. */
export function fileOutputsOf({ planFile }: { readonly planFile: string }): Readonly<Record<string, string>> {
  return { 'plan-file': planFile };
}
