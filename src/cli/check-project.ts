import { type Judgement, judgeProject } from '../check/judge.ts';
import type { Finding, Rule } from '../check/rule.ts';
import { compareFindings, runRules } from '../check/run.ts';
import { UsageError } from '../facts/usage-error.ts';
import type { Repository } from '../project/repository.ts';
import type { BaselineFile } from './baseline-file.ts';
import type { ProjectFindings } from './report/finding-report.ts';

/** The rules that are to run, and all that there are. */
export interface RuleChoice {
  readonly ran: readonly Rule[];
  readonly all: readonly Rule[];
}

/**
 * The findings of the site that is asked for, or of all, weighed by what the project says about
 * them. UsageError when it says what cannot be.
 */
export function checkProject(
  repository: Repository,
  djangoProject: string | undefined,
  rules: RuleChoice,
): Judgement {
  return judgeProject(
    repository,
    findingsOfSites(chooseSites(repository, djangoProject), rules.ran),
    rules.ran,
    rules.all,
  );
}

/** The report of a judgement, with what the baseline holds set aside. */
export async function reportOf(
  root: string,
  repository: Repository,
  judgement: Judgement,
  file: BaselineFile | undefined,
  ran: readonly Rule[],
): Promise<ProjectFindings> {
  if (file === undefined) return { root, repository, ...judgement };
  const { applyBaseline } = await import('../check/baseline.ts');
  const { stale, ...rest } = applyBaseline(
    repository,
    judgement,
    file.baseline,
    ran.map(({ id }) => id),
  );
  return { root, repository, ...rest, baseline: { path: file.path, stale } };
}

/** A manage.py, or what is left of a project whose manage.py is not pushed. */
export function isDjango({ djangoProjects, dependencies, files }: Repository): boolean {
  return (
    djangoProjects.length > 0 ||
    dependencies.declares('django') ||
    files.paths.some((path) => /(^|\/)manage\.py$/.test(path))
  );
}

/** Wrong use of a command in folders that hold no Django project. */
export function noDjangoProject(command: string, folders: readonly string[]): UsageError {
  return new UsageError(
    `There is no Django project in ${folders.length === 1 && folders[0] === '.' ? 'this folder' : folders.join(', ')}`,
    {
      evidence: [
        'Neither a manage.py nor a dependency on Django was found among the files that git would push.',
      ],
      next: [
        'Name the folder that holds manage.py:',
        `  dynoready ${command} path/to/project`,
        'Or start a project here:',
        '  dynoready init',
      ],
    },
  );
}

/**
 * The project with the one site that is asked for, or that there is, in question. UsageError when
 * there are several.
 */
export function chooseOneDjangoProject(
  repository: Repository,
  wanted: string | undefined,
): Repository {
  const [only, second] = chooseSites(repository, wanted);
  if (only !== undefined && second === undefined) return only;
  throw new UsageError('There are several Django projects in this folder', {
    evidence: repository.djangoProjects.map(({ managePath }) => managePath),
    next: [
      'Name the one to fix:',
      `  dynoready check --fix --project ${repository.djangoProjects[0]?.root || '.'}`,
    ],
  });
}

/** Django projects of one repository that are judged one after the other, at about 20 ms each. */
const MAX_PROJECTS = 50;

/** The project once for each site that is looked at, with that site as the one in question. */
function chooseSites(repository: Repository, wanted: string | undefined): readonly Repository[] {
  const folderOf = (root: string): string => root || '.';
  if (wanted === undefined && repository.djangoProjects.length > MAX_PROJECTS)
    throw new UsageError(
      `There are ${repository.djangoProjects.length} Django projects in this folder`,
      {
        evidence: [`At most ${MAX_PROJECTS} are checked at a time.`],
        next: [
          'Name the one to check:',
          `  dynoready check --project ${folderOf(repository.djangoProjects[0]!.root)}`,
        ],
      },
    );
  if (wanted === undefined)
    return repository.djangoProjects.length < 2
      ? [repository]
      : repository.djangoProjects.map((djangoProject) => ({ ...repository, djangoProject }));
  const djangoProject = repository.djangoProjects.find(
    ({ root }) => folderOf(root) === (wanted.replace(/\/+$/, '') || '.'),
  );
  if (djangoProject !== undefined) return [{ ...repository, djangoProject }];
  const found = repository.djangoProjects.map(({ root }) => folderOf(root)).join(', ');
  throw new UsageError(`--project ${wanted} holds no manage.py`, {
    evidence: [`A manage.py is in: ${found || 'no folder'}`],
  });
}

/**
 * The findings of all sites in one order; what concerns the repository as a whole is found for each
 * and listed once.
 */
function findingsOfSites(projects: readonly Repository[], rules: readonly Rule[]): Finding[] {
  const [first] = projects;
  if (first !== undefined && projects.length === 1) return runRules(first, rules);
  const found = new Map<string, Finding>();
  for (const repository of projects) {
    for (const finding of runRules(repository, rules))
      found.set(`${finding.rule} ${finding.file} ${finding.at?.start} ${finding.what}`, finding);
  }
  return [...found.values()].sort(compareFindings);
}
