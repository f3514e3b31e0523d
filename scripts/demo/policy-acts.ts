import type { Emulator } from '../../test/emulator/platform.ts';
import { GATE } from './gate-acts.ts';
import { BACKUPS, BASELINE, CHANGED_FILES, WAIVERS, writeWaiver } from './repository.ts';
import { type Act, AUTHOR_KEY, type Performed } from './stage.ts';

const PROVING = { baseline: BASELINE, waivers: WAIVERS };

/** Policies as code: plan with a preview, apply, gate; then drift. */
export const POLICY_ACTS: readonly Act[] = [
  {
    title: 'A pull request changes policies, and shows what they would find',
    needsClickHouse: true,
    scenes: [
      {
        name: 'plan',
        tells:
          'It asks databases for two weeks of backups, and instances for a team. One database is waived at once. Both policies have a test.',
        step: 'policies',
        event: 'pull_request',
        inputs: { mode: 'plan', comment: 'on-change', ...PROVING },
        prepare({ files }) {
          Object.assign(files, CHANGED_FILES);
          files[WAIVERS] = writeWaiver(BACKUPS, 'orders', 'Its backups move to another tool', Date.now());
        },
        shows: 'page',
        opens: 'What is new and what is gone',
        expected: {
          outcome: 'changes',
          exitCode: 0,
          outputs: { 'to-create': '2', 'to-update': '1', 'tests-passed': '2', 'new-violations': '5' },
        },
      },
      {
        name: 'apply',
        tells: 'It is merged. What was approved is applied, and no other plan.',
        step: 'policies',
        event: 'push',
        inputs: (performed) => ({
          mode: 'apply',
          'expected-plan': performed.get('plan')?.result.outputs['plan-hash'] ?? '',
          ...PROVING,
        }),
        shows: 'verdict',
        expected: { outcome: 'applied', exitCode: 0, outputs: { 'to-create': '2', 'to-update': '1' } },
      },
      {
        name: 'judged',
        tells: 'The gate is red, for exactly the violations that the preview called gating.',
        step: 'gate',
        event: 'push',
        inputs: { ...GATE, waivers: WAIVERS, comment: 'never', reports: 'json' },
        shows: 'verdict',
        expected: {
          outcome: 'violations',
          exitCode: 1,
          outputs: { 'gating-violations': '4', 'waived-violations': '1', 'policies-failing': '2' },
        },
        findProblems: ({ reports }, performed) => compareWithPreview(reports['report.json'], performed),
      },
    ],
  },
  {
    title: 'Somebody changes a policy by hand',
    scenes: [
      {
        name: 'drift',
        tells:
          'A policy is paused on the Platform. A gate that is red only because of it would turn green, so the nightly comparison with the files is red.',
        step: 'policies',
        event: 'push',
        inputs: { mode: 'drift' },
        prepare: ({ platform }) => pausePolicy(platform, BACKUPS),
        shows: 'page',
        expected: { outcome: 'drift', exitCode: 1, outputs: { 'to-resume': '1' } },
      },
      {
        name: 'restored',
        tells:
          'Apply brings the policy back. The usual start is to take over what the Platform has: mode: export writes the files, and a plan with adopt: by-name adopts what they name (policies/README.md).',
        step: 'policies',
        event: 'push',
        inputs: { mode: 'apply' },
        shows: 'verdict',
        expected: { outcome: 'applied', exitCode: 0, outputs: { 'to-resume': '1' } },
      },
    ],
  },
];

interface PlanFile {
  readonly preview: {
    readonly policies: readonly {
      readonly name: string;
      readonly difference: { readonly new_shown: readonly { readonly platform_id: string }[] } | null;
    }[];
  };
}

interface Report {
  readonly judgement: {
    readonly policies: readonly {
      readonly name: string;
      readonly violations: readonly { readonly standing: string; readonly resource: { readonly id: string } }[];
    }[];
  };
}

/** The preview has to name the very resources that the gate then judges, waived ones among them. */
function compareWithPreview(report: string | undefined, performed: Performed): string[] {
  const { preview } = JSON.parse(performed.get('plan')?.result.reports['plan.json'] ?? 'null') as PlanFile;
  const { judgement } = JSON.parse(report ?? 'null') as Report;
  const foreseen = preview.policies.flatMap(({ name, difference }) =>
    (difference?.new_shown ?? []).map(({ platform_id }) => `${name}: ${platform_id}`),
  );
  const found = judgement.policies.flatMap(({ name, violations }) =>
    violations
      .filter(({ standing }) => standing === 'gating' || standing === 'waived')
      .map(({ resource }) => `${name}: ${resource.id}`),
  );
  const [left, right] = [foreseen, found].map((ids) => ids.toSorted().join(', '));
  return left === right ? [] : [`the preview found ${left}, and the gate ${right}`];
}

async function pausePolicy(platform: Emulator, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${AUTHOR_KEY}` };
  const address = `${platform.url}/api/policies/${platform.policy(name).id}/toggle`;
  const { status } = await fetch(address, { method: 'POST', headers });
  if (status !== 200) throw new Error(`The policy ${name} could not be paused: the emulator answered ${status}.`);
}
