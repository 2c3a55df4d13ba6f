import { startOfLine, startOfNextLine } from './line-ends.ts';
import type { EditResult, TextEdit } from './text-edit.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The edit that removes a line with its line end. */
export function removeLineAt(text: string, at: number): TextEdit {
  return { start: startOfLine(text, at), end: startOfNextLine(text, at), text: '' };
}

/**
 * The edits that take one program call out of the command of a process type, with the `&&` or `;`
 * that joins it to its neighbour; alone, its whole line goes. `command` is the range of the whole
 * command. Declined when it is joined in another way.
 */
export function removeCall(text: string, command: Range, call: Range): EditResult {
  const before = text.slice(command.start, call.start);
  const after = text.slice(call.end, command.end);
  if (before.trim() === '' && after.trim() === '')
    return { ok: true, edits: [removeLineAt(text, call.start)] };
  const behind = /^\s*(&&|;)\s*/.exec(after);
  if (before.trim() === '' && behind !== null)
    return { ok: true, edits: [{ start: call.start, end: call.end + behind[0].length, text: '' }] };
  const ahead = /\s*(&&|;)\s*$/.exec(before);
  if (ahead === null || !/^\s*(&&|;|$)/.test(after))
    return {
      ok: false,
      because: 'the command is combined with others in a way that cannot be taken apart safely',
    };
  return { ok: true, edits: [{ start: call.start - ahead[0].length, end: call.end, text: '' }] };
}
