import { lineEndOf } from './line-ends.ts';
import type { EditResult } from './text-edit.ts';

/**
 * The edits that add one repository (`item`: YAML lines, two columns in) behind the last one of
 * `repos:` in a .pre-commit-config.yaml. Nothing when the text names dynoready already. Declined
 * unless `repos` is a list of one item a line block, as pre-commit itself writes it.
 */
export function addPreCommitHook(text: string, item: string): EditResult {
  if (/^[^#\n]*\bid: *["']?dynoready\b/m.test(text)) return { ok: true, edits: [] };
  const lines = text.split(/(?<=\n)/);
  const head = lines.findIndex((line) => /^\ufeff?repos: *(#.*)?\r?\n?$/.test(line));
  if (head === -1)
    return { ok: false, because: 'its `repos` is not a list with one item per line' };
  const first = lines.slice(head + 1).find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const indent = /^( *)- /.exec(first ?? '')?.[1];
  if (indent === undefined)
    return { ok: false, because: 'its `repos` is not a list with one item per line' };
  const isWithin = (line: string): boolean =>
    line.trim() === '' ||
    /^\s*#/.test(line) ||
    line.startsWith(`${indent}- `) ||
    line.startsWith(`${indent} `);
  const end = lines.findIndex((line, index) => index > head && !isWithin(line));
  const block = lines.slice(0, end === -1 ? lines.length : end);
  // Blank lines and comments that lead to the next key belong to that; what is further in may be a
  // line of a command.
  while (isGap(block.at(-1) ?? 'x', indent.length)) block.pop();
  const before = block.join('');
  const eol = lineEndOf(text);
  const gap = before.endsWith('\n') ? '' : eol;
  const shifted = item
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `${indent}${line.slice(2)}`))
    .join(eol);
  return {
    ok: true,
    edits: [{ start: before.length, end: before.length, text: `${gap}${shifted}${eol}` }],
  };
}

function isGap(line: string, indent: number): boolean {
  const comment = /^( *)#/.exec(line)?.[1];
  return line.trim() === '' || (comment !== undefined && comment.length <= indent);
}
