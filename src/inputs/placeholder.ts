/** An expression of GitHub's; it replaces those of the workflow's file, once, and none in what they give. */
const EXPRESSION = /\$\{\{/;

/** A variable of a shell, alone in its line or as its beginning: names of policies may have a `$` elsewhere. */
const VARIABLE =
  /^(?:! *|https?:\/\/)?(?:\$(?:[eE]nv:\w+|\{[A-Za-z_]\w*\}|[A-Z_][A-Z0-9_]+)|%[A-Z_][A-Z0-9_]+%)(?![^/\\.:\r\n])/m;

/**
 * What is wrong with a value that is none yet, as the end of a sentence; null if it is one. It is never quoted: it may be
 * a key's.
 */
export function describePlaceholder(text: string): string | null {
  if (EXPRESSION.test(text)) {
    // @failure inputs | GitHub replaces an expression only in the file of the workflow, not in a variable, a secret or
    // another file. Write the expression into `with:` of this step.
    return `holds an expression (\`\${{ … }}\`) and no value: GitHub replaces expressions only in the file of the workflow, and not in a text that another expression gave. Write it into \`with:\` of this step.`;
  }
  if (VARIABLE.test(text)) {
    // @failure inputs | Write `${{ env.NAME }}`, with the name of your variable: no shell replaces `$NAME` in an input.
    return `holds the name of a variable and no value: no shell reads inputs. Write it as \`\${{ env.NAME }}\`, with the name of your variable.`;
  }
  return null;
}
