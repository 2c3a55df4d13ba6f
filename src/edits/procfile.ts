import { appendLines, linesOf } from './line-ends.ts';
import type { EditResult } from './text-edit.ts';

/** A line counts when it has a process type, a colon and a command. Source: Dev Center, "The Procfile"; read 2026-11-23. */
const PROCESS_LINE = /^([A-Za-z0-9_-]+)(\s*:\s*)(.*?)\s*$/;

/**
 * The edits after which the process type runs `command`: its command is replaced, or a line is added behind the last one. Where a name stands
 * twice, the last line is the one the platform uses, so that one is edited. `text` undefined means that there is no Procfile yet.
 */
export function setProcess(text: string | undefined, name: string, command: string): EditResult {
  const current = text ?? '';
  const line = findProcess(current, name);
  if (line === undefined) return { ok: true, edits: appendLines(current, [`${name}: ${command}`]) };
  if (line.command === command) return { ok: true, edits: [] };
  return { ok: true, edits: [{ start: line.commandStart, end: line.commandStart + line.command.length, text: command }] };
}

/** The edits that add the process type when no line has it; a line that is there stays as it is, whatever it runs. */
export function addProcess(text: string | undefined, name: string, command: string): EditResult {
  return findProcess(text ?? '', name) === undefined ? setProcess(text, name, command) : { ok: true, edits: [] };
}

function findProcess(text: string, name: string): { command: string; commandStart: number } | undefined {
  for (const line of linesOf(text).reverse()) {
    const match = PROCESS_LINE.exec(line.text);
    if (match?.[1] === name) return { command: match[3]!, commandStart: line.start + match[1].length + match[2]!.length };
  }
  return undefined;
}
