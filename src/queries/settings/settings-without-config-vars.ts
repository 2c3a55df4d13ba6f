import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Repository } from '../../project/repository.ts';
import { oncePer } from '../once-per.ts';

/**
 * The production settings as on a dyno that has what the platform and app.json give, and the config
 * vars that the settings require: each other one counts as not set, so that what a default decides
 * is known. Undefined without a module.
 */
export const settingsWithoutConfigVars = oncePer(
  (repository: Repository): EvaluatedSettings | undefined => {
    const module = repository.djangoProject?.productionModule?.value;
    const environment = {
      ...platformEnvironment(repository.appJson),
      DJANGO_SETTINGS_MODULE: module ?? '',
    };
    return module === undefined
      ? undefined
      : repository.djangoProject?.evaluate(module, environment, 'required');
  },
);

/** True when the setting is True as long as no config var says otherwise. */
export function isOnByDefault(repository: Repository, name: string): boolean {
  const state = settingsWithoutConfigVars(repository)?.get(name);
  return state?.state === 'known' && state.value === true;
}
