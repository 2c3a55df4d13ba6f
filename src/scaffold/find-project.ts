import { UsageError } from '../facts/usage-error.ts';
import { lineAndColumn } from '../project/place.ts';
import type { DjangoSite, Project } from '../project/project.ts';
import type { Question } from './questions.ts';

/**
 * The project with the one site to work on: the only one, the one that `wanted` names (folder of its manage.py), or the one a person chooses.
 * Throws UsageError when there is none, when there are several and nobody to ask, and when a file that matters cannot be read.
 */
export async function findProject(
  project: Project,
  wanted: string | undefined,
  ask: ((question: Question) => Promise<unknown>) | undefined,
): Promise<Project> {
  refuseTemplate(project);
  const site = await chooseSite(project, wanted, ask);
  refuseBroken(project);
  return { ...project, site };
}

async function chooseSite(
  project: Project,
  wanted: string | undefined,
  ask: ((question: Question) => Promise<unknown>) | undefined,
): Promise<DjangoSite> {
  const { sites } = project;
  const [only] = sites;
  if (only === undefined) {
    throw new UsageError('There is no Django project in this folder.', {
      evidence: [`No manage.py was found in ${project.root} or below it.`],
      next: [
        'Go to the folder that holds manage.py, or start a project:',
        '  python -m pip install django',
        '  python -m django startproject mysite .',
      ],
    });
  }
  const folderOf = (site: DjangoSite): string => site.root || '.';
  const folders = sites.map(folderOf);
  if (wanted !== undefined) {
    const found = sites.find((site) => folderOf(site) === (wanted.replace(/\/+$/, '') || '.'));
    if (found !== undefined) return found;
    throw new UsageError(`--site ${wanted} holds no manage.py.`, { evidence: [`A manage.py stands in: ${folders.join(', ')}.`] });
  }
  if (sites.length === 1) return only;
  if (ask === undefined) {
    throw new UsageError('There are several Django projects in this folder.', {
      evidence: sites.map(({ managePath }) => managePath),
      next: [`Name the one to work on: --site ${folders[0]}`],
    });
  }
  const choices = folders.map((folder) => ({ value: folder, name: folder }));
  const answer = await ask({ name: 'site', kind: 'choice', message: 'Which Django project?', default: folders[0]!, choices });
  return sites.find((site) => folderOf(site) === answer) ?? only;
}

/** A repository that other projects are made from is no project: its names are still to be filled in. */
function refuseTemplate(project: Project): void {
  const path = project.files.paths.find((one) => /\{\{.*\}\}/.test(one) && /(^|\/)(manage|settings|wsgi)\.py$/.test(one));
  if (path === undefined) return;
  throw new UsageError('This is a template for projects, not a project.', {
    evidence: [`${path} has a name that is still to be filled in.`],
    next: ['Make a project from it first, and run the command there.'],
  });
}

/** The first thing that cannot be read, as a wrong use: the place, and what is wrong with it. */
function refuseBroken(project: Project): void {
  const [first] = project.broken;
  if (first === undefined) return;
  const { line } = lineAndColumn(project.files.text(first.at.file) ?? '', first.at.start);
  throw new UsageError(`${first.at.file} cannot be read, so nothing is planned.`, {
    evidence: [`${first.at.file}, line ${line}: ${first.what}`],
    next: ['Mend that line and run the command again.'],
  });
}
