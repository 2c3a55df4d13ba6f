import { isAtLeast } from '../../queries/packages/django-version.ts';
import { asDict } from '../../queries/settings/production-settings.ts';
import { djangoSeries } from '../packages/django-series.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { leaveToDevelopment } from '../settings/development.ts';
import { printsMail } from '../settings/missing-settings.ts';

const because = reasons('email');

/**
 * Mail through the server that config vars name: MAILERS from Django 6.1 on, EMAIL_* before. A
 * server that the project names already stays.
 */
export const writeEmail: WriteEntry = (context) => {
  const { answers, settings, repository, production, render, reader } = context;
  const mailers = isAtLeast(djangoSeries(repository), '6.1') && !usesOldSettings(context);
  if (printsMail(settings)) leavePrinting(context);
  if (answers.email === 'none') return;
  if (isSent(context)) return;
  production.add({
    reason: because('mail: otherwise it is printed or sent to localhost, and nobody receives it'),
    imports: ['import sys'],
    body: render('project/package/settings/heroku/email.py', {
      mailers,
      // An address of the project's own stays.
      sender: settings.get('DEFAULT_FROM_EMAIL').state === 'absent',
      read: reader,
    }),
  });
};

/**
 * Mail that is only printed is for development: the deploy check calls it an error from Django 6.1
 * on.
 */
function leavePrinting({ answers, settings, draft, layout, development }: FeatureContext): void {
  const reason = because('MAILERS: the deploy check fails if mail is only printed');
  const isLeft = leaveToDevelopment(draft, layout, development, 'MAILERS', reason);
  // A server for production takes the place of what cannot be moved.
  if (answers.email !== 'none') return;
  if (isLeft)
    draft.note(
      'Production has no mail server now. If the app sends mail, run: dynoready init --email smtp',
    );
  else
    draft.decline({
      entry: 'email',
      path: settings.file,
      because:
        'MAILERS prints mail to the console, which fails the deploy check, and the setting cannot be moved safely',
      next: 'Set MAILERS only in the development settings, or give production a mail server: dynoready init --email smtp',
    });
}

/** True when mail goes to a server already, or it cannot be told. */
function isSent({ settings }: FeatureContext): boolean {
  const mailers = settings.get('MAILERS');
  const host = settings.get('EMAIL_HOST');
  const backend = settings.get('EMAIL_BACKEND');
  if ([mailers, host, backend].some(({ state }) => state === 'computed')) return true;
  if (
    host.state === 'known' &&
    (host.dependsOn.length > 0 || !['', 'localhost', '127.0.0.1'].includes(String(host.value)))
  )
    return true;
  // One that a config var chooses is the owner's to choose.
  if (backend.state === 'known' && backend.dependsOn.length > 0) return true;
  const own = backend.state === 'known' ? String(backend.value) : '';
  if (own !== '' && !/\.(console|smtp|locmem|filebased|dummy)\./.test(own)) return true;
  if (mailers.state !== 'known') return false;
  return Object.keys(asDict(mailers.value) ?? {}).length > 0 && !printsMail(settings);
}

/**
 * True when the project still sets what MAILERS takes the place of; both together stop the start.
 */
function usesOldSettings({ settings }: FeatureContext): boolean {
  return [
    'EMAIL_BACKEND',
    'EMAIL_HOST',
    'EMAIL_PORT',
    'EMAIL_HOST_USER',
    'EMAIL_HOST_PASSWORD',
    'EMAIL_USE_TLS',
    'EMAIL_USE_SSL',
  ].some((name) => settings.get(name).state !== 'absent');
}
