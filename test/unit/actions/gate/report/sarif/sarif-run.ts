import { identifyViolation } from '../../../../../../src/actions/gate/baseline/fingerprint.ts';
import type { PolicyResult } from '../../../../../../src/actions/gate/judge/policy-result.ts';
import type { ReportedViolation, ViolationStanding } from '../../../../../../src/actions/gate/judge/tally.ts';
import type { ReportInput } from '../../../../../../src/actions/gate/report/input.ts';
import { renderSarif } from '../../../../../../src/actions/gate/report/sarif/sarif.ts';
import type { GateResult } from '../../../../../../src/actions/gate/result.ts';
import type { Violation } from '../../../../../../src/platform/violations.ts';
import { HOSTILE_TEXTS } from '../../../../hostile-corpus.ts';
import { EXAMPLE_CASES } from '../example-cases.ts';
import { buildInput } from '../example-inputs.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation } from '../example-results.ts';

/** Where the results point to. */
export const ANCHOR = '.github/workflows/cloud-gate.yml';

interface Sarif {
  readonly runs: readonly [Run];
}

/** What the tests read of a file. */
export interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
  readonly automationDetails: { readonly id: string };
  readonly results: readonly Result[];
  readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly Note[] }];
  readonly properties: Readonly<Record<string, number>>;
}

interface Rule {
  readonly id: string;
  readonly name?: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: Readonly<Record<string, unknown>> & { readonly tags: readonly string[] };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly properties: { readonly standing: string };
}

interface Note {
  readonly descriptor: { readonly id: string };
  readonly message: { readonly text: string };
  readonly properties: { readonly count: number };
}

/** The file as one text. */
export function render(input: ReportInput, anchor: string = ANCHOR): string {
  return [...renderSarif(input, anchor)].join('');
}

/** The only run of a file. */
export function readRun(text: string): Run {
  return (JSON.parse(text) as Sarif).runs[0];
}

/** A result that these policies make red. */
export function buildViolations(policies: readonly PolicyResult[], changes: Partial<GateResult> = {}): GateResult {
  return buildResult({ outcome: 'violations', green: false, judgement: buildJudgement(policies), ...changes });
}

/** The run of a report of one policy and these rows, which are counted as they are. */
export function report(rows: readonly ReportedViolation[], changes: Partial<PolicyResult> = {}): Run {
  const count = (standing: ViolationStanding) => rows.filter((row) => row.standing === standing).length;
  const policy = buildPolicy({
    found: rows.length,
    gating: count('gating'),
    known: count('known'),
    waived: count('waived'),
    belowThreshold: count('below-threshold'),
    outOfScope: count('out-of-scope'),
    ...changes,
  });
  return readRun(render(buildInput(buildViolations([policy]), { rowsOf: () => rows })));
}

/** A row of the policy that `buildPolicy` makes. */
export function row(violation: Partial<Violation> = {}, standing: ViolationStanding = 'gating'): ReportedViolation {
  const whole = buildViolation(violation);
  return {
    violation: whole,
    standing,
    leftOutBy: standing === 'out-of-scope' ? 'accounts' : null,
    fingerprint: identifyViolation(buildPolicy().id, whole),
  };
}

/** The fingerprints, in the order of the results. */
export function hashesOf(run: Run): string[] {
  return run.results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
}

/** What the file says of results that it lacks, by name. */
export function notesOf(run: Run): Readonly<Record<string, number>> {
  const notes = run.invocations[0].toolExecutionNotifications;
  return Object.fromEntries(notes.map(({ descriptor, properties }) => [descriptor.id, properties.count]));
}

/** All of them read, and few enough that people review the report. */
function makeReportable(policy: PolicyResult): PolicyResult {
  const [known, belowThreshold] = [Math.min(policy.known, 2), Math.min(policy.belowThreshold, 2)];
  const found = policy.gating + known + policy.waived + belowThreshold + policy.outOfScope;
  return { ...policy, known, belowThreshold, found, resourcesProblem: null };
}

/** Policies of all kinds, and rows of all standings. */
export function buildExample(): ReportInput {
  const { baseline, violations } = EXAMPLE_CASES;
  const ssh = violations?.judgement?.policies.filter(({ id }) => id === 'c1d7') ?? [];
  const policies = [...(baseline?.judgement?.policies ?? []), ...ssh].map((policy) =>
    makeReportable({
      ...policy,
      // Each resource has its own id, but for one that has none.
      resources: policy.resources.map((one, index) => ({
        ...one,
        platformId: one.platformId && `${policy.id}-${index}`,
      })),
      gating: policy.id === 'c1d7' ? policy.gating : policy.resources.length,
      outOfScope: policy.id === 'c1d7' ? 2 : 0,
      outOfScopeBy: policy.id === 'c1d7' ? { accounts: 2 } : {},
    }),
  );
  const judgement = buildJudgement(policies);
  return buildInput(
    buildViolations(policies, { judgement, syncs: [buildSync(), buildSync({ syncName: 'gcp-prod' })] }),
  );
}

/** As many rows as that, none of which is kept; and how many of them were read. */
export function countReads(total: number, build: (index: number) => ReportedViolation) {
  const reads = { count: 0 };
  function* list() {
    for (let index = 0; index < total; index += 1) {
      reads.count += 1;
      yield build(index);
    }
  }
  return { reads, list };
}

/** Every text of the Platform is one of these. */
export function buildHostile(): ReportInput {
  const texts = Object.values(HOSTILE_TEXTS);
  const pick = (index: number) => texts[index % texts.length] ?? '';
  const policies = texts.map((text, index) =>
    buildPolicy({
      ...{ id: pick(index + 1), name: text, description: pick(index + 2), domain: pick(index + 3) },
      severityLabel: pick(index + 4),
      ...{ found: 3, gating: 2, known: 1 },
      resources: [5, 11].map((start) =>
        buildViolation({
          ...{ cloud: pick(index + start), name: pick(index + start + 1), resourceType: pick(index + start + 2) },
          ...{ accountName: pick(index + start + 3), accountId: pick(index + start + 4) },
          ...{ region: pick(index + start + 5), platformId: pick(index + start + 6) },
        }),
      ),
    }),
  );
  const syncs = texts.slice(0, 12).map((syncName) => buildSync({ syncName }));
  return buildInput(buildViolations(policies, { syncs }));
}

/** What a validator is asked about. */
export const EXAMPLES: Readonly<Record<string, () => ReportInput>> = {
  'the golden file': buildExample,
  'hostile texts': buildHostile,
  'no violations': () => buildInput(buildResult()),
};
