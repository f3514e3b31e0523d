/** Puts content between the markers of a section, each of which stands exactly once in the page. */
export function replaceSection(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before = '', rest, ...moreStarts] = text.split(start);
  const [, after, ...moreEnds] = rest?.split(end) ?? [];
  if (rest === undefined || after === undefined || moreStarts.length > 0 || moreEnds.length > 0) {
    throw new Error(`The page needs one ${start} and one ${end} after it.`);
  }
  return `${before}${start}\n${content}\n${end}${after}`;
}

/** The sections that a page has markers for. */
export function sectionsOf(text: string): string[] {
  return [...text.matchAll(/^<!-- (\S+):start -->$/gm)].map(([, name = '']) => name);
}

/** What stands between the markers of a section. @throws {Error} if the page does not have it */
export function sectionText(text: string, name: string): string {
  const [, rest] = text.split(`<!-- ${name}:start -->\n`);
  const [content, after] = rest?.split(`\n<!-- ${name}:end -->`) ?? [];
  if (content === undefined || after === undefined) throw new Error(`The page has no section ${name}.`);
  return content;
}
