import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import type { TextEncoding } from '../python/file-tree.ts';
import type { Change } from './change.ts';
import { readBytes } from './disk.ts';
import { bytesOf } from './file-bytes.ts';
import { lstatOf, resolveInside } from './path-inside.ts';

/** One file as bytes: before, after, and the state of the file it replaces. */
export interface StagedFile {
  readonly path: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
  readonly stats: Pick<Stats, 'mode' | 'uid' | 'gid'> | undefined;
}

/**
 * The files that a change touches, as bytes, with the encoding each was read in. Throws UsageError
 * when a file is not the text that the change was computed from.
 */
export function stagedFiles(
  root: string,
  change: Change,
  encodingOf: (path: string) => TextEncoding,
): StagedFile[] {
  if (change.kind === 'create')
    return [
      newFile(
        root,
        change.path,
        bytesOf(change.after, encodingOf(change.path), change.path),
        undefined,
      ),
    ];
  if (change.kind === 'edit' && change.before === change.after) return [];
  const from = change.kind === 'move' ? change.from : change.path;
  const encoding = encodingOf(from);
  // A link is edited through, but it is the link itself that is moved or deleted.
  const path = resolveInside(root, from, change.kind === 'edit');
  const before = readBytes(join(root, path));
  if (before === undefined || !before.equals(bytesOf(change.before, encoding, from))) {
    throw new UsageError(`${from} is not the file that the change was made for`, {
      evidence: [before === undefined ? `${from} is gone` : `${from} was edited in the meantime`],
      next: ['Run the command again, so that it reads the file as it is now.'],
    });
  }
  const stats = statSync(join(root, path));
  const old: StagedFile = { path, before, after: undefined, stats };
  if (change.kind === 'delete') return [old];
  const after = bytesOf(change.after, encoding, change.path);
  return change.kind === 'edit'
    ? [{ ...old, after }]
    : [old, newFile(root, change.path, after, stats)];
}

function newFile(
  root: string,
  wanted: string,
  after: Buffer,
  stats: StagedFile['stats'],
): StagedFile {
  const path = resolveInside(root, wanted);
  if (lstatOf(join(root, path)) !== undefined) {
    throw new UsageError(`${wanted} is there already, so it is not created`, {
      evidence: [wanted],
      next: ['Run the command again, so that it reads the file as it is now.'],
    });
  }
  return { path, before: undefined, after, stats };
}
