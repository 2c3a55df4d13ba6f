import type { Change } from '../../edits/change.ts';
import { stateFolder } from '../../edits/state-folder.ts';
import { renderUnifiedDiff } from '../../edits/unified-diff.ts';
import { writeChanges } from '../../edits/write.ts';
import { findInterpreters } from '../../machine/interpreters.ts';
import type { Exercise } from '../../workshop/exercise.ts';
import { planSolution, type Solution } from '../../workshop/solution.ts';
import type { Terminal } from '../command.ts';
import { wrapped } from '../report/workshop-text.ts';
import { readLearnerProject, type Session } from './session.ts';

/**
 * The generator's solution of an exercise as a diff, with what it leaves to the person; and the
 * solution itself.
 */
export async function showSolution(
  { terminal, root, rules }: Session,
  exercise: Exercise,
): Promise<{ readonly solution: Solution; readonly text: string }> {
  const lines = exercise.solvedBy.includes('python-version') ? await pythonLines(terminal) : [];
  const solution = planSolution(readLearnerProject(root), rules, exercise, lines);
  const diffs = await Promise.all(solution.changes.map((change) => diffOf(change, terminal.color)));
  const declined = solution.declined.flatMap(({ path, entry, because, next }) =>
    wrapped('  ', `${path ?? entry}: ${because}. ${next}`, terminal),
  );
  const text = [
    solution.changes.length === 0
      ? 'The generator has nothing to change for this exercise.\n'
      : diffs.join(''),
    declined.length === 0 ? '' : `\nLeft to you:\n${declined.join('\n')}\n`,
    solution.next.length === 0
      ? ''
      : `\nBy hand, as it touches your repository:\n${solution.next.map((step) => `  ${step}\n`).join('')}`,
  ].join('');
  return { solution, text };
}

/** Writes the solution, all of it or nothing. */
export function applySolution({ terminal, root }: Session, { changes }: Solution): void {
  const { files } = readLearnerProject(root);
  writeChanges(root, changes, {
    encodingOf: (path) => files.encoding(path),
    stateFolder: stateFolder(terminal.env),
  });
}

async function pythonLines(terminal: Terminal): Promise<string[]> {
  return [...new Set((await findInterpreters(terminal.env)).map(({ line }) => line))];
}

async function diffOf(change: Change, color: boolean): Promise<string> {
  const before = change.kind === 'create' ? undefined : change.before;
  const after = change.kind === 'delete' ? undefined : change.after;
  return await renderUnifiedDiff(change.path, before, after, {
    color,
    ...(change.kind === 'move' ? { from: change.from } : {}),
  });
}
