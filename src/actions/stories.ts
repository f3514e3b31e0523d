import type { Lifecycle } from '../runner/lifecycle.ts';
// What several actions share and no step needs at once stands in front of them, or the bundle would have it twice.
import '../runner/read-file.ts';
import '../runner/write-file.ts';
import type { Runner } from '../runner/runner.ts';
import type { STEPS } from './start.ts';
import { runStep } from './step.ts';

type Story = (runner: Runner, lifecycle: Lifecycle) => Promise<void>;

/** The door of each action. They open from here, behind what all steps are made of, so that the bundle has it once. */
export const STORIES: Readonly<Record<keyof typeof STEPS, Story>> = {
  gate: async (...step) => runStep((await loadGate()).action, ...step),
  access: async (...step) => runStep((await import('./access/main.ts')).action, ...step),
  'audit-log': async (...step) => runStep((await import('./audit-log/main.ts')).action, ...step),
};

export const loadGate = () => import('./gate/main.ts');
