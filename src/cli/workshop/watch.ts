import { existsSync } from 'node:fs';
import { UsageError } from '../../facts/usage-error.ts';
import { EXERCISES, exerciseOf } from '../../workshop/exercises.ts';
import { type ExerciseVerdict, isSolved } from '../../workshop/judge.ts';
import { currentExercise } from '../../workshop/progress.ts';
import type { Terminal } from '../command.ts';
import { painter } from '../report/rehearsal-progress.ts';
import {
  renderExercise,
  renderExerciseList,
  renderVerdict,
  wrapped,
} from '../report/workshop-text.ts';
import { finish, nextHint, resetExercise } from './actions.ts';
import { prove } from './prove.ts';
import { judgeNow, markSolved, openExercise, openSession, type Session } from './session.ts';
import { applySolution, showSolution } from './solve.ts';
import { type WatchEvent, watchEvents } from './watch-events.ts';

/** More remarks than this would scroll the first ones out of the screen. */
const MOST_REMARKS = 3;
const CLEAR = '\x1b[2J\x1b[3J\x1b[H';
const KEYS = 'n next   h hint   l list   s solution   r reset   q quit';

/** Judges again at each save until `q`. Throws UsageError without a terminal. */
export async function watch(terminal: Terminal, folder?: string): Promise<number> {
  if (!terminal.interactive) {
    throw new UsageError('There is no terminal to watch in', {
      next: ['Judge once: dynoready workshop check'],
    });
  }
  const session = await openSession(terminal, folder);
  await watchSession(session, watchEvents(session.root, terminal.signal));
  return 0;
}

/** What the screen shows beside the verdict, and what a key refers to. */
interface Screen {
  /** The exercise that was just done, until `n`. */
  done: ExerciseVerdict | undefined;
  /** Answer to a key; gone at the next save. */
  notice: string;
  /** The key that was pressed and is to be confirmed. */
  pending: 's' | 'r' | undefined;
  /** A key wrote files itself: the save that follows is no news. */
  wrote: boolean;
  /** Something was printed that a person wants to read first. */
  keepAbove: boolean;
  /** The exercise whose solution was written here. */
  shown: number | undefined;
}

/**
 * The loop itself: answers each event on the screen until `q`, Ctrl-C, or the end of the events.
 */
export async function watchSession(
  session: Session,
  events: AsyncIterable<WatchEvent>,
): Promise<void> {
  const { terminal } = session;
  const screen: Screen = {
    done: undefined,
    notice: '',
    pending: undefined,
    wrote: false,
    keepAbove: false,
    shown: undefined,
  };
  await judgeAndShow(session, screen);
  for await (const event of events) {
    if (event.kind === 'key' && ['q', '\x03', '\x04'].includes(event.key)) break;
    if (event.kind === 'saved') {
      if (!existsSync(session.root)) break;
      if (!screen.wrote) screen.notice = '';
      screen.wrote = false;
      screen.pending = undefined;
    } else if (!(await answerKey(session, screen, event.key))) continue;
    await judgeAndShow(session, screen);
  }
  terminal.out('\nYour progress is kept. Go on at any time: dynoready workshop\n');
}

/** False when the key means nothing here. */
async function answerKey(session: Session, screen: Screen, key: string): Promise<boolean> {
  const { pending } = screen;
  screen.pending = undefined;
  const answer = ANSWERS[key];
  if (answer === undefined) return pending !== undefined;
  try {
    await answer(session, screen, pending);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    screen.notice = [error.message, ...error.evidence, ...error.next].join('\n');
  }
  return true;
}

const ANSWERS: Readonly<
  Record<string, (session: Session, screen: Screen, pending: Screen['pending']) => Promise<void>>
