import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { productionDatabase } from '../settings/database.ts';
import { knownSetting, settingOf } from '../settings/production-settings.ts';

/** Where the settings ask for GeoDjango: its app, or a database with its engine. */
export function geographicSetting(
  repository: Repository,
): { readonly setting: string; readonly at: SourceRange | undefined } | undefined {
  const apps = settingOf(repository, 'INSTALLED_APPS');
  const app =
    apps === undefined || apps.state === 'absent'
      ? undefined
      : apps.elements?.find(({ value }) => value === 'django.contrib.gis');
  if (app !== undefined) return { setting: 'INSTALLED_APPS', at: app.at };
  const engine = productionDatabase(repository)?.settings.ENGINE;
  return typeof engine === 'string' && /\bpostgis\b|contrib\.gis/.test(engine)
    ? { setting: 'DATABASES', at: knownSetting(repository, 'DATABASES')?.at }
    : undefined;
}

/** True when the settings ask for GeoDjango. */
export function usesGeoDjango(repository: Repository): boolean {
  return geographicSetting(repository) !== undefined;
}
