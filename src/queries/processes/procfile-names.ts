import type { Project } from '../../project/project.ts';

/**
 * Names that people gave a file meant as the Procfile. `Procfile.dev` and its like are for local
 * runners and are meant so.
 */
const MISNAMED = /^(procfile|profile|procfiles|proc)(\.(txt|text|md|rtf|yml|yaml|py|sh))?\s*$/i;

/**
 * Files that look like a Procfile but would not be read as one; empty when the root has a Procfile.
 */
export function misnamedProcfiles(project: Project): string[] {
  if (project.procfile !== undefined || project.files.has('Procfile')) return [];
  return project.files.paths.filter((path) => {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (slash < 0) return MISNAMED.test(name) && startsAProcess(project, path);
    return (
      name === 'Procfile' &&
      project.sites.some(
        ({ root }) =>
          root !== '' &&
          (root === path.slice(0, slash) || root.startsWith(`${path.slice(0, slash)}/`)),
      )
    );
  });
}

function startsAProcess(project: Project, path: string): boolean {
  return /^\s*(web|release|worker)\s*:/m.test(project.files.text(path) ?? '');
}

/**
 * The command that would serve the project's site with gunicorn, such as `gunicorn --chdir src
 * shop.wsgi`.
 */
export function webCommandFor(project: Project): string {
  const { site } = project;
  const chdir = site === undefined || site.root === '' ? '' : `--chdir ${site.root} `;
  return `gunicorn ${chdir}${site?.package ?? 'PACKAGE'}.wsgi`;
}
