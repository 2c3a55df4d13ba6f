import type { EvaluatedSettings } from '../../evaluator/api.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { settingsModules } from '../../queries/settings/settings-modules.ts';
import { DYNO_ENVIRONMENT } from '../settings/layout.ts';

/** The settings that a dyno would import, else those that manage.py alone would. */
export function settingsOf(
  repository: Repository,
  djangoProject: DjangoProject,
): { settings: EvaluatedSettings; file: string } {
  const module = djangoProject.productionModule?.value ?? djangoProject.developmentModule?.value;
  const settings =
    djangoProject.production ??
    (module === undefined ? undefined : djangoProject.evaluate(module, DYNO_ENVIRONMENT));
  if (settings?.file !== undefined) return { settings, file: settings.file };
  const found =
    module === undefined
      ? `${djangoProject.managePath} names no settings module.`
      : `${module} is named as the settings module, but there is no such file.`;
  const seen = settingsModules(repository);
  const isWhole = (one: string): boolean =>
    djangoProject.evaluate(one, DYNO_ENVIRONMENT).get('ROOT_URLCONF').state !== 'absent';
  const likely =
    seen.find((one) => !/test|dev|local/.test(one) && isWhole(one)) ??
    seen.find(isWhole) ??
    seen[0];
  throw new UsageError('The settings module of this project was not found.', {
    evidence: [
      found,
      ...(seen.length === 0 ? [] : [`These look like settings: ${seen.slice(0, 8).join(', ')}`]),
    ],
    next: [
      `Name the module in ${djangoProject.productionModule?.at?.file ?? djangoProject.managePath}: os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${likely ?? 'mysite.settings'}")`,
    ],
  });
}
