import type { Repository } from '../project/repository.ts';
import type { Remark } from './exercise.ts';
import { lineWith } from './place-line.ts';

/** What is said of something that only running shows. */
export type Words = Pick<Remark, 'what' | 'why' | 'next'> & Partial<Pick<Remark, 'file' | 'line'>>;

/** What to say of a module that a boot did not find; undefined for one that no folder explains. */
export function moduleNotFound(module: string, repository: Repository): Words | undefined {
  const folder = repository.djangoProject?.root ?? '';
  const place = lineWith(repository, /^Procfile$/, /^web:/m);
  if (
    folder !== '' &&
    repository.files.paths.some((path) =>
      path.startsWith(`${folder}/${module.replaceAll('.', '/')}`),
    )
  ) {
    return {
      ...place,
      what: `manage.py is in \`${folder}/\`, so gunicorn, which starts in the root, cannot import \`${module}\`.`,
      why: 'It exits immediately, and every request fails with H10.',
      next: `Write:\n  web: gunicorn --chdir ${folder} ${module}`,
    };
  }
  return {
    ...place,
    what: `\`${module}\` cannot be imported on the dyno.`,
    why: 'The process exits immediately, and every request fails with H10.',
    next: `If it is a package, declare it in the requirements. If it is your module, commit it and use its import path.`,
  };
}
