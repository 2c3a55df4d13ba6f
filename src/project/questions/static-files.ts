import type { Project } from '../project.ts';
import { asDict, knownSetting, settingOf, stringsOf } from './production-settings.ts';

export const WHITENOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';

/** True when django.contrib.staticfiles is installed, as far as INSTALLED_APPS is known; a list that is not known counts as having it. */
export function hasStaticFilesApp(project: Project): boolean {
  return stringsOf(project, 'INSTALLED_APPS')?.some((app) => /staticfiles/i.test(app)) ?? true;
}

/** The dotted class that stores static files or uploads, from STORAGES or the older setting; undefined when it is Django's own or not known. */
export function storageBackend(project: Project, alias: 'default' | 'staticfiles'): string | undefined {
  const storages = asDict(knownSetting(project, 'STORAGES')?.value);
  const backend = asDict(storages?.[alias])?.BACKEND;
  if (typeof backend === 'string') return backend;
  const older = knownSetting(project, alias === 'default' ? 'DEFAULT_FILE_STORAGE' : 'STATICFILES_STORAGE')?.value;
  return typeof older === 'string' ? older : undefined;
}

/** True when static files go to object storage or come from another address, so that neither STATIC_ROOT nor WhiteNoise is needed. */
export function staticFilesServedElsewhere(project: Project): boolean {
  const url = knownSetting(project, 'STATIC_URL')?.value;
  if (typeof url === 'string' && /^(https?:)?\/\//.test(url)) return true;
  if (settingOf(project, 'STORAGES')?.state === 'computed' || settingOf(project, 'STATICFILES_STORAGE')?.state === 'computed') return true;
  const backend = storageBackend(project, 'staticfiles');
  if (backend !== undefined && !/^(django\.|whitenoise\.|servestatic\.)/.test(backend)) return true;
  return !hasStaticFilesApp(project);
}

/** True when the build is told to leave out collectstatic. */
export function skipsCollectstatic(project: Project): boolean {
  const value = project.appJson?.env.get('DISABLE_COLLECTSTATIC')?.value;
  return (value !== undefined && value !== '' && value !== '0') || project.files.has('.heroku/collectstatic_disabled');
}
