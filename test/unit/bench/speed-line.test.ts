import { expect, it } from 'vitest';
import { renderSpeedLine } from '../../../scripts/bench/speed-line.ts';

const TABLE = `|  | The gate | A script | The limit |
| --- | --- | --- | --- |
| Start, until the first line of code runs | 48 ms | 51 ms | 27 ms |
| Judge 9 policies, of which 2 have 7 violations together; 50 ms a round trip | 3.0 s, 40 requests | 20.5 s, 20 requests | 2.5 s |`;
const page = (table: string) => `# Speed\n\n<!-- bench:start -->\n${table}\n\nMeasured.\n<!-- bench:end -->\n`;

it('says in the README what the table of the measurement says', () => {
  expect(renderSpeedLine(page(TABLE))).toBe(
    'A step starts in 48 ms. It judges 9 policies, of which 2 have 7 violations together, in 3.0 s; a script with curl ' +
      'and jq takes 20.5 s ([measured](docs/speed.md#a-step-beside-a-script)).',
  );
});

it.for([
  ['no row of that task', page(TABLE.replace('| Judge', '| Read')), 'no row that begins with "Judge "'],
  ['no table', '# Speed\n', 'no section bench'],
])('refuses a page that has %s', ([, text, message]) => {
  expect(() => renderSpeedLine(text ?? '')).toThrow(message ?? '');
});
