import { withTexts } from '../../project/overlay.ts';
import type { Project } from '../../project/project.ts';
import {
  isDevelopmentModule,
  productionNamedModules,
} from '../../queries/settings/settings-modules.ts';

/**
 * The project with the module for production that stands beside the one for development, where a
 * dyno would import the latter; else the same project.
 */
export function meantForProduction(project: Project): Project {
  const [named] = isDevelopmentModule(project) ? productionNamedModules(project) : [];
  return named === undefined
    ? project
    : withTexts(project, new Map(), () => ({ productionModule: named }));
}
