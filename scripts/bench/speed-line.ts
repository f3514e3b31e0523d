import { sectionText } from '../docs/section.ts';

/**
 * The line of the README about speed, from the measured table of docs/speed.md: no number is written twice.
 * @param page the text of docs/speed.md
 * @throws {Error} if the table lacks a row
 */
export function renderSpeedLine(page: string): string {
  const rows = sectionText(page, 'bench')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const rowOf = (title: string) => {
    const found = rows.find(([, first = '']) => first.startsWith(title));
    if (found === undefined) throw new Error(`docs/speed.md has no row that begins with "${title}".`);
    return found;
  };
  const [, , start] = rowOf('Start');
  const [, task = '', gate, script] = rowOf('Judge ');
  const what = task.replace(/^Judge (.*);.*$/, '$1');
  const timeOf = (cell = '') => cell.split(',')[0];
  return (
    `A step starts in ${start}. It judges ${what}, in ${timeOf(gate)}; a script with curl and jq takes ` +
    `${timeOf(script)} ([measured](docs/speed.md#a-step-beside-a-script)).`
  );
}
