import type { Repository } from '../../project/repository.ts';
import { unusedProductionModules } from '../../queries/settings/production-module.ts';
import {
  needsProductionModule,
  possibleProductionModules,
} from '../settings/use-production-module.ts';
import type { ScaffoldUi } from './scaffold-ui.ts';

/**
 * The settings module that a person names as production's, where the repository has several that
 * may be meant, or only one for development in use; undefined when nothing is asked.
 */
export async function chooseProductionModule(
  repository: Repository,
  ask: ScaffoldUi['ask'],
): Promise<string | undefined> {
  if (ask === undefined) return undefined;
  const unused = unusedProductionModules(repository);
  const possible = needsProductionModule(repository)
    ? possibleProductionModules(repository)
    : unused.length > 1
      ? unused
      : [];
  const [first] = possible;
  if (first === undefined) return undefined;
  const answer = await ask({
    name: 'productionModule',
    kind: 'choice',
    message: 'Which settings module is for production?',
    default: first,
    choices: possible.map((module) => ({ value: module, name: module })),
  });
  return String(answer);
}
