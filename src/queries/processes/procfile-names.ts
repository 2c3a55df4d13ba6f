import type { Repository } from '../../project/repository.ts';

/**
 * Names that people gave a file meant as the Procfile. `Procfile.dev` and its like are for local
 * runners and are meant so.
 */
const MISNAMED = /^(procfile|profile|procfiles|proc)(\.(txt|text|md|rtf|yml|yaml|py|sh))?\s*$/i;

/**
 * Files that look like a Procfile but would not be read as one; empty when the root has a Procfile.
 */
export function misnamedProcfiles(repository: Repository): string[] {
  if (repository.procfile !== undefined || repository.files.has('Procfile')) return [];
  return repository.files.paths.filter((path) => {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (slash < 0) return MISNAMED.test(name) && startsAProcess(repository, path);
    return (
      name === 'Procfile' &&
      repository.djangoProjects.some(
        ({ root }) =>
          root !== '' &&
          (root === path.slice(0, slash) || root.startsWith(`${path.slice(0, slash)}/`)),
      )
    );
  });
}

function startsAProcess(repository: Repository, path: string): boolean {
  return /^[ \t]*(web|release|worker)\s*:/m.test(repository.files.text(path) ?? '');
}

/**
 * The command that would serve the project's site with gunicorn, such as `gunicorn --chdir src
 * shop.wsgi`.
 */
export function webCommandFor(repository: Repository): string {
  const { djangoProject } = repository;
  const chdir =
    djangoProject === undefined || djangoProject.root === ''
      ? ''
      : `--chdir ${djangoProject.root} `;
  return `gunicorn ${chdir}${djangoProject?.package ?? 'PACKAGE'}.wsgi`;
}
