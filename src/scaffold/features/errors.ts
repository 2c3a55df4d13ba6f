import { reasons, type WriteEntry } from '../plan/feature.ts';

const because = reasons('errors');

/**
 * Error reports to Sentry, once the app has its address. A project that calls Sentry already stays
 * as it is.
 */
export const writeErrors: WriteEntry = ({ answers, repository, production, render, reader }) => {
  if (!answers.sentry) return;
  const isCalled = repository.files.paths.some(
    (path) =>
      path.endsWith('.py') && /\bsentry_sdk\.init\(/.test(repository.files.text(path) ?? ''),
  );
  if (isCalled) return;
  production.add({
    reason: because('Sentry: errors are reported with their context, while log lines scroll away'),
    imports: ['import sentry_sdk'],
    body: render('project/package/settings/heroku/errors.py', { read: reader }),
  });
};
