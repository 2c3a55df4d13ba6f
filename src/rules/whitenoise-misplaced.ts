import { defineRule, fixFrom } from '../check/rule.ts';
import { moveMiddleware } from '../edits/python/middleware.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { settingOf, stringsOf } from '../queries/settings/production-settings.ts';
import { whiteNoiseEntries } from '../queries/static-files/whitenoise-middleware.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';
/**
 * Middleware that must not stand between the two. Others, such as CORS headers, ask to stand above
 * WhiteNoise.
 */
const LATER =
  /^django\.(contrib\.(sessions|auth|messages)|middleware\.(common|csrf|clickjacking|locale|cache|gzip|http))\b/;

export default defineRule<{ first: boolean; between: string | undefined }>({
  id: 'whitenoise-misplaced',
  group: 'static-files',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'WhiteNoise documentation, "Enable WhiteNoise"',
    url: 'https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise',
  },
  docs: 'WhiteNoise is not directly after SecurityMiddleware.',
  initFeature: 'static-files',
  example: { first: true, between: undefined },
  *check(repository) {
    const names = stringsOf(repository, 'MIDDLEWARE') ?? [];
    const [entry] = whiteNoiseEntries(repository);
    if (entry === undefined) return;
    const whitenoise = names.indexOf(entry);
    const security = names.indexOf(SECURITY);
    const between = names.slice(0, whitenoise).find((name) => LATER.test(name));
    const first = security > whitenoise;
    if (!first && between === undefined) return;
    const state = settingOf(repository, 'MIDDLEWARE');
    const elements = state === undefined || state.state === 'absent' ? [] : (state.elements ?? []);
    const at =
      elements.find(({ value }) => value === entry)?.at ??
      (state?.state === 'known' ? state.at : undefined);
    const source = at === undefined || security < 0 ? undefined : pythonSource(repository, at.file);
    const result = source && moveMiddleware(source, entry, { after: SECURITY });
    yield {
      at,
      facts: { first, between },
      ...fixFrom('Move WhiteNoise behind SecurityMiddleware', 'safe', at?.file, result),
    };
  },
  message: ({ first, between }) => ({
    what: first
      ? 'WhiteNoise comes before SecurityMiddleware.'
      : `WhiteNoise comes after \`${between}\`.`,
    why: first
      ? 'Static files are answered before the redirect to HTTPS, so they travel in the clear.'
      : 'Each request for a style sheet goes through sessions, CSRF and the like first, which costs time and may set cookies on cached files.',
    next: 'Put WhiteNoise directly after SecurityMiddleware, before everything else.',
  }),
});
