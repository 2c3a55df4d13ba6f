import {
  type EvaluatedSettings,
  evaluateSettings,
  type UnsetVariables,
} from '../../evaluator/api.ts';
import type { FileTree } from '../../python/file-tree.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { AppJson } from '../app-json.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Procfile } from '../procfile.ts';
import type { DjangoProject, SettingsReference } from '../repository.ts';
import { declaredSeries } from './declared-series.ts';
import { platformEnvironment } from './platform-environment.ts';
import {
  developmentModule,
  findModule,
  moduleOfImage,
  productionModule,
} from './settings-modules.ts';
import { findReferences } from './settings-references.ts';

/** What a site is read from; the parts of the project are asked for when they are needed. */
export interface SiteContext {
  readonly files: FileTree;
  readonly managePaths: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Takes the place of what the files name. */
  readonly productionModule: string | undefined;
  appJson(): AppJson | undefined;
  procfile(): Procfile | undefined;
  /** The Dockerfile of an app that Docker builds. */
  dockerfile(): string | undefined;
  dependencies(): Dependencies;
}

/**
 * One Django project of the repository. Everything but its place is computed when first asked for.
 */
export function describeDjangoProject(context: SiteContext, managePath: string): DjangoProject {
  const { files } = context;
  const root = managePath.slice(0, Math.max(managePath.lastIndexOf('/'), 0));
  const references = once(() =>
    findReferences(
      files,
      root,
      (path) => djangoProjectOf(context.managePaths, path) === managePath,
    ),
  );
  const production = once(() => {
    const named = productionModule(references(), context.appJson(), context.procfile(), () =>
      moduleOfImage(files, context.dockerfile()),
    );
    return named === undefined || context.productionModule === undefined
      ? named
      : { ...named, value: context.productionModule };
  });
  const development = once(() => developmentModule(references()));
  const series = once(() => declaredSeries(context.dependencies()));
  const evaluate = (
    module: string,
    environment: Readonly<Record<string, string>>,
    unsetVariables: UnsetVariables,
  ) => {
    const djangoRoot = findModule(files, root, module)?.importRoot ?? root;
    return evaluateSettings(files, { djangoRoot, module, environment, unsetVariables });
  };
  const evaluated = once((): EvaluatedSettings | undefined => {
    const module = production()?.value;
    if (module === undefined) return undefined;
    const environment = {
      ...platformEnvironment(context.appJson()),
      ...context.environment,
      DJANGO_SETTINGS_MODULE: module,
    };
    return evaluate(module, environment, 'unknown');
  });
  const arePackage = once(() => {
    const module = production()?.value ?? development()?.value;
    const path = module === undefined ? undefined : findModule(files, root, module)?.path;
    return path !== undefined && isInPackage(files, path);
  });
  const sitePackage = once(() =>
    findPackage(files, root, references(), production()?.value ?? development()?.value),
  );
  const appFolders = once(() => findAppFolders(context, managePath));
  return {
    root,
    managePath,
    get package() {
      return sitePackage();
    },
    get references() {
      return references();
    },
    get productionModule() {
      return production();
    },
    get developmentModule() {
      return development();
    },
    get settingsArePackage() {
      return arePackage();
    },
    get production() {
      return evaluated();
    },
    evaluate: (module, environment, unsetVariables = 'absent') =>
      evaluate(module, environment, unsetVariables),
    get djangoSeries() {
      return series();
    },
    get appFolders() {
      return appFolders();
    },
  };
}

/** The manage.py that a file belongs to: the nearest one in a folder above it. */
function djangoProjectOf(managePaths: readonly string[], path: string): string | undefined {
  return managePaths
    .filter((manage) => path.startsWith(manage.slice(0, manage.lastIndexOf('/') + 1)))
    .sort((a, b) => b.length - a.length)[0];
}

/** The folder of the server's file where there is one, else what the settings module stands in. */
function findPackage(
  files: FileTree,
  root: string,
  references: readonly SettingsReference[],
  module: string | undefined,
): string | undefined {
  const importRoot =
    module === undefined ? root : (findModule(files, root, module)?.importRoot ?? root);
  const prefix = folderPrefix(importRoot);
  const server = references.find(
    ({ kind, at }) =>
      (kind === 'wsgi' || kind === 'asgi') &&
      at.file.startsWith(prefix) &&
      at.file.slice(prefix.length).includes('/'),
  );
  const folder = server?.at.file.slice(prefix.length, server.at.file.lastIndexOf('/'));
  if (folder !== undefined && /^[A-Za-z_][\w-]*(\/[A-Za-z_][\w-]*)*$/.test(folder))
    return folder.replaceAll('/', '.');
  const [, before] =
    /^(.+?)\.(?:settings|config|conf)(?:[._].*)?$/.exec(module ?? '') ??
    /^(.+)\.[^.]+$/.exec(module ?? '') ??
    [];
  return before;
}

/**
 * `settings/heroku.py` and `settings/__init__.py`, and `conf/production.py` beside a
 * `conf/base.py`.
 */
function isInPackage(files: FileTree, path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return (
    path.endsWith('/__init__.py') ||
    /(^|\/)settings\/$/.test(folder) ||
    ['base.py', 'common.py'].some((name) => files.has(`${folder}${name}`))
  );
}

function findAppFolders({ files, managePaths }: SiteContext, managePath: string): string[] {
  const folders = files.paths.flatMap(
    (path) => /^(.+)\/migrations\/\w+\.py$/.exec(path)?.[1] ?? [],
  );
  return [...new Set(folders)]
    .filter((folder) => djangoProjectOf(managePaths, `${folder}/`) === managePath)
    .sort();
}

/** A value computed at the first call and kept. */
function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
