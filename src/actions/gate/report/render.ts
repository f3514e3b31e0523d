import type { StepContext } from '../../../runner/context.ts';
import { ReportObstacle } from '../../../runner/report.ts';
import type { ReportInput } from './input.ts';
import type { Format } from './kinds.ts';

/**
 * The text of a report, piece by piece. Each format is loaded where it is asked for.
 * @param anchor file of the repository at which SARIF results point; null where it is not known
 * @throws {ReportObstacle} where none may be written
 */
export async function renderReport(
  format: Format,
  input: ReportInput,
  anchor: string | null,
): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('./json.ts')).renderJson(input);
    case 'junit':
      return (await import('./junit/junit.ts')).renderJunit(input);
    case 'markdown':
      return [(await import('./pages.ts')).renderMarkdown(input)];
    case 'sarif': {
      const { findSarifObstacle, renderSarif } = await import('./sarif/sarif.ts');
      const obstacle =
        anchor === null ? 'the workflow’s own file is not known: set `sarif-anchor`' : findSarifObstacle(input.result);
      if (anchor === null || obstacle !== null) throw new ReportObstacle(obstacle ?? '');
      return renderSarif(input, anchor);
    }
  }
}

/** The workflow's own file, relative to the repository; null where the runner does not say. */
export function findWorkflowFile(context: StepContext): string | null {
  return /^[^/]+\/[^/]+\/(.+)@/.exec(context.workflowRef ?? '')?.[1] ?? null;
}
