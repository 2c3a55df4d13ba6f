import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';

/** What `--project` does, in the words of every command that has it. */
export const PROJECT_HELP = 'folder of the manage.py in question, where there are several';

/**
 * The absolute path of a folder given on the command line. Throws UsageError when it is not there
 * or not a folder.
 */
export function projectFolder(cwd: string, operand: string): string {
  const folder = resolve(cwd, operand);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) {
    if (isReadable(folder)) return folder;
    throw new UsageError(`This user may not read the folder ${operand}`, { evidence: [folder] });
  }
  const situation =
    stats === undefined ? `There is no folder ${operand}` : `${operand} is not a folder`;
  throw new UsageError(situation, {
    evidence: [folder],
    next: ['Name the folder that holds manage.py, or change into it and name none.'],
  });
}

function isReadable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
