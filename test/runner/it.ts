import { test } from 'vitest';
import { readActLog } from './act-log.ts';
import { type ActResult, type ActRun, runAct } from './run-act.ts';

export type RunAct = (run: ActRun) => Promise<ActResult>;

/** A test that may run workflows: where it fails, their logs are shown. */
export const it = test.extend<{ runAct: RunAct }>({
  async runAct({ onTestFailed, signal }, use) {
    await use((run) => {
      let printed = '';
      onTestFailed(() => console.error(`act's log of ${run.workflow}:\n${readActLog(printed).text}`));
      const onOutput = (text: string) => {
        printed += text;
      };
      return runAct({ signal, onOutput, ...run });
    });
  },
});
