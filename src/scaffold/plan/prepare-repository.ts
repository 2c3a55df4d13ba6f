import type { Feature } from '../../facts/features.ts';
import type { Repository } from '../../project/repository.ts';
import { keepOnePackageManager } from '../packages/one-package-manager.ts';
import { replaceDjangoHeroku } from '../packages/replace-django-heroku.ts';
import { pointToRequirements } from '../packages/root-requirements.ts';
import { useProductionModule } from '../settings/use-production-module.ts';
import type { PreparationContext } from './preparation.ts';

/** One step before the features. */
interface Preparation {
  /** The repository for the next step; the same one when there is nothing to prepare. */
  readonly prepare: (repository: Repository, context: PreparationContext) => Repository;
  /** The feature without which the step is left out. */
  readonly feature?: Feature;
}

/** What the features rely on, in the order in which the steps rely on one another. */
const PREPARATIONS: readonly Preparation[] = [
  {
    prepare: (repository, { answers }) => useProductionModule(repository, answers.productionModule),
  },
  { prepare: keepOnePackageManager, feature: 'dependencies' },
  { prepare: pointToRequirements, feature: 'dependencies' },
  { prepare: replaceDjangoHeroku },
];

/**
 * The repository that the features work on, as if the changes that the preparations made in the
 * draft were written already.
 */
export function prepareRepository(found: Repository, context: PreparationContext): Repository {
  return PREPARATIONS.filter(
    ({ feature }) => feature === undefined || context.includes(feature),
  ).reduce((repository, { prepare }) => prepare(repository, context), found);
}
