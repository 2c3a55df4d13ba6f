import {
  BACKEND_PACKAGES,
  type BackendPackage,
  FIELD_PACKAGES,
  HASHER_PACKAGES,
  POOL_PACKAGE,
} from '../../facts/backend-packages.ts';
import { OFTEN_BROUGHT_ALONG, PACKAGES_OF_MODULE } from '../../facts/packages.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { loadedPaths, loadedUses } from '../apps/loaded-uses.ts';
import { asDict, settingOf, stringsOf } from '../settings/production-settings.ts';
import { type SettingString, settingStrings } from '../settings/setting-strings.ts';
import { storageBackend } from '../static-files/static-files.ts';
import { isLocal } from './undeclared-imports.ts';

/** A package that something needs and nothing declares. */
export interface MissingBackendPackage {
  readonly needs: BackendPackage;
  /** The setting that names it; undefined for a field of a model. */
  readonly setting: string | undefined;
  readonly at: SourceRange | undefined;
}

/** Settings that have a rule of their own for what they import. */
const OTHER_RULES = new Set(['INSTALLED_APPS', 'MIDDLEWARE', 'TEST_RUNNER']);

/** Settings whose classes are imported when the app starts or collects its files. */
const READ_AT_START =
  /^(DATABASES|DATABASE_ROUTERS|REST_FRAMEWORK|STATICFILES_FINDERS|STATICFILES_STORAGE|TEMPLATES)$/;

/**
 * The packages that the settings or models of production need and that are not declared, each once.
 */
export function missingBackendPackages(repository: Repository): MissingBackendPackage[] {
  const found = new Map<string, MissingBackendPackage>();
  const add = (needs: BackendPackage, setting: string | undefined, at: SourceRange | undefined) => {
    if (!found.has(needs.package) && !isDeclared(repository, needs))
      found.set(needs.package, { needs, setting, at });
  };
  const firstHasher = stringsOf(repository, 'PASSWORD_HASHERS')?.[0];
  for (const named of settingStrings(repository)) {
    if (OTHER_RULES.has(named.setting)) continue;
    for (const needs of needsOf(repository, named, firstHasher))
      add(needs, named.setting, named.at);
  }
  const pooled = poolSetting(repository);
  if (pooled !== undefined) add(POOL_PACKAGE, 'DATABASES', pooled.at);
  for (const { api, use } of loadedUses(
    repository,
    FIELD_PACKAGES,
    ({ call }) => call !== undefined,
    loadedPaths(repository).filter((path) => !path.includes('/migrations/')),
  ))
    if (use.runsAtImport) add(api, undefined, use.at);
  return [...found.values()];
}

function needsOf(
  repository: Repository,
  { setting, value }: SettingString,
  firstHasher: string | undefined,
): readonly BackendPackage[] {
  if (setting === 'PASSWORD_HASHERS')
    return value === firstHasher ? HASHER_PACKAGES.filter(({ path }) => path === value) : [];
  const isStatic = storageBackend(repository, 'staticfiles') === value;
  const fails = isStatic || READ_AT_START.test(setting) ? 'start' : 'use';
  const known = BACKEND_PACKAGES.filter(({ path }) => value.startsWith(path)).map((one) =>
    isStatic ? { ...one, fails: 'start' as const } : one,
  );
  const path = RESULT_BACKENDS[value] ?? value;
  const module = /^([A-Za-z_]\w*)\.[\w.:]+$/.exec(path)?.[1];
  const [name, ...broughtBy] = (module && PACKAGES_OF_MODULE[module]) || [];
  if (
    module === undefined ||
    name === undefined ||
    !NAMES_CODE.test(path) ||
    module === 'whitenoise' ||
    OFTEN_BROUGHT_ALONG.has(module) ||
    isLocal(repository, module)
  )
    return known;
  const symptom = `ModuleNotFoundError: No module named '${module}'`;
  return [{ path, package: name, broughtBy, fails, symptom }, ...known];
}

/** A class, a context processor or a database: a host name or a file is none of these. */
const NAMES_CODE = /\.[A-Z]\w*$|:[A-Z]\w*$|\.context_processors\.|\.db(?:\.|$)|\.backends?\./;

/** Short names of Celery. Source: django-celery-results documentation; read 2026-11-30. */
const RESULT_BACKENDS: Readonly<Record<string, string>> = {
  'django-db': 'django_celery_results.backends.DatabaseBackend',
  'django-cache': 'django_celery_results.backends.CacheBackend',
};

function isDeclared(
  { dependencies }: Repository,
  { package: name, broughtBy = [], extras }: BackendPackage,
): boolean {
  if ([name, ...broughtBy].some((one) => dependencies.declares(one))) return true;
  return (
    extras !== undefined &&
    dependencies.requirements.some(
      (one) =>
        one.normalizedName === extras[0] &&
        one.group === 'main' &&
        one.extras.some((extra) => extras[1].includes(extra)),
    )
  );
}

function poolSetting(repository: Repository): { readonly at: SourceRange | undefined } | undefined {
  const state = settingOf(repository, 'DATABASES');
  const database = state?.state === 'known' ? asDict(asDict(state.value)?.default) : undefined;
  const pool = asDict(database?.OPTIONS)?.pool;
  const isPostgres = /postg/i.test(String(database?.ENGINE ?? ''));
  return state?.state === 'known' &&
    isPostgres &&
    pool !== undefined &&
    pool !== false &&
    pool !== null
    ? { at: state.at }
    : undefined;
}
