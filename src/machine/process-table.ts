import { readdirSync, readFileSync } from 'node:fs';

/** Ids of all processes that this one can see; empty on systems without `/proc`. */
export function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Ids of the processes whose environment holds the mark, which is NAME=value. */
export function markedProcesses(mark: string): readonly number[] {
  return processIds().filter((pid) => readText(`/proc/${pid}/environ`).split('\0').includes(mark));
}

/** Ids of the children of a process, their children, and so on; without the process itself. */
export function descendantsOf(pid: number): readonly number[] {
  const parents = processIds().map((id) => [id, parentOf(id)] as const);
  const found = new Set([pid]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [id, parent] of parents) if (found.has(parent)) found.add(id);
  }
  found.delete(pid);
  return [...found];
}

/** The id of the parent; -1 for a process that is gone. */
function parentOf(pid: number): number {
  // `pid (name) state ppid …`: the name may hold blanks and brackets, so the fields are counted
  // from the last bracket.
  return Number(readText(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1] ?? -1);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
