type Row = readonly string[];

/** A cell is one line, and a bare pipe would end it. */
function renderRow(cells: Row): string {
  return `| ${cells.map((cell) => cell.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A Markdown table. */
export function renderTable(header: Row, rows: readonly Row[]): string {
  return [header, header.map(() => '---'), ...rows].map(renderRow).join('\n');
}
