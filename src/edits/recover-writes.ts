import { realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { isProcessAlive } from '../machine/process-alive.ts';
import { readBytes, readText, statOf } from './disk.ts';
import { resolveInside } from './path-inside.ts';
import { complete, DONE, JOURNAL, OWNER, STAGE, undoPathIn } from './stage-files.ts';
import { digestOf, parseJournal } from './write-journal.ts';

/**
 * A write takes far less; past this age the number in the owner file may belong to another process.
 */
const STALE_AFTER_MS = 10 * 60_000;

/**
 * Ends what a killed write has begun: takes it back when it had not decided yet, else completes it.
 * Throws UsageError when a file was edited in the meantime, and when the other process is still at
 * work. `stateFolder` as for `writeChanges`.
 */
export function recoverWrites(
  root: string,
  options: { readonly stateFolder?: string } = {},
): 'nothing' | 'rolled-back' | 'completed' {
  const realRoot = realpathSync(root);
  const stage = join(realRoot, STAGE);
  if (statOf(stage) === undefined) return 'nothing';
  refuseLiveOwner(stage);
  const journal = parseJournal(readText(join(stage, JOURNAL)) ?? '');
  if (journal === undefined) {
    const isDone = statOf(join(stage, DONE)) !== undefined;
    rmSync(stage, { recursive: true, force: true });
    return isDone ? 'completed' : 'rolled-back';
  }
  // The folder may have come with a repository: what it says must not lead out of it.
  for (const path of [...journal.folders, ...journal.operations.map((one) => one.path)])
    resolveInside(realRoot, path);
  const edited = journal.operations.filter(
    ({ path, before, after }) =>
      ![before, after].includes(digestOf(readBytes(join(realRoot, path)))),
  );
  if (edited.length > 0) {
    throw new UsageError('A write was interrupted, and files were edited since', {
      evidence: edited.map(({ path }) => path),
      next: [
        `To keep the files as they are, remove the folder ${STAGE}; it holds their state before (*.old) and after (*.new).`,
      ],
    });
  }
  complete(realRoot, journal, undoPathIn(realRoot, options.stateFolder), () => {});
  return 'completed';
}

function refuseLiveOwner(stage: string): void {
  const owner = Number(readText(join(stage, OWNER)) ?? Number.NaN);
  const ageMs = Date.now() - statSync(stage).mtimeMs;
  if (
    !Number.isInteger(owner) ||
    owner <= 0 ||
    owner === process.pid ||
    ageMs > STALE_AFTER_MS ||
    !isProcessAlive(owner)
  )
    return;
  throw new UsageError('Another process is writing to this project', {
    evidence: [`process ${owner} works in ${STAGE}`],
    next: ['Wait until it has ended and run the command again.'],
  });
}
