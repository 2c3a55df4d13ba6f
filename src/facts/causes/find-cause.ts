import { stripVTControlCharacters } from 'node:util';
import type { Cause, CauseRow, CommandOutput } from './cause.ts';
import { COMPILING_CAUSES } from './compiling.ts';
import { GIT_CAUSES } from './git-sources.ts';
import { PROJECT_FILE_CAUSES } from './project-files.ts';
import { RESOLUTION_CAUSES } from './resolution.ts';
import { RUNNING_CODE_CAUSES } from './running-code.ts';

/** The causes of a failed install; the first that fits is taken, so what explains more is first. */
const INSTALL_CAUSES: readonly CauseRow[] = [
  ...GIT_CAUSES,
  ...PROJECT_FILE_CAUSES,
  ...COMPILING_CAUSES,
  ...RESOLUTION_CAUSES,
];

/** What made an install fail; undefined when nothing in its output is known. */
export function findInstallCause(output: CommandOutput): Cause | undefined {
  return findIn(INSTALL_CAUSES, output);
}

/** What made a command of the project's own code fail; undefined when its output does not tell. */
export function findRunCause(output: CommandOutput): Cause | undefined {
  return findIn(RUNNING_CODE_CAUSES, output);
}

/** Characters at the end of an output that are looked at. */
const MAX_CHARACTERS = 200_000;

function findIn(rows: readonly CauseRow[], output: CommandOutput): Cause | undefined {
  const plain = { ...output, text: stripVTControlCharacters(output.text.slice(-MAX_CHARACTERS)) };
  for (const { id, find } of rows) {
    const found = find(plain);
    if (found !== undefined) return { id, ...found };
  }
  return undefined;
}
