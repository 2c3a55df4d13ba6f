import { undoLastWrite } from '../../edits/write.ts';
import type { ScaffoldDoor } from './run-scaffold.ts';

/**
 * Takes the last write in the folder back and says which files it was. Throws UsageError, with
 * nothing changed, when that is not possible.
 */
export function undoScaffold(root: string, door: Pick<ScaffoldDoor, 'say' | 'stateFolder'>): void {
  const paths = undoLastWrite(root, { stateFolder: door.stateFolder });
  door.say(`Taken back:\n${paths.map((path) => `  ${path}\n`).join('')}`);
}
