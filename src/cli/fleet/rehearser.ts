import type { EntryContext } from '../../fleet/run-entry.ts';
import { rehearseFolder } from '../../fleet/sandbox/rehearse-folder.ts';
import type { Terminal } from '../command.ts';

/** MB that all processes of one rehearsal may take together. */
const MEMORY_MB = 4_096;

/** What runs the code of a folder that was checked. */
export function rehearser(
  { env, signal }: Terminal,
  isTrusted: boolean,
  timeoutMs: number,
): NonNullable<EntryContext['rehearse']> {
  const limits = { timeoutMs, memoryMb: MEMORY_MB };
  const main = process.argv[1] ?? '';
  return (folder, checked) =>
    rehearseFolder(folder, checked, { main, isTrusted, limits, env, signal });
}
