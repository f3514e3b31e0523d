import { expect, it } from 'vitest';
import { findWorkflows } from '../../../scripts/workflows/code-blocks.ts';

const PAGE = `# A page

\`\`\`yaml
on: push
jobs:
  one: {}
\`\`\`

- In a list:
  \`\`\`yml
  on:
    push:

  jobs:
    two: {}
  \`\`\`

\`\`\`yaml
- uses: a/fragment@v1
\`\`\`

\`\`\`json
on: jobs:
\`\`\`
`;

it('whole workflows are found, with the line numbers of the page', () => {
  const blocks = findWorkflows(PAGE);
  expect(blocks.map(({ line }) => line)).toEqual([4, 11]);
  const pageLines = PAGE.split('\n');
  for (const { text, line } of blocks) {
    for (const [index, content] of text.trimEnd().split('\n').entries()) {
      expect(content).toBe(index + 1 < line ? '' : pageLines[index]?.replace(line === 11 ? /^ {2}/ : '', ''));
    }
  }
  expect(blocks.map(({ text }) => text.trimEnd().split('\n').at(-1))).toEqual(['  one: {}', '  two: {}']);
});

it('a fence that is never closed is no workflow', () => {
  expect(findWorkflows('```yaml\non: push\njobs: {}\n')).toEqual([]);
});
