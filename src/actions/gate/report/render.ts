import { ReportObstacle } from '../../../runner/report.ts';
import type { ReportInput } from './input.ts';
import type { Format } from './kinds.ts';
import type { Anchor } from './sarif-anchor.ts';

/**
 * The text of a report, piece by piece. Each format is loaded if it is asked for.
 * @param anchor at which SARIF results point
 * @throws {ReportObstacle} if none may be written
 */
export async function renderReport(format: Format, input: ReportInput, anchor: Anchor): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('./json.ts')).renderJson(input);
    case 'junit': {
      const [{ planJunit }, { renderJunit }] = await Promise.all([
        import('./junit/junit.ts'),
        import('../../../text/junit.ts'),
      ]);
      return renderJunit(planJunit(input));
    }
    case 'markdown':
      return [(await import('./pages.ts')).renderMarkdown(input)];
    case 'sarif': {
      const { findSarifObstacle, renderSarif } = await import('./sarif/sarif.ts');
      const obstacle = findSarifObstacle(input.result);
      if (obstacle !== null) throw new ReportObstacle(obstacle);
      if (anchor.kind === 'problem') throw new ReportObstacle(anchor.problem);
      return renderSarif(input, anchor.path);
    }
  }
}
