import { resolve } from 'node:path';
import { assembleRepository, type ProjectOptions } from './assemble.ts';
import { readGitState } from './git/read-state.ts';
import { readFiles } from './read-files.ts';
import type { Repository } from './repository.ts';

/**
 * Reads the repository in a folder; nothing of it is run, and each part is read when it is first
 * asked for. `site` names one of several Django projects by its folder or its manage.py. Throws
 * when the folder cannot be read, and UsageError when there is no such site.
 */
export function readRepository(root: string, options: ProjectOptions = {}): Repository {
  const folder = resolve(root);
  return assembleRepository(folder, readFiles(folder), {
    ...options,
    git: () => readGitState(folder),
  });
}

export { type ProjectOptions, repositoryFromFiles } from './assemble.ts';
