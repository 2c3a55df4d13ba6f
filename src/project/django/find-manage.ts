import type { FileTree } from '../../python/file-tree.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { startsDjango } from './manage-scripts.ts';

/**
 * The manage.py files of a repository, the shallowest first, and templates of projects that nobody
 * has filled in yet.
 */
export interface ManageFiles {
  readonly paths: readonly string[];
  readonly templates: readonly { readonly at: SourceRange; readonly what: string }[];
}

/** Folders whose projects are there to be tested or copied, not run. */
const SPECIMENS =
  /(^|\/)(tests?|testing|fixtures?|testdata|test_data|examples?|samples?|demos?|docs?|templates?|project_template|skeleton)\//i;
const PACKAGES = /(^|\/)(site-packages|node_modules|dist-packages)\//;
/**
 * A folder that a template names after an answer, and text that only a template engine can fill in.
 */
const TEMPLATE = /\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}/;

/**
 * Finds every manage.py that starts Django. Those among tests and examples count only when there is
 * no other; a link to another one does not.
 */
export function findManage(files: FileTree): ManageFiles {
  const all = files.paths.filter(
    (path) =>
      /(^|\/)manage\.py$/.test(path) && !PACKAGES.test(path) && !pointsToAnother(files, path),
  );
  const templates = all.filter((path) => isUnfilled(files, path));
  const real = all.filter((path) => !templates.includes(path) && startsDjango(files, path));
  const running = real.filter((path) => !SPECIMENS.test(path));
  return {
    paths: (running.length > 0 ? running : real).sort(
      (a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1),
    ),
    templates: templates.map((path) => ({
      at: { file: path, start: 0, end: 0 },
      what: 'It is the template of a project, with names still to be filled in; make a project from it first',
    })),
  };
}

/** True for a file whose path or text holds names that a template engine has yet to fill in. */
export function isUnfilled(files: FileTree, path: string): boolean {
  return TEMPLATE.test(path) || TEMPLATE.test(files.text(path) ?? '');
}

/** Number of folders above a path. */
export function depthOf(path: string): number {
  return path.split('/').length - 1;
}

function pointsToAnother(files: FileTree, path: string): boolean {
  const target = files.symlinks.get(path);
  // Python takes the folder of the file that a link leads to, so both are one project.
  return target !== undefined && /manage\.py$/.test(target);
}
