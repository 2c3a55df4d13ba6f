import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../facts/usage-error.ts';
import { NO_PROGRESS, writeProgress } from './progress.ts';

/**
 * Files of the project that the workshop begins with, by the path they have there, with where the
 * package keeps them.
 */
export function startProjectFiles(): ReadonlyMap<string, string> {
  return filesBelow('start/manage.py');
}

/**
 * What was done wrong in it on purpose, for the exercises to find: files that replace those of the
 * start project or come to them.
 */
export function defectFiles(): ReadonlyMap<string, string> {
  return filesBelow('defects/runtime.txt');
}

/**
 * What the first exercise is about: a database that somebody committed. SQLite takes an empty file
 * for an empty database.
 */
const COMMITTED_BY_MISTAKE = 'db.sqlite3';

/**
 * The paths of all that a learner starts with, each with its file in the package; undefined for an
 * empty file.
 */
export function learnerFiles(): ReadonlyMap<string, string | undefined> {
  return new Map<string, string | undefined>([
    ...startProjectFiles(),
    ...defectFiles(),
    [COMMITTED_BY_MISTAKE, undefined],
  ]);
}

/**
 * Lays out the start project with its defects and begins to count; returns the paths of its files.
 * Throws UsageError when the folder holds anything. Git is the caller's.
 */
export function layOutStartProject(folder: string): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`The folder ${basename(folder)} is not empty`, {
      next: [
        'Name another:                dynoready workshop start FOLDER',
        'or go on with what is there: dynoready workshop check, dynoready workshop adopt',
      ],
    });
  }
  const files = learnerFiles();
  for (const [path, source] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (source === undefined) writeFileSync(target, '');
    else cpSync(source, target);
  }
  writeProgress(folder, NO_PROGRESS);
  return [...files.keys()];
}

/**
 * The files below the folder of a file of ours; `_name` stands for `.name`, which npm might drop.
 */
function filesBelow(marker: string): ReadonlyMap<string, string> {
  const source = fileURLToPath(import.meta.resolve(`#templates/exercises/${marker}`)).slice(
    0,
    -basename(marker).length,
  );
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('__pycache__'))
      .map((path) => path.slice(source.length))
      .sort()
      .map((path) => [
        path.replaceAll('\\', '/').replace(/(^|\/)_(?!_)([^/]*)$/, '$1.$2'),
        join(source, path),
      ]),
  );
}
