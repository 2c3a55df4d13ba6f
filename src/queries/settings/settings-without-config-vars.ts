import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { platformEnvironment } from '../../project/django/platform-environment.ts';
import type { Project } from '../../project/project.ts';

const evaluated = new WeakMap<Project, EvaluatedSettings | undefined>();

/**
 * The production settings as on a dyno that has only what the platform and app.json give: each
 * other config var counts as not set, so that what a default decides is known. What stands behind a
 * failure is absent. Undefined without a module.
 */
export function bareSettings(project: Project): EvaluatedSettings | undefined {
  if (!evaluated.has(project)) {
    const module = project.site?.productionModule?.value;
    const environment = {
      ...platformEnvironment(project.appJson),
      DJANGO_SETTINGS_MODULE: module ?? '',
    };
    evaluated.set(
      project,
      module === undefined ? undefined : project.site?.evaluate(module, environment, 'absent'),
    );
  }
  return evaluated.get(project);
}

/** True when the setting is True as long as no config var says otherwise. */
export function isOnByDefault(project: Project, name: string): boolean {
  const state = bareSettings(project)?.get(name);
  return state?.state === 'known' && state.value === true;
}
