import { z } from 'zod';
import type { Feature } from '../../facts/features.ts';
import type { Question } from '../answers/questions.ts';
import type { Plan } from '../plan/plan.ts';

type Ask = (question: Question) => Promise<unknown>;

/** What the person wants of the plan: `write`, `diff`, `choose` or `stop`. */
export async function askToWrite(plan: Plan, ask: Ask): Promise<unknown> {
  return await ask({
    name: 'confirm',
    kind: 'choice',
    message: `Write ${countFiles(plan)}`.replace(/\.$/, '?'),
    default: 'write',
    choices: [
      { value: 'write', name: 'write all of it' },
      { value: 'diff', name: 'show the diff first' },
      { value: 'choose', name: 'leave items out' },
      { value: 'stop', name: 'write nothing' },
    ],
  });
}

/** The entries that the person leaves in, of those that the plan would work on. */
export async function chooseEntries(
  plan: Plan,
  entries: ReadonlySet<Feature>,
  ask: Ask,
): Promise<ReadonlySet<Feature>> {
  const planned = [...entries].filter((entry) =>
    plan.changes.some((change) => change.entries.includes(entry)),
  );
  const kept = await ask({
    name: 'entries',
    kind: 'choices',
    message: 'Which items?',
    default: planned,
    choices: planned.map((entry) => ({ value: entry, name: `${entry}: ${pathsOf(plan, entry)}` })),
  });
  const chosen = z.array(z.string()).parse(kept);
  return new Set(
    [...entries].filter((entry) => !planned.includes(entry) || chosen.includes(entry)),
  );
}

function pathsOf(plan: Plan, entry: Feature): string {
  const paths = plan.changes.flatMap((change) =>
    change.entries.includes(entry) ? [change.path] : [],
  );
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')}, …` : paths.join(', ');
}

/** The plan in numbers, such as `3 files (2 new, 1 edited).` */
export function countFiles({ changes }: Plan): string {
  const kinds = (['create', 'edit', 'move', 'delete'] as const)
    .map((kind) => [kind, changes.filter((change) => change.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([kind, count]) =>
        `${count} ${{ create: 'new', edit: 'edited', move: 'moved', delete: 'deleted' }[kind]}`,
    );
  return `${changes.length} ${changes.length === 1 ? 'file' : 'files'} (${kinds.join(', ')}).`;
}
