import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stateFolder } from '../edits/state-folder.ts';
import { UsageError } from '../facts/usage-error.ts';
import type { Rehearsal } from '../rehearsal/rehearsal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The file that keeps the latest rehearsal of a project: below `DYNOREADY_STATE`,
 * `XDG_STATE_HOME/dynoready`, or the system's own folder for such things. Never inside the project,
 * which a rehearsal must not dirty.
 */
export function defaultResultFile(repository: string, env: Environment): string {
  const id = createHash('sha256').update(repository).digest('hex').slice(0, 8);
  return join(stateFolder(env), 'rehearsals', `${basename(repository) || 'root'}-${id}.json`);
}

/** Writes the document whole or not at all. Throws a UsageError when the file cannot be written. */
export function writeResult(file: string, rehearsal: Rehearsal): void {
  writeTextFile(file, `${JSON.stringify(rehearsal, null, 2)}\n`);
}

/**
 * Writes a text beside its place and moves it there. Throws a UsageError when it cannot be written.
 */
export function writeTextFile(file: string, text: string): void {
  const part = `${file}.part-${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, text);
    renameSync(part, file);
  } catch (error) {
    throw new UsageError(`The file cannot be written: ${file}`, {
      evidence: [(error as Error).message],
      next: ['Name a file in a folder that you may write to.'],
    });
  }
}
