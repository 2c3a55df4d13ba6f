import { keepForDevelopment } from '../development.ts';
import { reasons, type WriteEntry } from '../entry.ts';
import { needsAllowedHosts, needsDebug, needsSecretKey } from '../soundness.ts';

const because = reasons('secrets');
const DEBUG_FROM_ENVIRONMENT = 'os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")';

/** Key, hosts and debug from the environment. What development uses today it keeps. */
export const writeSecrets: WriteEntry = ({ settings, answers, draft, layout, development, production, render }) => {
  const needs = new Set<string>();
  const isSingle = layout.mode === 'single';
  const environ = answers.environment === 'environ';
  const keyLookup = environ ? 'env("SECRET_KEY")' : 'required("SECRET_KEY")';

  if (needsSecretKey(settings)) {
    const kept = keepForDevelopment(
      draft,
      layout,
      development,
      'SECRET_KEY',
      (value) => ({ value: isSingle ? `${keyLookup} if PRODUCTION else ${value}` : 'os.environ["SECRET_KEY"]', preset: value }),
      because('SECRET_KEY: whoever reads the repository could sign sessions'),
    );
    if (kept !== 'asked') needs.add('SECRET_KEY');
  }
  if (needsDebug(settings)) {
    const kept = keepForDevelopment(
      draft,
      layout,
      development,
      'DEBUG',
      (value) => ({ value: isSingle ? 'not PRODUCTION' : DEBUG_FROM_ENVIRONMENT, preset: JSON.stringify(value.toLowerCase()) }),
      because('DEBUG: when it is on, every visitor sees settings and code'),
    );
    if (kept !== 'asked') needs.add('DEBUG');
  }
  if (needsAllowedHosts(settings)) {
    needs.add('ALLOWED_HOSTS');
    const reason = because('ALLOWED_HOSTS: development and production have different ones');
    if (!isSingle) keepForDevelopment(draft, layout, development, 'ALLOWED_HOSTS', () => undefined, reason);
  }
  if (needs.size === 0) return;
  const imports = [
    ...(needs.has('DEBUG') ? ['import os'] : []),
    ...(needs.has('ALLOWED_HOSTS') ? ['from django.core.exceptions import ImproperlyConfigured'] : []),
  ];
  const body = render('project/package/settings/heroku/secrets.py', { needs, environ });
  production.add({
    reason: because('secrets: key, hosts and debug come from the environment, and a missing one stops the app'),
    imports,
    body,
  });
};
