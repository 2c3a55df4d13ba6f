import { parseProcfile } from '../project/procfile.ts';
import { appendLines } from './line-ends.ts';
import type { EditResult } from './text-edit.ts';

/**
 * The edits after which the process type runs `command`: its command is replaced, or a line is
 * added behind the last one. Where a name stands twice, the last line is the one the platform uses,
 * so that one is edited. `text` undefined means that there is no Procfile yet.
 */
export function setProcess(text: string | undefined, name: string, command: string): EditResult {
  const current = text ?? '';
  const process = parseProcfile(current).processTypes.get(name);
  if (process === undefined)
    return { ok: true, edits: appendLines(current, [`${name}: ${command}`]) };
  if (process.command === command) return { ok: true, edits: [] };
  return {
    ok: true,
    edits: [{ start: process.commandAt.start, end: process.commandAt.end, text: command }],
  };
}

/**
 * The edits that add the process type when no line has it; a line that is there stays as it is,
 * whatever it runs.
 */
export function addProcess(text: string | undefined, name: string, command: string): EditResult {
  return parseProcfile(text ?? '').processTypes.get(name) === undefined
    ? setProcess(text, name, command)
    : { ok: true, edits: [] };
}
