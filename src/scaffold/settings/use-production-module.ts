import { UsageError } from '../../facts/usage-error.ts';
import { overlay } from '../../project/overlay.ts';
import type { Repository } from '../../project/repository.ts';
import {
  isNamedForDevelopment,
  unusedProductionModules,
} from '../../queries/settings/production-module.ts';
import { settingsModules } from '../../queries/settings/settings-modules.ts';

/**
 * The repository with the production module that was chosen, or that stands beside the one for
 * development unused; else the same repository. UsageError when the chosen one sets nothing, and
 * when only a module for development is there.
 */
export function useProductionModule(repository: Repository, chosen?: string): Repository {
  const named = chosen ?? unusedProductionModules(repository)[0];
  if (named === undefined) {
    if (needsProductionModule(repository)) throw cannotTell(repository);
    return repository;
  }
  const used = overlay(repository, new Map(), () => ({ productionModule: named }));
  if (used.djangoProject?.production?.file === undefined)
    throw new UsageError(`--production-module cannot be '${named}'.`, {
      evidence: ['The repository has no such module.', ...modulesInWords(repository)],
    });
  return used;
}

/**
 * True when what a dyno would import is named for development and nothing tells which module is for
 * production: lines for production do not belong there.
 */
export function needsProductionModule(repository: Repository): boolean {
  const { djangoProject } = repository;
  const current = djangoProject?.production;
  return (
    djangoProject?.settingsArePackage === true &&
    current?.file !== undefined &&
    isNamedForDevelopment(current.module) &&
    unusedProductionModules(repository).length === 0
  );
}

/** The settings modules that may be for production, those for development left out. */
export function possibleProductionModules(repository: Repository): readonly string[] {
  return settingsModules(repository).filter((module) => !isNamedForDevelopment(module));
}

function cannotTell(repository: Repository): UsageError {
  const current = repository.djangoProject?.production?.module;
  const [first = 'mysite.settings.production'] = possibleProductionModules(repository);
  return new UsageError('Which settings module is for production cannot be told.', {
    evidence: [
      `A dyno would import ${current}, which is named for development.`,
      ...modulesInWords(repository),
    ],
    next: [`Name the one for production: dynoready init --production-module ${first}`],
  });
}

function modulesInWords(repository: Repository): string[] {
  const found = possibleProductionModules(repository);
  return found.length === 0 ? [] : [`These look like settings: ${found.slice(0, 8).join(', ')}`];
}
