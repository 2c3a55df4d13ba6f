import type { Repository } from '../../project/repository.ts';
import { oncePer } from '../once-per.ts';
import { productionChain } from '../settings/production-settings.ts';
import { importRootOf } from './installed-apps.ts';
import { type NameUse, nameUses } from './name-uses.ts';
import { pythonSource } from './python-source.ts';
import { servedFiles } from './served-modules.ts';

/** A dotted path to look for, or one keyword of calls of it. */
interface Watched {
  readonly path: string;
  readonly keyword?: string;
}

/** A use of a watched path. */
export interface LoadedUse<Api extends Watched> {
  readonly api: Api;
  readonly use: NameUse;
}

/**
 * Where the production settings, the code that a server loads, and the migrations of its apps use
 * something of the table; each path once a file. A file is read as Python only where its text names
 * something of the table.
 */
export function loadedUses<Api extends Watched>(
  repository: Repository,
  table: readonly Api[],
  isMeant: (use: NameUse) => boolean = () => true,
  paths = loadedPaths(repository),
): LoadedUse<Api>[] {
  if (table.length === 0) return [];
  const byPath = new Map(table.map((api) => [keyOf(api.path, api.keyword), api]));
  const clues = table.map(cluesOf);
  return paths.flatMap((path) => {
    const text = repository.files.text(path) ?? '';
    if (!clues.some((words) => isNamed(text, words))) return [];
    const source = pythonSource(repository, path);
    return source === undefined ? [] : usesIn(nameUses(source).filter(isMeant), byPath);
  });
}

/** A word that a file must hold; searched as plain text first, which is many times faster. */
interface Clue {
  readonly text: string;
  readonly whole: RegExp;
}

function isNamed(text: string, clues: readonly Clue[]): boolean {
  return (
    clues.every((clue) => text.includes(clue.text)) && clues.every(({ whole }) => whole.test(text))
  );
}

/**
 * What a file must hold to use the path, whichever way it imports it. Whole words, since `import`
 * holds `imp` and `wsgi` holds `cgi`.
 */
function cluesOf({ path, keyword }: Watched): Clue[] {
  const parts = path.split('.');
  const name = parts.pop() ?? path;
  const module = parts.pop();
  if (module === undefined)
    return [
      { text: name, whole: new RegExp(`^[ \\t]*(?:import|from)[ \\t][^\\n#]*\\b${name}\\b`, 'm') },
    ];
  return [name, module, parts.join('.'), keyword].flatMap((text) =>
    text === undefined || text === ''
      ? []
      : [{ text, whole: new RegExp(`\\b${text.replaceAll('.', '\\.')}\\b`) }],
  );
}

/**
 * The files that importing the settings, starting a server and migrating run, found once however
 * many ask.
 */
export const loadedPaths = oncePer(findLoadedPaths);

function findLoadedPaths(repository: Repository): string[] {
  const served = servedFiles(repository).map(({ path }) => path);
  const root = importRootOf(repository) ?? '';
  const apps = repository.djangoProject?.appFolders ?? [];
  const migrations =
    served.length === 0
      ? []
      : repository.files.paths.filter(
          (path) =>
            /\/migrations\/[^/]+\.py$/.test(path) &&
            path.startsWith(root) &&
            apps.some((app) => path.startsWith(`${app}/migrations/`)),
        );
  return [
    ...new Set([...productionChain(repository).map(({ file }) => file), ...served, ...migrations]),
  ];
}

function usesIn<Api extends Watched>(
  uses: readonly NameUse[],
  byPath: ReadonlyMap<string, Api>,
): LoadedUse<Api>[] {
  const found = new Map<string, LoadedUse<Api>>();
  for (const use of uses) {
    const api = find(use, byPath);
    if (api === undefined) continue;
    const before = found.get(api.path);
    // One that runs at import says more than one that runs later.
    if (before === undefined || (!before.use.runsAtImport && use.runsAtImport))
      found.set(api.path, { api, use });
  }
  return [...found.values()];
}

/** The row that a use falls under: its own path, or a module above it. */
function find<Api extends Watched>(
  { path, call }: NameUse,
  byPath: ReadonlyMap<string, Api>,
): Api | undefined {
  const own = path.replace(/^django\.contrib\.gis\.db\.models\./, 'django.db.models.');
  for (const { name } of call ?? []) {
    const api = byPath.get(keyOf(own, name));
    if (api !== undefined) return api;
  }
  const parts = own.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const api = byPath.get(parts.slice(0, length).join('.'));
    if (api !== undefined) return api;
  }
  return undefined;
}

function keyOf(path: string, keyword: string | undefined): string {
  return keyword === undefined ? path : `${path}(${keyword}=)`;
}
