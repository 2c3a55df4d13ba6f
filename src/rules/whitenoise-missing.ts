import { defineRule, fixFrom } from '../check/rule.ts';
import { insertMiddleware } from '../edits/python/middleware.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { fallbackRange, isWhole, stringsOf } from '../queries/settings/production-settings.ts';
import { staticFilesServedElsewhere } from '../queries/static-files/static-files.ts';
import { WHITENOISE, whiteNoiseEntries } from '../queries/static-files/whitenoise-middleware.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';

export default defineRule<null>({
  id: 'whitenoise-missing',
  group: 'static-files',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'WhiteNoise documentation, "Enable WhiteNoise"',
    url: 'https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise',
  },
  docs: 'Nothing serves static files once DEBUG is off.',
  initFeature: 'static-files',
  example: null,
  *check(repository) {
    const middleware = stringsOf(repository, 'MIDDLEWARE');
    if (middleware === undefined || !isWhole(repository, 'MIDDLEWARE')) return;
    if (
      whiteNoiseEntries(repository).length > 0 ||
      middleware.some((name) => /whitenoise|servestatic|dj_static/i.test(name)) ||
      staticFilesServedElsewhere(repository)
    )
      return;
    const at = fallbackRange(repository, 'MIDDLEWARE');
    const source = at === undefined ? undefined : pythonSource(repository, at.file);
    const result =
      source && repository.dependencies.declares('whitenoise')
        ? insertMiddleware(source, WHITENOISE, { after: SECURITY })
        : undefined;
    yield {
      at,
      facts: null,
      ...fixFrom('Insert WhiteNoise behind SecurityMiddleware', 'safe', at?.file, result),
    };
  },
  message: () => ({
    what: 'No middleware serves static files.',
    why: 'Django serves no static files with DEBUG off, and there is no web server in front of a dyno: every style sheet and script is a 404.',
    next: `Run \`dynoready init --only static-files\`, or put WhiteNoise directly after SecurityMiddleware:\n  MIDDLEWARE = [\n      "${SECURITY}",\n      "${WHITENOISE}",`,
  }),
});
