import type { Project } from '../project/project.ts';
import {
  isDevelopmentModule,
  productionNamedModules,
} from '../project/questions/settings-modules.ts';
import { withTexts } from '../project/with-texts.ts';

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
