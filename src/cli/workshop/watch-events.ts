import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readFiles } from '../../project/read-files.ts';

/** What happens while a project is watched: a key, or files that differ from before. */
export type WatchEvent =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'saved' };

/**
 * Files are looked at this often; a large project less often, so that looking never takes more than
 * a tenth of the time.
 */
const LOOK_EVERY_MS = 400;

/**
 * Keys of the terminal and saves of the project, until the signal is aborted. Files are looked at
 * again and again: that works for every editor, in containers and on network disks, where a
 * system's own notices do not come. Gives the terminal back as it was.
 */
export async function* watchEvents(root: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
  const { stdin } = process;
  const queue: WatchEvent[] = [];
  let wake = (): void => {};
  const push = (event: WatchEvent): void => {
    queue.push(event);
    wake();
  };
  const onData = (data: Buffer): void => {
    for (const key of data.toString('utf8')) push({ kind: 'key', key });
  };
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const onStop = (): void => wake();
  stop.addEventListener('abort', onStop);
  stdin.setRawMode?.(true);
  stdin.on('data', onData);
  stdin.resume();
  const looking = lookForSaves(root, stop, () => push({ kind: 'saved' }));
  try {
    while (!stop.aborted) {
      const event = queue.shift();
      if (event !== undefined) yield event;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    ended.abort();
    stdin.off('data', onData);
    stdin.setRawMode?.(false);
    stdin.pause();
    await looking;
  }
}

async function lookForSaves(root: string, signal: AbortSignal, onSave: () => void): Promise<void> {
  let before = fingerprint(root);
  while (!signal.aborted) {
    const started = performance.now();
    const now = fingerprint(root);
    const tookMs = performance.now() - started;
    if (now !== before) onSave();
    before = now;
    await wait(Math.max(LOOK_EVERY_MS, tookMs * 10), undefined, { signal }).catch(() => {});
  }
}

/**
 * Differs when a file of the project, or what git tracks, has changed; empty while the folder
 * cannot be read.
 */
function fingerprint(root: string): string {
  try {
    const seen = [...readFiles(root).paths, '.git/index', '.git/HEAD'].map((path) => {
      const stats = statSync(join(root, path), { throwIfNoEntry: false });
      return `${path} ${stats?.mtimeMs ?? ''} ${stats?.size ?? ''}`;
    });
    return seen.join('\n');
  } catch {
    return '';
  }
}
