import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** An environment as Node gives it. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds between two looks at a lock that another process holds. */
const LOCK_POLL_MS = 100;

/**
 * The per-user folder that keeps what is fetched or built once: `DYNOREADY_CACHE` if set, else
 * `dynoready` below `XDG_CACHE_HOME`, `~/Library/Caches` (macOS) or `~/.cache`. The folder need not
 * exist yet.
 */
export function toolCacheFolder(env: Environment = process.env): string {
  if (env.DYNOREADY_CACHE) return env.DYNOREADY_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'dynoready');
  const home = env.HOME || homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'dynoready')
    : join(home, '.cache', 'dynoready');
}

/** True when the environment itself says where that folder is, as that of a person always does. */
export function namesCache(env: Environment): boolean {
  return ['DYNOREADY_CACHE', 'XDG_CACHE_HOME', 'HOME', 'USERPROFILE'].some((name) => env[name]);
}

/** The folder of the Pythons that uv has fetched for builds; it need not exist yet. */
export function fetchedPythonsFolder(env: Environment = process.env): string {
  return join(toolCacheFolder(env), 'pythons');
}

/**
 * Returns `target` filled by `install`, which gets a fresh folder beside it that is moved into
 * place only when `install` has succeeded. A target that exists is complete, so `install` is not
 * called for it. Of two processes one installs and the other waits.
 */
export async function installOnce(
  target: string,
  install: (folder: string) => Promise<void>,
  options: { readonly signal: AbortSignal; readonly waiting?: () => void },
): Promise<string> {
  if (existsSync(target)) return target;
  return await withLock(
    target,
    async () => {
      if (existsSync(target)) return target;
      const folder = join(
        dirname(target),
        `.${basename(target)}.part-${process.pid}-${randomBytes(4).toString('hex')}`,
      );
      mkdirSync(folder, { recursive: true });
      try {
        await install(folder);
        options.signal.throwIfAborted();
        renameSync(folder, target);
        return target;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    options,
  );
}

/**
 * Runs `work` while this process alone holds the lock that stands beside `target`; waits for
 * another holder, calling `waiting` once. A lock whose process is dead is taken over. Rejects when
 * `signal` aborts while waiting.
 */
export async function withLock<Result>(
  target: string,
  work: () => Promise<Result>,
  options: { readonly signal: AbortSignal; readonly waiting?: () => void },
): Promise<Result> {
  const lock = `${target}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  let told = false;
  while (!tryLock(lock)) {
    if (!told) options.waiting?.();
    told = true;
    await pause(LOCK_POLL_MS, undefined, { signal: options.signal });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (holderIsDead(lock)) {
    // Moved away before it is removed: of two processes that find it stale only one succeeds, and
    // neither deletes the other's new lock.
    const stale = `${lock}.stale-${process.pid}`;
    try {
      renameSync(lock, stale);
      rmSync(stale, { force: true });
    } catch {
      // The other one was faster.
      return false;
    }
    return tryLock(lock);
  }
  return false;
}

function holderIsDead(lock: string): boolean {
  let holder: number;
  try {
    holder = Number(readFileSync(lock, 'utf8'));
  } catch {
    return false;
  }
  // Empty for the moment between creation and writing, which is no sign of death.
  if (!holder) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
