import type { Repository } from '../../project/repository.ts';
import { installedApps } from '../apps/installed-apps.ts';
import { buildsFrontEnd, type NamedFiles } from '../apps/misnamed.ts';
import { oncePer } from '../once-per.ts';
import { isAtLeast } from '../packages/django-version.ts';
import { installedSeries } from '../packages/installed-series.ts';
import { asDict, knownSetting, settingOf, stringsOf } from '../settings/production-settings.ts';

/**
 * True when django.contrib.staticfiles is installed, as far as INSTALLED_APPS is known; a list that
 * is not known counts as having it.
 */
export function hasStaticFilesApp(repository: Repository): boolean {
  return stringsOf(repository, 'INSTALLED_APPS')?.some((app) => /staticfiles/i.test(app)) ?? true;
}

/**
 * The dotted class that stores static files or uploads, from STORAGES or the older setting;
 * undefined when it is Django's own or not known.
 */
export function storageBackend(
  repository: Repository,
  alias: 'default' | 'staticfiles',
): string | undefined {
  const storages = asDict(knownSetting(repository, 'STORAGES')?.value);
  const backend = asDict(storages?.[alias])?.BACKEND;
  if (typeof backend === 'string') return backend;
  const older = knownSetting(
    repository,
    alias === 'default' ? 'DEFAULT_FILE_STORAGE' : 'STATICFILES_STORAGE',
  )?.value;
  return typeof older === 'string' ? older : undefined;
}

/**
 * True when static files go to object storage or come from another address, so that neither
 * STATIC_ROOT nor WhiteNoise is needed.
 */
export function staticFilesServedElsewhere(repository: Repository): boolean {
  const url = knownSetting(repository, 'STATIC_URL')?.value;
  if (typeof url === 'string' && /^(https?:)?\/\//.test(url)) return true;
  if (
    settingOf(repository, 'STORAGES')?.state === 'computed' ||
    settingOf(repository, 'STATICFILES_STORAGE')?.state === 'computed'
  )
    return true;
  const backend = storageBackend(repository, 'staticfiles');
  if (backend !== undefined && !/^(django\.|whitenoise\.|servestatic\.)/.test(backend)) return true;
  return !hasStaticFilesApp(repository);
}

/** True when the build is told to leave out collectstatic. */
export function skipsCollectstatic(repository: Repository): boolean {
  const value = repository.appJson?.env.get('DISABLE_COLLECTSTATIC')?.value;
  return (
    (value !== undefined && value !== '' && value !== '0') ||
    repository.files.has('.heroku/collectstatic_disabled')
  );
}

/**
 * True when static files get names made from their contents, by a manifest that must name each of
 * them.
 */
export function usesManifest(repository: Repository): boolean {
  const older = settingOf(repository, 'STATICFILES_STORAGE');
  const series = installedSeries(repository);
  // From 5.1 on Django does not read the older setting.
  if (older?.state === 'known' && (series === undefined || isAtLeast(series, '5.1'))) return false;
  return /Manifest/.test(storageBackend(repository, 'staticfiles') ?? '');
}

/** Finders that look into folders, and one whose files no source refers to. */
const FOLDER_FINDERS = ['FileSystemFinder', 'AppDirectoriesFinder'].map(
  (name) => `django.contrib.staticfiles.finders.${name}`,
);
const OTHER_FINDERS = ['compressor.finders.CompressorFinder'];

/**
 * True when collectstatic looks into the folders of the settings and of the apps, and nowhere else
 * that a style sheet could mean.
 */
function findsByFolder(repository: Repository): boolean {
  const finders = settingOf(repository, 'STATICFILES_FINDERS');
  if (finders?.state !== 'known') return finders?.state === 'absent';
  const names = Array.isArray(finders.value) ? finders.value.map(String) : [];
  return (
    FOLDER_FINDERS.every((name) => names.includes(name)) &&
    names.every((name) => [...FOLDER_FINDERS, ...OTHER_FINDERS].includes(name))
  );
}

/**
 * The files that collectstatic would find in the repository, by their path below the static URL,
 * such as `shop/site.css`. Undefined when it cannot be said: the folders are computed, or a build
 * of the front end makes files that git does not hold.
 */
export function collectedFiles(repository: Repository): ReadonlyMap<string, string> | undefined {
  return buildsFrontEnd(repository) ? undefined : pushedStaticFiles(repository)?.byName;
}

/**
 * The static files of the repository by their path below the static URL, with the folders they lie
 * in, whatever a build of the front end adds; undefined when the folders are computed.
 */
export const pushedStaticFiles = oncePer(findStaticFiles);

function findStaticFiles(repository: Repository): NamedFiles | undefined {
  const folders = settingOf(repository, 'STATICFILES_DIRS');
  if (folders === undefined || folders.state === 'computed' || !findsByFolder(repository))
    return undefined;
  const listed = folders.state === 'known' && Array.isArray(folders.value) ? folders.value : [];
  const byName = new Map<string, string>();
  const places = listed.map((entry) => {
    const [prefix, folder] = Array.isArray(entry)
      ? [`${String(entry[0])}/`, String(entry[1])]
      : ['', String(entry)];
    return { prefix, below: `${folder.replace(/^<root>\/?/, '').replace(/\/+$/, '')}/` };
  });
  const apps = installedApps(repository).flatMap(({ folder }) => folder ?? []);
  const found = new Set(apps.map((folder) => `${folder}/static`));
  for (const path of repository.files.paths) {
    const inApp = /^((?:.*?\/)?static)\/(.+)$/.exec(path);
    if (inApp !== null) {
      byName.set(inApp[2]!, path);
      found.add(inApp[1]!);
    }
    for (const { prefix, below } of places)
      if (path.startsWith(below)) byName.set(prefix + path.slice(below.length), path);
  }
  for (const { prefix, below } of places) if (prefix === '') found.add(below.slice(0, -1));
  return { byName, folders: [...found], ownPrefixes: new Set() };
}
