import type { EvaluatedSettings, PlainValue, SettingState } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import { isLocalHost, servedHosts } from '../../queries/settings/allowed-hosts.ts';
import { decidingLookups, ownLookups } from '../../queries/settings/deciding-lookups.ts';
import { asDict } from '../../queries/settings/production-settings.ts';
import { isOnByDefault } from '../../queries/settings/settings-without-config-vars.ts';

/**
 * The settings of the list that Django's own value stands for on a dyno, because no module defines
 * them.
 */
export function absentSettings(settings: EvaluatedSettings, names: readonly string[]): string[] {
  return names.filter((name) => settings.get(name).state === 'absent');
}

/**
 * True when production would sign with a key that stands in the repository, or with none. A key
 * that comes from elsewhere is left alone.
 */
export function needsSecretKey(settings: EvaluatedSettings): boolean {
  const key = settings.get('SECRET_KEY');
  if (key.state === 'absent') return true;
  return (
    (key.state === 'known' && key.dependsOn.length === 0) ||
    hasFallback(settings, key, (value) => value !== null)
  );
}

/** True when DEBUG is on in production, or would be without its variable. */
export function needsDebug(settings: EvaluatedSettings, repository: Repository): boolean {
  const debug = settings.get('DEBUG');
  if (debug.state === 'absent' || isDecidedByConfigVar(settings, debug)) return false;
  if ((debug.state === 'known' && debug.value === true) || isOnByDefault(repository, 'DEBUG'))
    return true;
  return hasFallback(
    settings,
    debug,
    (value) =>
      value === true || value === 'True' || value === 'true' || value === '1' || value === 1,
  );
}

/**
 * True when the production module itself looks the setting up, off by default. It may be on in spite
 * of that through a .env file in git, which is to leave git.
 */
function isDecidedByConfigVar(settings: EvaluatedSettings, state: SettingState): boolean {
  if (state.state === 'absent' || state.at?.file !== settings.file) return false;
  const own = ownLookups(settings, state);
  return own.length > 0 && own.every(({ fallback }) => fallback === '' || fallback === false);
}

/**
 * Domains of other platforms, which no app on Heroku is reached by. Source: the documentation of
 * each; recollected, 2026-11-27.
 */
const ELSEWHERE =
  /(^|\.)(railway\.app|pythonanywhere\.com|onrender\.com|vercel\.app|now\.sh|fly\.dev|ondigitalocean\.app|azurewebsites\.net|appspot\.com|run\.app|ngrok(-free)?\.(io|app))$/i;

/**
 * Config vars that other platforms set to the app's host name. Source: the documentation of each;
 * recollected, 2026-11-30.
 */
const OF_OTHER_PLATFORMS =
  /^(RENDER|RAILWAY|VERCEL|FLY|KOYEB|ZEABUR|CODESPACE|GITPOD|REPL)_|^(WEBSITE_HOSTNAME|CYCLIC_URL)$/;

/**
 * True when no public host is answered: the list is missing, empty, or names this machine and other
 * platforms only, whatever a config var might add to it. A list that names a real host is the
 * owner's.
 */
export function needsAllowedHosts(settings: EvaluatedSettings, repository: Repository): boolean {
  const state = settings.get('ALLOWED_HOSTS');
  if (state.state === 'absent') return true;
  const served = servedHosts(repository);
  if (served === undefined) return false;
  // Where one config var alone makes the list, app.json gives it the platform's hosts.
  const own = new Set(ownLookups(settings, state).map(({ variable }) => variable));
  const isGiven =
    own.size === 1 && [...own].every((variable) => !OF_OTHER_PLATFORMS.test(variable));
  return !isGiven && served.hosts.every((host) => isLocalHost(host) || ELSEWHERE.test(host));
}

/**
 * True when the database does not follow DATABASE_URL: none is set, its address is written out, or
 * it is put together from variables of the project's own, which nobody sets on Heroku. A database
 * of another kind is the owner's.
 */
export function needsDatabase(settings: EvaluatedSettings, { files }: Repository): boolean {
  const databases = settings.get('DATABASES');
  if (databases.state === 'absent') return true;
  if (databases.dependsOn.length === 0) return databases.state === 'known';
  const text = settings.files.map((path) => files.text(path) ?? '').join('\n');
  const statement =
    databases.at === undefined
      ? ''
      : (files.text(databases.at.file) ?? '').slice(databases.at.start, databases.at.end);
  // Of several that a variable chooses from, Heroku's own is Postgres.
  const isOfPostgres =
    /["']ENGINE["']\s*:\s*["'][\w.]*postg/.test(text) ||
    (/postg|sqlite/.test(statement) && !/mysql|oracle|mssql|mongo/.test(statement));
  return isOfPostgres && !/DATABASE_URL|dj_database_url|\bdb(_url)?\(/.test(text);
}

/**
 * True when static files would not be hashed, or the first upload would fail for want of a
 * `default` entry.
 */
export function needsStorages(settings: EvaluatedSettings): boolean {
  const storages = settings.get('STORAGES');
  if (storages.state === 'absent') return true;
  if (storages.state === 'computed') return false;
  const entries = asDict(storages.value);
  const backend = asDict(entries?.staticfiles)?.BACKEND;
  return (
    entries?.default === undefined ||
    backend === undefined ||
    backend === 'django.contrib.staticfiles.storage.StaticFilesStorage'
  );
}

/** True when mail is only printed: Django 6.1 makes that an error of the deploy check. */
export function printsMail(settings: EvaluatedSettings): boolean {
  const mailers = settings.get('MAILERS');
  if (mailers.state !== 'known') return false;
  return (
    asDict(asDict(mailers.value)?.default)?.BACKEND ===
    'django.core.mail.backends.console.EmailBackend'
  );
}

/** The backend of the default cache as far as it is known; empty otherwise. */
export function cacheBackend(settings: EvaluatedSettings): string {
  const caches = settings.get('CACHES');
  return caches.state === 'known'
    ? String(asDict(asDict(caches.value)?.default)?.BACKEND ?? '')
    : '';
}

/** True when a look-up that decides the setting has such a default. */
function hasFallback(
  settings: EvaluatedSettings,
  state: SettingState,
  isBad: (value: PlainValue) => boolean,
): boolean {
  return decidingLookups(settings, state).some(
    ({ fallback }) => fallback !== undefined && isBad(fallback),
  );
}
