import type { Repository } from '../../project/repository.ts';
import { oncePer } from '../once-per.ts';
import { callsOf, managementCommand, type ProgramCall } from '../processes/process-commands.ts';
import { asynchronousServer } from '../processes/web-server.ts';
import { knownSetting, productionSettings, stringsOf } from '../settings/production-settings.ts';
import { settingStrings } from '../settings/setting-strings.ts';
import { importRootOf } from './installed-apps.ts';

/** A Python file that a process of the app loads. */
export interface ServedFile {
  readonly path: string;
  /**
   * Dotted names that it imports at its top level from outside the project, as far as its text
   * shows.
   */
  readonly imports: readonly string[];
  /** The same of the project itself; the last part may be what the module defines. */
  readonly own: readonly string[];
  /** The same for imports within functions, which run later. */
  readonly later: readonly string[];
}

/** An import that begins in the first column: not within `try`, `if`, a function or a class. */
const TOP_IMPORT =
  /^(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#]*)|import[ \t]+([^\n#]+))/gm;
const INNER_IMPORT =
  /^[ \t]+(?:from[ \t]+\.*[\w.]*[ \t]+import[ \t]*(?:\([^)]*\)|[^\n#]*)|import[ \t]+[^\n#]+)/gm;
/** Imports within the method `ready` of an app's configuration, which runs at the start. */
const READY = /^[ \t]+def[ \t]+ready\b[\s\S]*/m;
const INCLUDED = /\binclude\(\s*\(?\s*(["'])([A-Za-z_][\w.]*)\1/g;

/**
 * The files of the project that are imported before the first page is answered: the server's own,
 * the root URLconf with what it includes, the packages, models and admin modules of installed apps,
 * what settings name, the tasks of a Celery worker, the commands of the Procfile, and what these
 * import at their top level. Texts are only scanned, so that a large project takes no longer; what
 * a line in a text literal seems to import is among the names. Empty when the settings are not
 * known.
 */
export const servedFiles = oncePer(findServedFiles);

function findServedFiles(repository: Repository): ServedFile[] {
  const settings = productionSettings(repository);
  const importRoot = importRootOf(repository);
  if (settings === undefined || settings.failure !== undefined || importRoot === undefined)
    return [];
  const known = new Map<string, string[]>();
  const find = (module: string): string[] => {
    const found = known.get(module) ?? filesOf(repository, importRoot, module);
    known.set(module, found);
    return found;
  };
  const served = new Map<string, ServedFile>();
  const waiting = entryModules(repository);
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    for (const path of find(module)) {
      if (served.has(path)) continue;
      const { inside, outside, later } = importsOf(
        repository,
        importRoot,
        path,
        (module) => find(module).length > 0,
      );
      served.set(path, { path, imports: outside, own: inside, later });
      waiting.push(...inside);
    }
  }
  return [...served.values()];
}

function entryModules(repository: Repository): string[] {
  const apps = stringsOf(repository, 'INSTALLED_APPS') ?? [];
  const calls = [...(repository.procfile?.processTypes.values() ?? [])].flatMap(callsOf);
  const celery = calls.filter(({ program }) => program === 'celery').map(celeryApp);
  const commands = calls.flatMap((call) => managementCommand(call)?.text ?? []);
  const parts = [
    'apps',
    'models',
    ...(apps.includes('django.contrib.admin') ? ['admin'] : []),
    ...(celery.length > 0 ? ['tasks'] : []),
    ...commands
      .filter((command) => /^\w+$/.test(command))
      .map((command) => `management.commands.${command}`),
  ];
  const server =
    asynchronousServer(repository) === undefined ? 'WSGI_APPLICATION' : 'ASGI_APPLICATION';
  const application = knownSetting(repository, server)?.value;
  const urls = knownSetting(repository, 'ROOT_URLCONF')?.value;
  return [
    ...apps.flatMap((app) => {
      // An app is named by its package or by its configuration class, `orders` or
      // `orders.apps.OrdersConfig`.
      const name = app.replace(/\.apps\.\w+$/, '');
      return [name, ...parts.map((part) => `${name}.${part}`)];
    }),
    ...(typeof application === 'string' ? [application.replace(/\.\w+$/, '')] : []),
    ...(typeof urls === 'string' ? [urls] : []),
    ...celery.flatMap((app) => (app === undefined ? [] : [app, `${app}.celery`])),
    ...settingStrings(repository)
      .filter(({ setting, value }) => setting !== 'INSTALLED_APPS' && /^\w+(\.\w+)+$/.test(value))
      .map(({ value }) => value.replace(/\.\w+$/, '')),
  ];
}

/** The module that `celery -A shop` or `--app=shop.celery:app` names. */
export function celeryApp({ args }: ProgramCall): string | undefined {
  const at = args.findIndex(({ text }) => /^(-A|--app)$/.test(text));
  const joined = args.find(({ text }) => /^(-A|--app=)\w/.test(text))?.text;
  return (at < 0 ? joined?.replace(/^(-A|--app=)/, '') : args[at + 1]?.text)?.replace(/:.*$/, '');
}

/**
 * The files that importing a module runs: each package above it and the module itself; none when it
 * is not the project's.
 */
function filesOf({ files }: Repository, importRoot: string, module: string): string[] {
  const parts = module.split('.');
  return parts.flatMap((_, index) => {
    const path = importRoot + parts.slice(0, index + 1).join('/');
    return [`${path}/__init__.py`, `${path}.py`].find((one) => files.has(one)) ?? [];
  });
}

function importsOf(
  repository: Repository,
  importRoot: string,
  path: string,
  isInside: (module: string) => boolean,
): { readonly inside: string[]; readonly outside: string[]; readonly later: string[] } {
  const text = repository.files.text(path) ?? '';
  const folder = path.slice(importRoot.length).split('/').slice(0, -1);
  const names = [...text.matchAll(INCLUDED)].map((match) => match[2] ?? '');
  const ready = path.endsWith('/apps.py') ? (READY.exec(text)?.[0] ?? '') : '';
  // The imports of `ready`, moved to the first column.
  const code = ready === '' ? text : `${text}\n${ready.replace(/^[ \t]+/gm, '')}`;
  names.push(...importedNames(code, folder));
  // The imports within functions, moved to the first column.
  const inner = [...text.matchAll(INNER_IMPORT)].map(([line]) => line.trimStart()).join('\n');
  const later = inner === '' ? [] : importedNames(inner, folder).filter((name) => name !== '');
  return {
    inside: names.filter(isInside),
    outside: names.filter((name) => name !== '' && !isInside(name)),
    later,
  };
}

/** What the imports of a text name, seen from a folder. */
function importedNames(code: string, folder: readonly string[]): string[] {
  const names: string[] = [];
  for (const [, from, imported = '', plain] of code.matchAll(TOP_IMPORT)) {
    if (plain !== undefined)
      names.push(...plain.split(',').map((one) => one.trim().split(/\s/)[0] ?? ''));
    if (from === undefined) continue;
    const dots = /^\.*/.exec(from)?.[0].length ?? 0;
    const above = dots === 0 ? [] : folder.slice(0, folder.length - dots + 1);
    const module = [...above, ...from.slice(dots).split('.').filter(Boolean)].join('.');
    // What is imported from a package may be a module of it.
    names.push(
      module,
      ...[...imported.matchAll(/(?:^|[(,])\s*(\w+)/g)].map((match) => `${module}.${match[1]}`),
    );
  }
  return names;
}
