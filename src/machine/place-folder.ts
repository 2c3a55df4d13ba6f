import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';

/** Throws a UsageError when a folder of that name exists and is not empty, or is no folder. */
export function refuseTakenFolder(parent: string, name: string): void {
  const target = join(parent, name);
  if (!existsSync(target)) return;
  let names: readonly string[] = [''];
  try {
    names = readdirSync(target);
  } catch {
    // A file of that name is in the way as well.
  }
  if (names.length > 0) {
    throw new UsageError(`${name} is there already, so no project can be made in it`, {
      next: [`Choose another name, or work on what is there: dynoready init ${name}`],
    });
  }
}

/**
 * A path beside the target, on the same disk, so that moving it there is one step; its name keeps
 * it out of the way.
 */
export function nameFolderBeside(parent: string, name: string): string {
  return join(parent, `.${name}-${randomBytes(4).toString('hex')}`);
}

/**
 * Gives the finished folder its name. Throws a UsageError when something took the name meanwhile.
 */
export function placeFolder(folder: string, parent: string, name: string): void {
  refuseTakenFolder(parent, name);
  const target = join(parent, name);
  if (existsSync(target)) rmdirSync(target);
  renameSync(folder, target);
}

/** Removes what is left of an unfinished folder. */
export function discardFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
