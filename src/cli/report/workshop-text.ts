import { wrapWords } from '../../facts/wrap-text.ts';
import type { Exercise, Remark } from '../../workshop/exercise.ts';
import type { ExerciseText } from '../../workshop/exercise-text.ts';
import { EXERCISES } from '../../workshop/exercises.ts';
import { type ExerciseVerdict, isSolved } from '../../workshop/judge.ts';
import { currentExercise, type Progress } from '../../workshop/progress.ts';
import { painter } from './rehearsal-progress.ts';

/** How the workshop is shown. */
export interface WorkshopStyle {
  readonly color: boolean;
  readonly columns: number;
}

/** Longer lines are hard to read on a wide screen. */
const WIDEST_COLUMNS = 100;
const NARROWEST_COLUMNS = 40;
const MARK_COLORS: Readonly<Record<string, string>> = { broken: '31', next: '1', '': '2' };
const MARKS = { learner: 'done', scaffold: 'shown', found: 'found' } as const;

/**
 * All exercises, one a line, with what is solved and which is next; without progress the titles
 * alone. Ends with a line end.
 */
export function renderExerciseList(
  progress: Progress | undefined,
  { color }: WorkshopStyle,
  broken: readonly number[] = [],
): string {
  const paint = painter(color);
  const current = progress === undefined ? undefined : currentExercise(progress);
  const lines = EXERCISES.map(({ number, title }) => {
    const solved = progress?.solved.find(({ exercise }) => exercise === number);
    const mark = broken.includes(number)
      ? 'broken'
      : solved !== undefined
        ? MARKS[solved.by]
        : number === current
          ? 'next'
          : '';
    const code = MARK_COLORS[mark] ?? '32';
    const line = `${String(number).padStart(2)}. ${title}`;
    return progress === undefined
      ? line
      : `${paint(code, mark.padEnd(8))}${mark === 'next' ? paint('1', line) : line}`;
  });
  return `${lines.join('\n')}\n`;
}

/** What a learner reads before an exercise, with a line end. */
export function renderExercise(
  { number, title }: Exercise,
  text: ExerciseText,
  style: WorkshopStyle,
): string {
  const paint = painter(style.color);
  return [
    ...wrapped('', `Exercise ${number} of ${EXERCISES.length}: ${title}`, style).map((line) =>
      paint('1', line),
    ),
    '',
    ...wrapped('', text.goal, style),
    '',
    ...wrapped('Why:     ', text.why, style),
    ...wrapped('Changes: ', text.changes, style),
    '',
  ].join('\n');
}

/** The hints so far, with a line end. */
export function renderHints(hints: readonly string[], style: WorkshopStyle): string {
  return `${hints.flatMap((hint, index) => wrapped(`${index + 1}. `, hint, style)).join('\n')}\n`;
}

/**
 * What is left of the exercises that were judged: those that broke since first, by name, the
 * current one last; with a line end.
 */
export function renderVerdicts(
  verdicts: readonly ExerciseVerdict[],
  current: number,
  style: WorkshopStyle,
): string {
  const blocks = verdicts
    .filter((verdict) => !isSolved(verdict))
    .map((verdict) => renderVerdict(verdict, current, style));
  return `${blocks.join('\n\n')}\n`;
}

/**
 * One exercise: how it stands, what is left of it, what could be better, and what is right already.
 * Without a line end.
 */
export function renderVerdict(
  verdict: ExerciseVerdict,
  current: number,
  style: WorkshopStyle,
): string {
  const paint = painter(style.color);
  const { exercise, remarks, praise } = verdict;
  const left = remarks.filter(({ blocks }) => blocks).length;
  const state = exercise.number < current ? 'was done but no longer is' : 'is not done';
  const [code, text] = isSolved(verdict)
    ? ['1;32', `Exercise ${exercise.number}, ${exercise.title}, is done.`]
    : [
        '1;31',
        `Exercise ${exercise.number}, ${exercise.title}, ${state}: ${left} ${left === 1 ? 'problem' : 'problems'} left.`,
      ];
  const head = wrapped('', text, style).map((line) => paint(code, line));
  return [...head, ...renderAdvice(remarks, style), ...renderPraise(praise, style)].join('\n');
}

/** The remarks as lines, each behind an empty one. */
export function renderAdvice(remarks: readonly Remark[], style: WorkshopStyle): string[] {
  const paint = painter(style.color);
  return remarks.flatMap(({ rule, file, line, what, why, next, blocks }) => {
    const place = file === undefined ? '' : `  ${file}${line === undefined ? '' : `:${line}`}`;
    return [
      '',
      `  ${blocks ? paint('1;31', 'blocks') : paint('1;33', 'advice')}${place}${rule === undefined ? '' : `  ${paint('2', rule)}`}`,
      ...wrapped('    ', what, style),
      ...wrapped('    why   ', why, style),
      ...wrapped('    next  ', next, style),
    ];
  });
}

function renderPraise(praise: readonly string[], style: WorkshopStyle): string[] {
  const paint = painter(style.color);
  return praise.length === 0
    ? []
    : [
        '',
        '  Well done:',
        ...praise.flatMap((one) => wrapped(`  ${paint('32', '+')} `, one, style)),
      ];
}

/**
 * The text behind a label, broken at the width; what follows is set in as far. Lines that begin
 * with a blank are commands and stay whole.
 */
export function wrapped(label: string, text: string, { columns }: WorkshopStyle): string[] {
  const indent = label.replace(/\x1b\[[\d;]*m/g, '').length;
  const width = Math.max(NARROWEST_COLUMNS, Math.min(columns, WIDEST_COLUMNS)) - indent;
  const lines = text
    .split('\n')
    .flatMap((line) => (/^\s|^$/.test(line) ? [line] : wrapWords(line, width)));
  return lines.map(
    (line, index) => (index === 0 ? label : line === '' ? '' : ' '.repeat(indent)) + line,
  );
}
