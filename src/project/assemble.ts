import { UsageError } from '../facts/usage-error.ts';
import type { FileTree } from '../python/file-tree.ts';
import { type AppJson, parseAppJson } from './app-json.ts';
import { findBroken } from './broken-files.ts';
import { readDependencies } from './dependencies/declared.ts';
import type { Dependencies } from './dependencies.ts';
import { describeDjangoProject } from './django/django-project.ts';
import { depthOf, findManage, type ManageFiles } from './django/find-manage.ts';
import type { GitState } from './git/state.ts';
import { type HerokuYml, parseHerokuYml } from './heroku-yml.ts';
import { type Procfile, parseProcfile } from './procfile.ts';
import { type PythonVersionFiles, parsePythonVersionFiles } from './python-version.ts';
import type { DjangoProject, Repository } from './repository.ts';

export interface ProjectOptions {
  /**
   * The site to look at: the folder of its manage.py, or the manage.py itself, relative to the
   * root.
   */
  readonly project?: string;
  /** The settings module to take for production's, whatever the files name. */
  readonly productionModule?: string;
  /** Config vars that are known beyond app.json; they win over it. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The project that a tree of files is, with no disk behind it. */
export function repositoryFromFiles(
  root: string,
  files: FileTree,
  options: ProjectOptions = {},
): Repository {
  return assembleRepository(root, files, { ...options, git: () => undefined });
}

/**
 * A project whose parts are computed when they are first asked for. UsageError when `site` names
 * none of its sites.
 */
export function assembleRepository(
  root: string,
  files: FileTree,
  options: ProjectOptions & { readonly git: () => GitState | undefined },
): Repository {
  const parts = new Map<string, unknown>();
  const once = <Value>(name: string, compute: () => Value): Value => {
    if (!parts.has(name)) parts.set(name, compute());
    return parts.get(name) as Value;
  };
  const parsed = <Value>(path: string, parse: (text: string) => Value): Value | undefined =>
    once(path, () => {
      const text = files.text(path);
      return text === undefined ? undefined : parse(text);
    });
  const herokuYml = (): HerokuYml | undefined => parsed('heroku.yml', parseHerokuYml);
  // Where Docker builds the app, the platform reads no Procfile.
  const procfile = (): Procfile | undefined =>
    herokuYml()?.processes ?? parsed('Procfile', parseProcfile);
  const appJson = (): AppJson | undefined => parsed('app.json', parseAppJson);
  const dependencies = (): Dependencies => once('dependencies', () => readDependencies(files));
  const manage = (): ManageFiles => once('manage', () => findManage(files));
  const djangoProjects = (): readonly DjangoProject[] =>
    once('sites', () => {
      const { environment = {}, productionModule } = options;
      const context = {
        files,
        managePaths: manage().paths,
        environment,
        productionModule,
        appJson,
        procfile,
        dockerfile: () => herokuYml()?.dockerfile,
        dependencies,
      };
      return manage().paths.map((path) => describeDjangoProject(context, path));
    });
  const repository: Repository = {
    root,
    files,
    get git() {
      return once('git', options.git);
    },
    get djangoProjects() {
      return djangoProjects();
    },
    get djangoProject() {
      return once('site', () => chooseDjangoProject(djangoProjects(), options.project));
    },
    get procfile() {
      return procfile();
    },
    get herokuYml() {
      return herokuYml();
    },
    get appJson() {
      return appJson();
    },
    get pythonVersion(): PythonVersionFiles {
      return once('pythonVersion', () => parsePythonVersionFiles(files));
    },
    get dependencies() {
      return dependencies();
    },
    get broken() {
      return once('broken', () => findBroken(repository, manage().templates));
    },
  };
  if (options.project !== undefined) chooseDjangoProject(djangoProjects(), options.project);
  return repository;
}

/**
 * The one asked for, the only one, or the one that lies above all others; undefined when several
 * lie equally deep.
 */
function chooseDjangoProject(
  djangoProjects: readonly DjangoProject[],
  asked: string | undefined,
): DjangoProject | undefined {
  if (asked !== undefined) {
    const wanted = asked.replace(/^\.\//, '').replace(/\/+$/, '').replace(/^\.$/, '');
    const found = djangoProjects.find(
      ({ root, managePath }) => root === wanted || managePath === wanted,
    );
    if (found !== undefined) return found;
    throw new UsageError(`There is no Django project in '${asked}'`, {
      evidence: djangoProjects.map(({ managePath }) => managePath),
      next: [
        djangoProjects.length === 0
          ? 'Name a folder that holds a manage.py.'
          : 'Name one of the folders above.',
      ],
    });
  }
  const [first, second] = djangoProjects;
  if (first === undefined || second === undefined) return first;
  return depthOf(first.managePath) < depthOf(second.managePath) ? first : undefined;
}
