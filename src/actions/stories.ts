import { readInputFile } from '../inputs/input-file.ts';
import { redactViolation } from '../platform/redact-violation.ts';
import { createColumnTypes } from '../platform/tables.ts';
import { readViolation } from '../platform/violation.ts';
import { describeEnding } from '../runner/ending.ts';
import { attemptWrite } from '../runner/file-problem.ts';
import type { Lifecycle } from '../runner/lifecycle.ts';
import { readText } from '../runner/read-file.ts';
import type { Runner } from '../runner/runner.ts';
import { writeText } from '../runner/write-file.ts';
import { cutAddresses } from '../text/address.ts';
import { compareIds } from '../text/compare.ts';
import { findDamage } from '../text/damage.ts';
import { addDays } from '../text/day.ts';
import { streamJson } from '../text/json-stream.ts';
import { explainLookAlike } from '../text/look-alike.ts';
import { readDescription } from '../text/mark.ts';
import { findNearest } from '../text/nearest.ts';
import { readTagLine } from '../text/tag-line.ts';
import { tidyText } from '../text/tidy.ts';
import { toXml } from '../text/xml.ts';
import { runStep } from './step.ts';
import type { STEPS } from './steps.ts';

type Story = (runner: Runner, lifecycle: Lifecycle) => Promise<void>;

/** The door of each action. They open from here, behind what all steps are made of, so that the bundle has it once. */
export const STORIES: Readonly<Record<keyof typeof STEPS, Story>> = {
  gate: async (...step) => runStep((await loadGate()).action, ...step),
  policies: async (...step) => runStep((await (await import('./yaml-files.ts')).loadPolicies()).action, ...step),
  access: async (...step) => runStep((await import('./access/main.ts')).action, ...step),
  'audit-log': async (...step) => runStep((await import('./audit-log/main.ts')).action, ...step),
};

export const loadGate = () => import('./gate/main.ts');

// Small parts that files of several actions share, and no step by itself. What nobody uses here would not be here.
void [
  addDays,
  attemptWrite,
  compareIds,
  createColumnTypes,
  cutAddresses,
  describeEnding,
  explainLookAlike,
  findDamage,
  findNearest,
  readDescription,
  readInputFile,
  readTagLine,
  readText,
  readViolation,
  redactViolation,
  streamJson,
  tidyText,
  toXml,
  writeText,
];
