const ends = new Set<() => void>();

/**
 * Has `end` called when the tool ends, however it does, short of SIGKILL or a signal that nobody
 * listens to. `end` cannot wait for anything.
 */
export function endWithTool(end: () => void): void {
  if (ends.size === 0) process.once('exit', endAll);
  ends.add(end);
}

/** True when there was something to end since the tool began: a process or a workspace. */
export function hasToEndSomething(): boolean {
  return ends.size > 0;
}

function endAll(): void {
  for (const end of ends) end();
}
