import { overlay } from '../../project/overlay.ts';
import type { Repository } from '../../project/repository.ts';
import {
  isDevelopmentModule,
  productionNamedModules,
} from '../../queries/settings/settings-modules.ts';

/**
 * The project with the module for production that stands beside the one for development, where a
 * dyno would import the latter; else the same project.
 */
export function useProductionModule(repository: Repository): Repository {
  const [named] = isDevelopmentModule(repository) ? productionNamedModules(repository) : [];
  return named === undefined
    ? repository
    : overlay(repository, new Map(), () => ({ productionModule: named }));
}
