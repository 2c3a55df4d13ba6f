import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../facts/usage-error.ts';
import { EXERCISES } from './exercises.ts';

const number = z.number().int().min(1).max(EXERCISES.length);

const progressSchema = z.object({
  schemaVersion: z.literal(1),
  solved: z.array(z.object({ exercise: number, by: z.enum(['learner', 'scaffold']) })),
  hintsShown: z.record(z.string(), z.number().int().min(0)),
});

/** How far a learner is. Which exercise is next follows from what is solved. */
export type Progress = z.infer<typeof progressSchema>;

export const NO_PROGRESS: Progress = { schemaVersion: 1, solved: [], hintsShown: {} };

const FOLDER = '.dynoready';
const FILE = 'workshop.json';

/** The progress kept in the project. Throws UsageError when there is none, or the file is not ours. */
export function readProgress(root: string): Progress {
  const path = join(root, FOLDER, FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError('This folder is not a workshop project', {
      evidence: [`${path} is not there`],
      next: ['Start one:', '  dynoready workshop start', 'or change into the folder that you started.'],
    });
  }
  const parsed = progressSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new UsageError("The workshop's progress file cannot be read", {
    evidence: [`${path}: ${parsed.error.issues[0]?.path.join('.') || 'not JSON'}`],
    next: ['Put it back as it was, or start a new workshop folder: dynoready workshop start'],
  });
}

/** Keeps the progress in a folder of the project that git ignores by itself. */
export function writeProgress(root: string, progress: Progress): void {
  const folder = join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify(progress, undefined, 2)}\n`);
  renameSync(`${path}.new`, path);
}

/** The number of the exercise to work on: the first that is not solved; undefined when all are. */
export function currentExercise({ solved }: Progress): number | undefined {
  return EXERCISES.find(({ number: one }) => !solved.some(({ exercise }) => exercise === one))?.number;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
