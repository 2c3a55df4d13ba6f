import { PACKAGES_OF_MODULE } from '../../facts/packages.ts';
import { normalizeName } from '../../project/dependencies/requirement-text.ts';
import type { Repository } from '../../project/repository.ts';
import { servedFiles } from '../apps/served-modules.ts';
import { productionChain, stringsOf } from '../settings/production-settings.ts';
import { settingStrings } from '../settings/setting-strings.ts';

/**
 * Whether production uses a package that is made for Django: its settings name a module of it, or
 * code that a server loads imports one. Undefined where the settings are not known.
 */
export function isUsed(repository: Repository, name: string): boolean | undefined {
  if (stringsOf(repository, 'INSTALLED_APPS') === undefined) return undefined;
  const modules = modulesOf(name);
  const isOne = (path: string): boolean => modules.has(path.split('.')[0] ?? path);
  return (
    settingStrings(repository).some(({ value }) => isOne(value)) ||
    servedFiles(repository).some(({ imports }) => imports.some(isOne)) ||
    productionChain(repository).some(({ text }) =>
      [...modules].some((module) =>
        new RegExp(`^[ \\t]*(?:from|import)\\s+${module}\\b`, 'm').test(text),
      ),
    )
  );
}

function modulesOf(name: string): ReadonlySet<string> {
  const normalized = normalizeName(name);
  const known = Object.entries(PACKAGES_OF_MODULE)
    .filter(([, packages]) => normalizeName(packages[0] ?? '') === normalized)
    .map(([module]) => module);
  return new Set(known.length > 0 ? known : [normalized.replaceAll('-', '_')]);
}
