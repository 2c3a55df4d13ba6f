import { join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';
import { withLock } from '../../machine/tools/tool-cache.ts';

/**
 * Runs `work` while this process alone holds the state folder. Throws a UsageError when another
 * process holds it; one that was killed holds nothing.
 */
export async function holdState<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const taken = new AbortController();
  let isHeld = false;
  try {
    return await withLock(
      join(folder, 'state'),
      () => {
        isHeld = true;
        return work();
      },
      { signal: taken.signal, waiting: () => setTimeout(() => taken.abort(), PATIENCE_MS) },
    );
  } catch (error) {
    if (isHeld || !taken.signal.aborted) throw error;
    throw new UsageError('Another platform runs on this state', {
      evidence: [`${join(folder, 'state.lock')} holds the number of its process`],
      next: ['End it, or give this one a folder of its own: --state FOLDER'],
    });
  }
}

/** Milliseconds in which another process may still be ending. */
const PATIENCE_MS = 1_500;
