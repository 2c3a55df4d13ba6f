import { ownLookups } from '../../queries/settings/deciding-lookups.ts';
import { reasons, type WriteEntry } from '../plan/feature.ts';
import { PLAIN } from '../settings/config-reader.ts';
import { turnDebugDefault } from '../settings/debug-default.ts';
import { keepForDevelopment } from '../settings/development.ts';
import { needsAllowedHosts, needsDebug, needsSecretKey } from '../settings/missing-settings.ts';

const because = reasons('secrets');

/** Key, hosts and debug from the environment. What development uses today it keeps. */
export const writeSecrets: WriteEntry = (context) => {
  const { settings, reader, draft, layout, development, production, render, repository } = context;
  const needs = new Set<string>();
  const isSingle = layout.mode === 'single';
  const inPlace = reader.isAtHand ? reader : PLAIN;
  // Shared settings of a package are read by development too, and hold no helper of ours.
  // Under the name that the project has given it: an app needs one key, not two.
  const asked = new Set(
    ownLookups(settings, settings.get('SECRET_KEY')).map(({ variable }) => variable),
  );
  const keyVariable = asked.size === 1 ? [...asked][0]! : 'SECRET_KEY';
  const key =
    isSingle || inPlace.name !== undefined
      ? inPlace.required(keyVariable)
      : `os.environ["${keyVariable}"]`;
  const imported = { imports: inPlace.imports };

  if (needsSecretKey(settings)) {
    const kept = keepForDevelopment(
      draft,
      layout,
      development,
      'SECRET_KEY',
      (value) => ({
        value: isSingle ? `${key} if PRODUCTION else ${value}` : key,
        preset: value,
        ...imported,
      }),
      because('SECRET_KEY: anyone who can read the repository could forge sessions'),
    );
    if (kept !== 'asked') needs.add('SECRET_KEY');
  }
  const debugReason = 'DEBUG: when it is on, error pages expose settings and code to visitors';
  if (needsDebug(settings, repository) && !turnDebugDefault(context, debugReason)) {
    const kept = keepForDevelopment(
      draft,
      layout,
      development,
      'DEBUG',
      (value) => ({
        value: isSingle ? 'not PRODUCTION' : inPlace.flag('DEBUG', false),
        preset: JSON.stringify(value.toLowerCase()),
        ...imported,
      }),
      because(debugReason),
    );
    if (kept !== 'asked') needs.add('DEBUG');
  }
  if (needsAllowedHosts(settings, repository)) {
    needs.add('ALLOWED_HOSTS');
    const reason = because('ALLOWED_HOSTS: development and production use different hosts');
    if (!isSingle)
      keepForDevelopment(draft, layout, development, 'ALLOWED_HOSTS', () => undefined, reason);
  }
  if (needs.size === 0) return;
  const body = render('project/package/settings/heroku/secrets.py', {
    needs,
    keyVariable,
    read: reader,
  });
  production.add({
    reason: because(
      'secrets: SECRET_KEY, ALLOWED_HOSTS and DEBUG come from config vars, and the app refuses to start without the required ones',
    ),
    imports: [],
    body,
  });
};
