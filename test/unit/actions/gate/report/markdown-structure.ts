/**
 * What is wrong with the structure of a rendered summary, one line each: elements that don't balance, rows
 * with another number of cells than their table's header, elements that no renderer of ours writes.
 */
export function findFaults(markdown: string): string[] {
  const faults: string[] = [];
  for (const tag of ['details', 'summary', 'code', 'pre', 'b', 'span']) {
    const opened = markdown.split(`<${tag}>`).length;
    const closed = markdown.split(`</${tag}>`).length;
    if (opened !== closed) faults.push(`<${tag}>: ${opened - 1} opened, ${closed - 1} closed`);
  }
  const foreign = markdown.match(/<(?!\/?(?:details|summary|code|pre|b|span|wbr)>)[^ ]{0,20}/g) ?? [];
  faults.push(...foreign.map((element) => `foreign element ${element}`));
  let cells = 0;
  for (const line of markdown.split('\n')) {
    const pipes = line.split('|').length - 1;
    if (!line.startsWith('|')) cells = 0;
    else if (cells === 0) cells = pipes;
    if (pipes !== cells) faults.push(`${pipes} pipes instead of ${cells}: ${line.slice(0, 120)}`);
  }
  return faults;
}
