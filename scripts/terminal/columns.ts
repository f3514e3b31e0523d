/** Rows of a table as lines whose cells stand below each other; the last column of a row has no blanks behind it. */
export function layOutTable(rows: readonly (readonly string[])[], isRight: readonly boolean[] = []): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - [...cell].length);
        return isRight[column] === true ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Cuts a line that is too long for the terminal. */
export function fitLine(line: string, width: number): string {
  const characters = [...line];
  return characters.length <= width ? line : `${characters.slice(0, Math.max(1, width - 1)).join('')}…`;
}

/** Breaks a sentence between its words into lines that fit; a word that is longer than a line stands alone. */
export function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || [...last].length + 1 + [...word].length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The same in at most so many lines, the last of which is cut if there is more. */
export function wrapWithin(line: string, width: number, most: number): string[] {
  const lines = wrapLine(line, width);
  return [
    ...lines.slice(0, most - 1),
    ...(lines.length < most ? [] : [fitLine(lines.slice(most - 1).join(' '), width)]),
  ];
}
