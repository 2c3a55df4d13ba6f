import { djangoSeries, isSeriesAtLeast } from '../django-series.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';
import { printsMail, recordOf } from '../soundness.ts';

const because = reasons('email');

/** Mail through the server that config vars name: MAILERS from Django 6.1 on, EMAIL_* before. A server that the project names already stays. */
export const writeEmail: WriteEntry = (context) => {
  const { answers, settings, project, draft, production, render, reader } = context;
  const mailers = isSeriesAtLeast(djangoSeries(project), '6.1') && !usesOldSettings(context);
  if (answers.email === 'none') {
    if (printsMail(settings))
      draft.note('Production has no mail server now. If the app sends mail: dynoready init --only email --email smtp');
    return;
  }
  if (isSent(context)) return;
  production.add({
    reason: because('mail: it is printed or sent to this very dyno otherwise, and nobody gets it'),
    imports: ['import sys'],
    body: render('project/package/settings/heroku/email.py', { mailers, read: reader }),
  });
};

/** True when mail goes to a server already, or it cannot be told. */
function isSent({ settings }: EntryContext): boolean {
  const mailers = settings.get('MAILERS');
  const host = settings.get('EMAIL_HOST');
  if (mailers.state === 'computed' || host.state === 'computed') return true;
  if (host.state === 'known' && (host.dependsOn.length > 0 || !['', 'localhost', '127.0.0.1'].includes(String(host.value)))) return true;
  const backend = settings.get('EMAIL_BACKEND');
  const own = backend.state === 'known' ? String(backend.value) : '';
  if (own !== '' && !/\.(console|smtp|locmem|filebased|dummy)\./.test(own)) return true;
  if (mailers.state !== 'known') return false;
  return Object.keys(recordOf(mailers.value) ?? {}).length > 0 && !printsMail(settings);
}

/** True when the project still sets what MAILERS takes the place of; both together stop the start. */
function usesOldSettings({ settings }: EntryContext): boolean {
  return ['EMAIL_BACKEND', 'EMAIL_HOST', 'EMAIL_PORT', 'EMAIL_HOST_USER', 'EMAIL_HOST_PASSWORD', 'EMAIL_USE_TLS', 'EMAIL_USE_SSL'].some(
    (name) => settings.get(name).state !== 'absent',
  );
}
