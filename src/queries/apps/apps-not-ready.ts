import type { Repository } from '../../project/repository.ts';
import type { Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName } from '../../python/walk.ts';
import { callsOf } from '../processes/process-commands.ts';
import { webServers } from '../processes/web-server.ts';
import { importTimeNodes } from './import-time.ts';
import { importRootOf } from './installed-apps.ts';
import { namesInModule } from './module-names.ts';
import { projectModule } from './project-modules.ts';
import { definesName, pythonSource } from './python-source.ts';
import { celeryApp } from './served-modules.ts';

/** An import that needs the apps of Django before anything has loaded them. */
export interface EarlyImport {
  /** The module that is imported, such as `orders.consumers`. */
  readonly module: string;
  /** The file in which models are needed: the module's own, or one that it imports. */
  readonly needs: string;
  readonly at: SourceRange;
}

/** What loads the apps. */
const LOADS_APPS = /(^|\.)(get_asgi_application|get_wsgi_application|django\.setup)$/;
/** Modules of packages that define models or ask for them when they are imported. */
const NEEDS_APPS =
  /^(django\.contrib\.(auth|contenttypes|sessions|sites|admin|flatpages|redirects)\.(models|admin|forms)|rest_framework\.authtoken\.models)\b/;

/**
 * The imports of the module that a web server or a Celery worker starts with which reach models
 * although Django has not loaded its apps by then.
 */
export function earlyImports(repository: Repository): EarlyImport[] {
  const root = importRootOf(repository);
  if (root === undefined) return [];
  return entryFiles(repository, root).flatMap((file) => {
    const source = pythonSource(repository, file);
    if (source === undefined) return [];
    const folder = file.slice(root.length).split('/').slice(0, -1);
    const before: PySource = { ...source, module: { ...source.module, body: untilLoaded(source) } };
    const seen = new Set([file]);
    return namesInModule(before, folder).flatMap(({ name, at, later }) => {
      const needs = later ? undefined : at && needsApps(repository, root, name, seen);
      return needs === undefined || at === undefined ? [] : [{ module: name, needs, at }];
    });
  });
}

function entryFiles(repository: Repository, root: string): string[] {
  const servers = webServers(repository).flatMap(({ application }) =>
    application === undefined ? [] : [application.text.replace(/:.*$/, '')],
  );
  const workers = [...(repository.procfile?.processTypes.values() ?? [])]
    .flatMap(callsOf)
    .filter(({ program }) => program === 'celery')
    .flatMap((call) => celeryApp(call) ?? [])
    .flatMap((app) => (projectModule(repository, root, app)?.isPackage ? `${app}.celery` : app));
  return [...new Set([...servers, ...workers])].flatMap(
    (module) => projectModule(repository, root, module)?.file ?? [],
  );
}

/** The statements that run before one that loads the apps, all of them if none does. */
function untilLoaded({ module }: PySource): Statement[] {
  const index = module.body.findIndex((statement) =>
    [...importTimeNodes([statement])].some(
      ({ node }) => node.kind === 'Call' && LOADS_APPS.test(dottedName(node.func) ?? ''),
    ),
  );
  return module.body.slice(0, index < 0 ? undefined : index);
}

/** The file that needs models, reached from a name that is imported; each file is asked once. */
function needsApps(
  repository: Repository,
  root: string,
  name: string,
  seen: Set<string>,
): string | undefined {
  const parts = name.split('.');
  const files = parts.flatMap((_, index) => {
    const file = projectModule(repository, root, parts.slice(0, index + 1).join('.'))?.file;
    return file === undefined ? [] : [file];
  });
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = pythonSource(repository, file);
    if (source === undefined) continue;
    if (definesModel(source)) return file;
    const folder = file.slice(root.length).split('/').slice(0, -1);
    for (const imported of namesInModule(source, folder)) {
      if (imported.later) continue;
      if (NEEDS_APPS.test(imported.name)) return file;
      const needs = needsApps(repository, root, imported.name, seen);
      if (needs !== undefined) return needs;
    }
    if (asksForModel(source)) return file;
  }
  return undefined;
}

function definesModel(source: PySource): boolean {
  return (
    /\bdjango\.(contrib\.gis\.)?db\b/.test(source.text) &&
    definesName(source, 'models') !== false &&
    source.module.body.some(
      (node) =>
        node.kind === 'ClassDef' &&
        node.bases.some((base) => /^models\.Model$/.test(dottedName(base) ?? '')),
    )
  );
}

/** `get_user_model()` outside of functions. */
function asksForModel(source: PySource): boolean {
  return (
    source.text.includes('get_user_model') &&
    [...importTimeNodes(source.module.body)].some(
      ({ node }) =>
        node.kind === 'Call' && /(^|\.)get_user_model$/.test(dottedName(node.func) ?? ''),
    )
  );
}
