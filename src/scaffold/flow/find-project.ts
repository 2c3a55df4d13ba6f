import { UsageError } from '../../facts/usage-error.ts';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import { templateFile } from '../../queries/apps/project-template.ts';
import type { Question } from '../answers/questions.ts';

/**
 * Reads the project with one of its sites in question: the one named, else the only one or the one
 * above all others.
 */
export type ReadDjangoProject = (project?: string) => Repository;

type Ask = (question: Question) => Promise<unknown>;

/**
 * The project with the one site to work on: the one that `wanted` names (folder of its manage.py),
 * the only one, or the one a person chooses. Throws UsageError when there is none, when there are
 * several and nobody to ask, and when a file that matters cannot be read.
 */
export async function findProject(
  read: ReadDjangoProject,
  wanted: string | undefined,
  ask: Ask | undefined,
): Promise<Repository> {
  const all = read(wanted);
  refuseTemplate(all);
  if (all.djangoProjects.length === 0) {
    throw new UsageError('There is no Django project in this folder.', {
      evidence: [`No manage.py was found in ${all.root} or below it.`],
      next: [
        'Go to the folder that holds manage.py, or start a project: dynoready init --new mysite',
      ],
    });
  }
  const repository =
    all.djangoProject === undefined ? read(await chooseDjangoProject(all, ask)) : all;
  refuseBroken(repository);
  return repository;
}

async function chooseDjangoProject(
  { djangoProjects }: Repository,
  ask: Ask | undefined,
): Promise<string> {
  const folders = djangoProjects.map(({ root }) => root || '.');
  if (ask === undefined) {
    throw new UsageError('There are several Django projects in this folder.', {
      evidence: djangoProjects.map(({ managePath }) => managePath),
      next: [`Name the one to work on: --project ${folders[0]}`],
    });
  }
  const choices = folders.map((folder) => ({ value: folder, name: folder }));
  return String(
    await ask({
      name: 'project',
      kind: 'choice',
      message: 'Which Django project?',
      default: folders[0]!,
      choices,
    }),
  );
}

/**
 * A repository that other projects are made from is no project: its names are still to be filled
 * in.
 */
function refuseTemplate(repository: Repository): void {
  const path = templateFile(repository);
  if (path === undefined) return;
  throw new UsageError('This is a template for projects, not a project.', {
    evidence: [`${path} has a name that is still to be filled in.`],
    next: ['Make a project from it first, and run the command there.'],
  });
}

/** The first thing that cannot be read, as a wrong use: the place, and what is wrong with it. */
function refuseBroken(repository: Repository): void {
  const [first] = repository.broken;
  if (first !== undefined) throw unreadableFile(repository, first);
}

/** The wrong use of planning in a project with a broken file: the place, and what is wrong. */
export function unreadableFile(
  repository: Repository,
  { at, what }: Repository['broken'][number],
): UsageError {
  const { line } = lineAndColumn(repository.files.text(at.file) ?? '', at.start);
  return new UsageError(`${at.file} cannot be read, so nothing is planned.`, {
    evidence: [`${at.file}, line ${line}: ${what}`],
    next: ['Fix that line and run the command again.'],
  });
}
