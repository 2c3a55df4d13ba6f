import { insertMiddleware } from '../../edits/python/middleware.ts';
import { djangoSeries, isSeriesAtLeast } from '../django-series.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';
import { editSettingsFile, fileOfSetting } from '../shared-settings.ts';

const because = reasons('csp');
const MIDDLEWARE = 'django.middleware.csp.ContentSecurityPolicyMiddleware';

/** Django's own Content-Security-Policy: the middleware for all, the policy for production. A policy that is there stays. */
export const writeCsp: WriteEntry = (context) => {
  const { answers, project, draft, production, render } = context;
  if (answers.csp === 'off' || hasPolicy(context)) return;
  const series = djangoSeries(project);
  if (!isSeriesAtLeast(series, '6.0')) {
    draft.decline({
      entry: 'csp',
      path: undefined,
      because: `Django ${series} has no Content-Security-Policy of its own; it came with 6.0`,
      next: 'Raise Django to 6.0 first, then run: dynoready init --only csp --csp report-only',
    });
    return;
  }
  const listed = editSettingsFile(
    context,
    fileOfSetting(context, 'MIDDLEWARE'),
    (source) => insertMiddleware(source, MIDDLEWARE, { after: 'django.middleware.security.SecurityMiddleware' }),
    because('MIDDLEWARE: it sends the Content-Security-Policy'),
    `Put "${MIDDLEWARE}" into MIDDLEWARE, after SecurityMiddleware.`,
  );
  if (!listed) return;
  production.add({
    reason: because(
      answers.csp === 'enforce'
        ? 'SECURE_CSP: a script that somebody smuggles into a page does not run'
        : 'SECURE_CSP_REPORT_ONLY: browsers report what a policy would block, before it does',
    ),
    imports: ['from django.utils.csp import CSP'],
    body: render('project/package/settings/heroku/csp.py', {
      setting: answers.csp === 'enforce' ? 'SECURE_CSP' : 'SECURE_CSP_REPORT_ONLY',
      enforced: answers.csp === 'enforce',
    }),
  });
};

function hasPolicy({ settings, project }: EntryContext): boolean {
  return (
    project.dependencies.declares('django-csp') ||
    ['SECURE_CSP', 'SECURE_CSP_REPORT_ONLY', 'CONTENT_SECURITY_POLICY'].some((name) => settings.get(name).state !== 'absent')
  );
}
