import type { Repository } from '../../project/repository.ts';
import { lockedPython } from '../packages/pipfile-lock.ts';
import { type RequestedPython, requestedPython } from './requested-python.ts';

/**
 * The Python that a build of the project is asked for: by a version file, else by Pipfile.lock;
 * undefined when by neither, or not soundly.
 */
export function buildPython(repository: Repository): RequestedPython | undefined {
  if (repository.pythonVersion.files.size > 0) return requestedPython(repository);
  const locked = lockedPython(repository);
  return locked.state === 'known' ? locked.python : undefined;
}
