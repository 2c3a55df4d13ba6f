import type { Project } from '../../project/project.ts';
import { lockedPython } from '../packages/pipfile-lock.ts';
import { type RequestedPython, requestedPython } from './requested-python.ts';

/**
 * The Python that a build of the project is asked for: by a version file, else by Pipfile.lock;
 * undefined when by neither, or not soundly.
 */
export function buildPython(project: Project): RequestedPython | undefined {
  if (project.pythonVersion.files.size > 0) return requestedPython(project);
  const locked = lockedPython(project);
  return locked.state === 'known' ? locked.python : undefined;
}
