import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { EXERCISES } from './exercises.ts';

const SOLVED_BY = ['learner', 'scaffold', 'found'] as const;

/**
 * How far a learner is. Which exercise is next follows from what is solved. No path is in it, so
 * that the folder can be moved.
 */
export interface Progress {
  readonly schemaVersion: 1;
  /**
   * `found`: it held already when the project came to the workshop, or when lost progress was made
   * anew.
   */
  readonly solved: readonly {
    readonly exercise: number;
    readonly by: (typeof SOLVED_BY)[number];
  }[];
  /** How many hints were shown, by the number of the exercise. */
  readonly hintsShown: Readonly<Record<string, number>>;
}
export type SolvedBy = (typeof SOLVED_BY)[number];

export const NO_PROGRESS: Progress = { schemaVersion: 1, solved: [], hintsShown: {} };

const FOLDER = '.dynoready';
const FILE = 'workshop.json';

/**
 * The progress kept in the project; `damaged` when the file is there and cannot be read as ours,
 * `none` when there is none.
 */
export function loadProgress(root: string): Progress | 'damaged' | 'none' {
  let text: string;
  try {
    text = readFileSync(join(root, FOLDER, FILE), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return 'none';
    throw error;
  }
  const parsed = parseJson(text);
  return isProgress(parsed) ? parsed : 'damaged';
}

/**
 * The progress kept in the project. One that is damaged is made anew from what `findSolved` says
 * holds, kept, and told with `say`; the damaged file stays beside it. Throws UsageError when there
 * is none.
 */
export function readProgress(
  root: string,
  findSolved: () => readonly number[],
  say: (text: string) => void,
): Progress {
  const loaded = loadProgress(root);
  if (loaded === 'none') {
    throw new UsageError('This folder is not a workshop project', {
      evidence: [`${join(root, FOLDER, FILE)} is not there`],
      next: [
        'Start one:                  dynoready workshop start',
        'or teach this project:      dynoready workshop adopt',
        'or change into the folder that you started.',
      ],
    });
  }
  if (loaded !== 'damaged') return loaded;
  const progress = foundProgress(findSolved());
  renameSync(join(root, FOLDER, FILE), join(root, FOLDER, `${FILE}.damaged`));
  writeProgress(root, progress);
  say(
    `The progress file could not be read, so your progress was determined from the project: ${progress.solved.length} of ${EXERCISES.length} exercises are solved. ` +
      `The number of hints you used is lost. The old file is ${FOLDER}/${FILE}.damaged.\n\n`,
  );
  return progress;
}

/** The progress of a project in which these exercises hold already. */
export function foundProgress(solved: readonly number[]): Progress {
  return { ...NO_PROGRESS, solved: solved.map((exercise) => ({ exercise, by: 'found' })) };
}

/**
 * Keeps the progress, whole or not at all, in a folder of the project that git ignores by itself.
 */
export function writeProgress(root: string, progress: Progress): void {
  const folder = join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  const path = join(folder, FILE);
  const part = `${path}.part-${process.pid}`;
  writeFileSync(part, `${JSON.stringify(progress, undefined, 2)}\n`);
  renameSync(part, path);
}

/** The progress with one exercise more; one that is solved already keeps by whom. */
export function withSolved(progress: Progress, exercise: number, by: SolvedBy): Progress {
  if (progress.solved.some((one) => one.exercise === exercise)) return progress;
  return { ...progress, solved: [...progress.solved, { exercise, by }] };
}

/** The number of the exercise to work on: the first that is not solved; undefined when all are. */
export function currentExercise({ solved }: Progress): number | undefined {
  return EXERCISES.find(({ number: one }) => !solved.some(({ exercise }) => exercise === one))
    ?.number;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Looked at by hand: loading zod would take longer than the judging. */
function isProgress(value: unknown): value is Progress {
  const { schemaVersion, solved, hintsShown } = (value ?? {}) as Record<string, unknown>;
  return (
    schemaVersion === 1 &&
    Array.isArray(solved) &&
    solved.every(isSolvedEntry) &&
    isCounts(hintsShown)
  );
}

function isSolvedEntry(value: unknown): boolean {
  const { exercise, by } = (value ?? {}) as Record<string, unknown>;
  const isNumber = EXERCISES.some(({ number }) => number === exercise);
  return isNumber && SOLVED_BY.some((one) => one === by);
}

function isCounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((count) => Number.isInteger(count) && (count as number) >= 0);
}
