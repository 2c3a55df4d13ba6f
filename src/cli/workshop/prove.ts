import type { Repository } from '../../project/repository.ts';
import type { Exercise, Remark } from '../../workshop/exercise.ts';
import { EXERCISES } from '../../workshop/exercises.ts';
import { isJudgedIn } from '../../workshop/judge.ts';
import { findOwnPython, judgeByOwnPython, NO_OWN_PYTHON } from '../../workshop/own-python.ts';
import { remarksOfRehearsal } from '../../workshop/rehearsal-remarks.ts';
import type { Terminal } from '../command.ts';
import { renderFailure } from '../report/rehearsal-text.ts';
import type { Session, Standing } from './session.ts';

/** Whether an exercise that holds by reading holds when it is run, with what was found. */
export interface Proof {
  readonly holds: boolean;
  readonly remarks: readonly Remark[];
}

/**
 * Runs what reading cannot decide: commits, the settings under the learner's own Python, and the
 * rehearsal where the exercise asks for one.
 */
export async function prove(
  session: Session,
  { repository }: Standing,
  exercise: Exercise,
): Promise<Proof> {
  const { terminal, root } = session;
  const remarks: Remark[] = [];
  if (exercise.rehearsal !== undefined) remarks.push(...(await uncommittedRemarks(session)));
  if (exercise.trials(repository).length > 0) {
    const python = await findOwnPython(root, terminal.env);
    remarks.push(
      ...(python === undefined
        ? [NO_OWN_PYTHON]
        : await judgeByOwnPython(python, repository, exercise, terminal.env)),
    );
  }
  if (remarks.some(({ blocks }) => blocks)) return { holds: false, remarks };
  const rehearsed = await rehearseFor(session, repository, exercise);
  return { holds: rehearsed.holds, remarks: [...remarks, ...rehearsed.remarks] };
}

async function uncommittedRemarks({ git }: Session): Promise<Remark[]> {
  const paths = (await git.uncommitted()) ?? [];
  if (paths.length === 0) return [];
  const [first] = paths;
  return [
    {
      rule: undefined,
      file: first,
      line: undefined,
      what:
        paths.length === 1
          ? `${first} has changes that are not committed.`
          : `${paths.length} files have changes that are not committed: ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ', …' : ''}.`,
      why: 'A push takes what is committed, so Heroku would build something else than what you see.',
      next: 'Run: git add --all && git commit',
      blocks: true,
    },
  ];
}

/**
 * Holds when the exercise asks for no rehearsal, or nothing failed in it but what may still fail.
 * What failed besides is shown with the end of its log.
 */
async function rehearseFor(
  { terminal, root, rules }: Session,
  repository: Repository,
  exercise: Exercise,
): Promise<Proof> {
  const { rehearsal: asked } = exercise;
  if (asked === undefined) return { holds: true, remarks: [] };
  // Loaded here only: the other exercises are judged without it.
  const { runRehearsal } = await import('../rehearsal-run.ts');
  const { scale, drill, until } = asked;
  const options = {
    format: 'pretty' as const,
    configVar: Object.entries(asked.given?.(repository) ?? {}).map(
      ([name, value]) => `${name}=${value}`,
    ),
    strict: false,
    ...(scale === undefined ? {} : { scale }),
    ...(drill === undefined ? {} : { drill }),
    ...(until === undefined ? {} : { until }),
  };
  const quiet: Terminal = { ...terminal, out: () => {} };
  const rehearsal = await runRehearsal(quiet, {
    operands: [root],
    options,
    signal: terminal.signal,
    command: 'dynoready rehearse',
  });
  const isLater = (id: string): boolean => {
    const rule = rules.find((one) => one.id === id);
    return (
      rule !== undefined &&
      EXERCISES.some((one) => one.number > exercise.number && isJudgedIn(one, rule))
    );
  };
  const remarks = remarksOfRehearsal(rehearsal, { asked, repository, isLater });
  const isBlocked = remarks.some(({ blocks }) => blocks);
  if (rehearsal.verdict === 'passed') return { holds: !isBlocked, remarks };
  if (rehearsal.verdict === 'interrupted') {
    terminal.out('Interrupted; nothing is left running.\n');
    return { holds: false, remarks };
  }
  const failed = rehearsal.phases.filter(({ verdict }) => verdict === 'failed');
  const later = failed.filter(({ name }) => asked.mayFail.includes(name)).map(({ name }) => name);
  for (const phase of failed.filter(({ name }) => !later.includes(name)))
    terminal.out(`${renderFailure(phase, terminal.color)}\n\n`);
  if (later.length > 0)
    terminal.out(`What failed in ${later.join(', ')}, a later exercise fixes.\n\n`);
  return { holds: failed.length === later.length && !isBlocked, remarks };
}
