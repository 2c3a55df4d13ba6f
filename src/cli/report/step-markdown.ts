/**
 * The next step of a finding as Markdown: sentences stay text, the commands and contents below them
 * become a block of code.
 */
export function stepMarkdown(next: string): string {
  const lines = next.split('\n');
  const first = lines.findIndex((line) => line.startsWith('  '));
  if (first < 0) return next;
  const code = lines.slice(first).map((line) => line.replace(/^ {2}/, ''));
  return [...lines.slice(0, first), '', '```text', ...code, '```'].join('\n');
}
