import { undoLastWrite } from '../../edits/undo-write.ts';
import type { ScaffoldUi } from './scaffold-ui.ts';

/**
 * Takes the last write in the folder back and says which files it was. Throws UsageError, with
 * nothing changed, when that is not possible.
 */
export function undoScaffold(root: string, ui: Pick<ScaffoldUi, 'say' | 'stateFolder'>): void {
  const paths = undoLastWrite(root, { stateFolder: ui.stateFolder });
  ui.say(`Taken back:\n${paths.map((path) => `  ${path}\n`).join('')}`);
}
