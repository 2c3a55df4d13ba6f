import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../facts/usage-error.ts';
import { NO_PROGRESS, writeProgress } from './progress.ts';

/** Files of the start project by the path they have in the learner's folder, with where the package keeps them. */
export function startProjectFiles(): ReadonlyMap<string, string> {
  const source = fileURLToPath(import.meta.resolve('#templates/exercises/start/manage.py')).replace(/manage\.py$/, '');
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('__pycache__'))
      .map((path) => path.slice(source.length))
      .sort()
      .map((path) => [path.replaceAll('\\', '/').replace(/(^|\/)_(?!_)([^/]*)$/, '$1.$2'), join(source, path)]),
  );
}

/** What the first exercise is about: a database that somebody committed. SQLite takes an empty file for an empty database. */
const COMMITTED_BY_MISTAKE = 'db.sqlite3';

/** Lays out the start project and begins to count; returns the paths of its files. Throws UsageError when the folder holds anything. Git is the caller's. */
export function layOutStartProject(folder: string): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`The folder ${basename(folder)} is not empty`, {
      next: ['Name another: dynoready workshop start FOLDER'],
    });
  }
  const files = startProjectFiles();
  for (const [path, source] of files) {
    const target = join(folder, path);
    mkdirSync(join(target, '..'), { recursive: true });
    cpSync(source, target);
  }
  writeFileSync(join(folder, COMMITTED_BY_MISTAKE), '');
  writeProgress(folder, NO_PROGRESS);
  return [...files.keys(), COMMITTED_BY_MISTAKE];
}
