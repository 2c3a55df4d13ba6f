import { join, posix } from 'node:path';
import { readRepository } from '../project/read.ts';
import type { Repository } from '../project/repository.ts';

/**
 * The part of a folder that a build would be given: the folder itself where it declares what it
 * installs, else the nearest folder above a manage.py that does, with the app.json of the whole. The
 * notes say in a sentence each which folder that is, and which ones are left.
 */
export function findDeployed(folder: string): {
  readonly repository: Repository;
  readonly notes: readonly string[];
} {
  const whole = readRepository(folder);
  if (whole.dependencies.files.length > 0) return { repository: whole, notes: [] };
  const found = new Map<string, Repository>();
  for (const { root } of whole.djangoProjects.slice(0, MOST_PROJECTS)) {
    for (let below = root; below !== '' && below !== '.'; below = posix.dirname(below)) {
      const part = found.get(below) ?? readRepository(join(folder, below));
      if (part.dependencies.files.length === 0) continue;
      found.set(below, part);
      break;
    }
  }
  const [[first, part] = ['', whole], ...others] = [...found];
  if (part === whole) return { repository: whole, notes: [] };
  return {
    repository: { ...part, appJson: part.appJson ?? whole.appJson },
    notes: [
      `Read in ${first}/: the folder above it declares nothing to install.`,
      ...others.map(([other]) => `Another project is in ${other}/: dynoready keep-up ${other}`),
    ],
  };
}

/** Sites of one repository that are looked at. */
const MOST_PROJECTS = 20;
