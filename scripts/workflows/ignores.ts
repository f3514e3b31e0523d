const IGNORE = /#\s*zizmor:\s*ignore\[[^\]]*\]?(.*)$/;
const COMMENT = /^\s*# *\S/;

/** Findings of zizmor that are ignored without a reason, either behind the comment or as a comment above the line. */
export function findUnexplainedIgnores({ file, text }: { file: string; text: string }): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const behind = IGNORE.exec(line)?.[1]?.trim();
    const above = COMMENT.test(lines[index - 1] ?? '') && !IGNORE.test(lines[index - 1] ?? '');
    if (behind === undefined || behind !== '' || above) return [];
    return [`${file}:${index + 1}: a finding is ignored, and neither behind nor above stands why: ${line.trim()}`];
  });
}
