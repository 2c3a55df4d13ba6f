import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Places of `env_start` and `env_end` behind the name in `/proc/self/stat`. Source: proc(5). */
const ENV_START = 47;
const ENV_END = 48;

let isHidden = false;

/**
 * Takes the environment that the tool was started with out of `/proc/<pid>/environ`, where every
 * process of the same user could read the secrets of the person's shell; `process.env` stays as it
 * is. Nothing happens a second time, and where there is no `/proc`.
 */
export function hideOwnEnvironment(): void {
  // In another thread `process.env` is a copy, and what it copied from would be lost.
  if (isHidden || !isMainThread || process.platform !== 'linux') return;
  isHidden = true;
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const [start, end] = [Number(fields[ENV_START]), Number(fields[ENV_END])];
    if (!(start > 0 && end > start)) return;
    const memory = openSync('/proc/self/mem', 'r+');
    try {
      // What is set anew lies elsewhere; only the copy that the kernel shows remains.
      for (const [name, value] of Object.entries(process.env)) process.env[name] = value;
      writeSync(memory, Buffer.alloc(end - start), 0, end - start, start);
    } finally {
      closeSync(memory);
    }
  } catch {
    // A kernel that keeps a process from its own memory keeps it from nothing else here.
  }
}
