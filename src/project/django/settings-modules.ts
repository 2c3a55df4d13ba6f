import type { FileTree } from '../../python/file-tree.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { Sourced } from '../../python/source-range.ts';
import type { AppJson } from '../app-json.ts';
import type { Procfile } from '../procfile.ts';
import type { SettingsReference } from '../repository.ts';

const FOR_TESTS = /(^|[._])tests?(ing)?([._]|$)/;

/**
 * The module that a dyno imports: what app.json sets, else what a command of the Procfile names,
 * else what the image sets, else what the server's own file names.
 */
export function productionModule(
  references: readonly SettingsReference[],
  appJson: AppJson | undefined,
  procfile: Procfile | undefined,
  ofImage: () => Sourced<string> | undefined = () => undefined,
): Sourced<string> | undefined {
  const variable = appJson?.env.get('DJANGO_SETTINGS_MODULE');
  if (variable?.value !== undefined) return { value: variable.value, at: variable.at };
  const named = (procfile && inProcfile(procfile)) ?? ofImage();
  if (named !== undefined) return named;
  const web = procfile?.processTypes.get('web')?.command ?? '';
  const servers = references.filter(
    ({ kind }) => kind === (/\basgi\b/.test(web) ? 'asgi' : 'wsgi'),
  );
  const others = references.filter(({ kind }) => kind === 'wsgi' || kind === 'asgi');
  const started = servers.filter(({ at }) =>
    web.includes(at.file.replace(/\.py$/, '').split('/').slice(-2).join('.')),
  );
  return pick(started) ?? pick(servers) ?? pick(others) ?? developmentModule(references);
}

/** The module that `manage.py` imports when nothing else is said. */
export function developmentModule(
  references: readonly SettingsReference[],
): Sourced<string> | undefined {
  return pick(references.filter(({ kind }) => kind === 'manage'));
}

/** Where a file names several, one for tests is set beside the one that is meant. */
function pick(references: readonly SettingsReference[]): Sourced<string> | undefined {
  const first = references[0]?.at.file;
  const own = references.filter(({ at }) => at.file === first);
  const chosen = own.filter(({ value }) => !FOR_TESTS.test(value)).at(-1) ?? own[0];
  return chosen && { value: chosen.value, at: chosen.at };
}

/**
 * The web command first, then the release command: `DJANGO_SETTINGS_MODULE=…` before a program or
 * with `--env`, or `--settings …`.
 */
function inProcfile(procfile: Procfile): Sourced<string> | undefined {
  for (const name of ['web', 'release']) {
    const process = procfile.processTypes.get(name);
    const match = /(?:\bDJANGO_SETTINGS_MODULE=|--settings[= ])["']?([A-Za-z_][\w.]*)/d.exec(
      process?.command ?? '',
    );
    if (process === undefined || match === null) continue;
    const [start, end] = match.indices![1]!;
    return {
      value: match[1]!,
      at: {
        ...process.commandAt,
        start: process.commandAt.start + start,
        end: process.commandAt.start + end,
      },
    };
  }
  return undefined;
}

/** The module that a Dockerfile sets for the processes of its image. */
export function moduleOfImage(
  files: FileTree,
  dockerfile: string | undefined,
): Sourced<string> | undefined {
  if (dockerfile === undefined) return undefined;
  const text = files.text(dockerfile) ?? '';
  const match =
    /^[ \t]*ENV[ \t](?:[^\n]*[ \t])?DJANGO_SETTINGS_MODULE[= \t]["']?([A-Za-z_][\w.]*)/dim.exec(
      text,
    );
  if (match === null) return undefined;
  const [start, end] = match.indices![1]!;
  return { value: match[1]!, at: { file: dockerfile, start, end } };
}

/** A settings module found in the tree. */
export interface ModuleFile {
  readonly path: string;
  /**
   * The folder that imports start from, relative to the project root: the site's own, or one below
   * it that `manage.py` adds to the path.
   */
  readonly importRoot: string;
}

/**
 * The file of a dotted module; undefined when the tree has none. Below the site's folder the
 * shallowest match counts.
 */
export function findModule(files: FileTree, root: string, module: string): ModuleFile | undefined {
  const prefix = folderPrefix(root);
  const endings = ['.py', '/__init__.py'].map(
    (ending) => `${module.replaceAll('.', '/')}${ending}`,
  );
  const direct = endings.map((ending) => `${prefix}${ending}`).find((path) => files.has(path));
  if (direct !== undefined) return { path: direct, importRoot: root };
  const below = endings.flatMap((ending) =>
    files.paths
      .filter((path) => path.startsWith(prefix) && path.endsWith(`/${ending}`))
      .map((path) => ({ path, importRoot: path.slice(0, -ending.length - 1) })),
  );
  // A folder that is itself a package is no folder to import from.
  const importable = below.filter(({ importRoot }) => !files.has(`${importRoot}/__init__.py`));
  return importable.sort((a, b) => a.path.split('/').length - b.path.split('/').length)[0];
}