> = {
  async n(session, screen) {
    if (screen.done !== undefined) {
      screen.done = undefined;
      screen.notice = '';
      return;
    }
    const standing = judgeNow(session);
    if (standing.current?.rehearsal === undefined || !standing.verdicts.every(isSolved)) {
      screen.notice = 'Not yet: this exercise is not done. h gives a hint, s shows the solution.';
      return;
    }
    session.terminal.out(CLEAR);
    const passed = await finish(session, standing, 'learner');
    screen.keepAbove = true;
    screen.notice = passed ? '' : 'What was found is above: scroll up to read it.';
  },
  async h(session, screen) {
    screen.notice = nextHint(session)
      .replace(/See it done: .*/, 'See it done: press s.')
      .replace('ask again', 'press h');
  },
  async l(session, screen) {
    const broken = judgeNow(session).broken.map(({ exercise }) => exercise.number);
    screen.notice = renderExerciseList(session.progress, session.terminal, broken);
  },
  async s(session, screen, pending) {
    const exercise = openExercise(session);
    const { solution, text } = await showSolution(session, exercise);
    if (pending === 's' && solution.changes.length > 0) {
      applySolution(session, solution);
      screen.wrote = true;
      screen.shown = exercise.number;
      screen.notice = 'The solution is written. Read it: git diff';
      return;
    }
    screen.notice =
      solution.changes.length === 0
        ? text
        : `${text}\nNothing is written yet: press s again to write it.`;
    screen.pending = 's';
  },
  async r(session, screen, pending) {
    if (pending === 'r') {
      screen.notice = await resetExercise(session);
      screen.wrote = true;
      screen.shown = undefined;
      return;
    }
    screen.notice = `Back to the start of exercise ${openExercise(session).number}? Your work will be kept on a branch. Press r again.`;
    screen.pending = 'r';
  },
};

async function judgeAndShow(session: Session, screen: Screen): Promise<void> {
  const { terminal } = session;
  let standing = judgeNow(session);
  const { current } = standing;
  if (
    screen.done === undefined &&
    current !== undefined &&
    current.rehearsal === undefined &&
    standing.verdicts.every(isSolved)
  ) {
    const verdict = standing.verdicts.at(-1)!;
    const { holds, remarks } = await prove(session, standing, current);
    if (holds) {
      await markSolved(session, current, screen.shown === current.number ? 'scaffold' : 'learner');
      screen.done = { ...verdict, remarks: [...verdict.remarks, ...remarks] };
      standing = judgeNow(session);
    } else screen.notice ||= renderVerdict({ ...verdict, remarks }, current.number, terminal);
  }
  const { broken } = standing;
  const number = currentExercise(session.progress);
  const parts = [header(session)];
  parts.push(
    ...broken.map((verdict) =>
      renderVerdict(firstRemarks(verdict), number ?? EXERCISES.length + 1, terminal),
    ),
  );
  if (screen.done !== undefined)
    parts.push(
      renderVerdict(screen.done, screen.done.exercise.number, terminal),
      doneText(number, terminal),
    );
  else if (number === undefined)
    parts.push('All fourteen exercises are done. Prove it: dynoready rehearse');
  else parts.push(...showCurrent(session, standing.verdicts.at(-1)!, number));
  if (screen.notice !== '') parts.push(screen.notice.trimEnd());
  parts.push(painter(terminal.color)('2', KEYS));
  terminal.out(`${screen.keepAbove ? '\n' : CLEAR}${parts.join('\n\n')}\n`);
  screen.keepAbove = false;
}

function header({ progress, terminal }: Session): string {
  const done = progress.solved.length;
  const bar = '#'.repeat(done) + '-'.repeat(EXERCISES.length - done);
  return painter(terminal.color)(
    '1',
    `dynoready workshop  [${bar}] ${done} of ${EXERCISES.length}`,
  );
}

function doneText(next: number | undefined, terminal: Terminal): string {
  if (next === undefined) return 'That was the last. Prove it: dynoready rehearse';
  return wrapped(
    '',
    `Commit it, so that the next change is seen alone. Then n: ${next}. ${exerciseOf(next).title}.`,
    terminal,
  ).join('\n');
}

function showCurrent(session: Session, verdict: ExerciseVerdict, number: number): string[] {
  const { terminal } = session;
  const { exercise } = verdict;
  const task = renderExercise(exercise, session.text(exercise), terminal).trimEnd();
  if (!isSolved(verdict)) return [task, renderVerdict(firstRemarks(verdict), number, terminal)];
  return [
    task,
    wrapped(
      '',
      'Reading finds nothing left. Commit, then press n: it is rehearsed, which takes about a minute.',
      terminal,
    ).join('\n'),
  ];
}

/** The first remarks only, and how many there are beside them. */
function firstRemarks(verdict: ExerciseVerdict): ExerciseVerdict {
  const { remarks } = verdict;
  if (remarks.length <= MOST_REMARKS) return verdict;
  return { ...verdict, remarks: remarks.slice(0, MOST_REMARKS), praise: [] };
}
