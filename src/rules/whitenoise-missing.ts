import { defineRule, fixFrom } from '../check/rule.ts';
import { insertMiddleware } from '../edits/python/middleware.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { isWhole, nearSetting, stringsOf } from '../queries/settings/production-settings.ts';
import { staticFilesServedElsewhere, WHITENOISE } from '../queries/static-files/static-files.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';

export default defineRule<null>({
  id: 'whitenoise-missing',
  group: 'static-files',
  severity: 'warning',
  fixes: 'safe',
  since: '0.1.0',
  source: 'WhiteNoise documentation, "Using WhiteNoise with Django"',
  docs: 'Nothing serves static files once DEBUG is off.',
  mendedBy: 'static-files',
  example: null,
  *check(project) {
    const middleware = stringsOf(project, 'MIDDLEWARE');
    if (middleware === undefined || !isWhole(project, 'MIDDLEWARE')) return;
    if (
      middleware.some((name) => /whitenoise|servestatic|dj_static/i.test(name)) ||
      staticFilesServedElsewhere(project)
    )
      return;
    const at = nearSetting(project, 'MIDDLEWARE');
    const source = at === undefined ? undefined : pythonSource(project, at.file);
    const result =
      source && project.dependencies.declares('whitenoise')
        ? insertMiddleware(source, WHITENOISE, { after: SECURITY })
        : undefined;
    yield {
      at,
      facts: null,
      ...fixFrom('Insert WhiteNoise behind SecurityMiddleware', 'safe', at?.file, result),
    };
  },
  advise: () => ({
    what: 'No middleware serves static files.',
    why: 'Django serves none with DEBUG off, and no other web server stands in front of a dyno: every style sheet and script is a 404.',
    next: `Run \`dynoready init --only static-files\`, or put WhiteNoise directly behind SecurityMiddleware:\n  MIDDLEWARE = [\n      "${SECURITY}",\n      "${WHITENOISE}",`,
  }),
});
