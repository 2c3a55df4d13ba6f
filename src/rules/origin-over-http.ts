import { defineRule } from '../check/rule.ts';
import { CORS_SETTINGS, listedOrigins } from '../queries/settings/origins.ts';
import { effectiveValue } from '../queries/settings/production-settings.ts';

export default defineRule<{ setting: string; origin: string }>({
  id: 'origin-over-http',
  group: 'hardening',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "CSRF_TRUSTED_ORIGINS"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/settings/#csrf-trusted-origins',
  },
  docs: 'An origin is trusted as http, and its pages come over https.',
  example: { setting: 'CSRF_TRUSTED_ORIGINS', origin: 'http://shop.herokuapp.com' },
  *check(repository) {
    const redirects = effectiveValue(repository, 'SECURE_SSL_REDIRECT', false) === true;
    for (const setting of ['CSRF_TRUSTED_ORIGINS', ...CORS_SETTINGS]) {
      const listed = listedOrigins(repository, setting);
      const secure = new Set(listed.flatMap((one) => (one.scheme === 'https' ? [one.host] : [])));
      for (const { origin, scheme, host, isLocal, at } of listed) {
        if (scheme !== 'http' || isLocal || secure.has(host)) continue;
        if (!redirects && !/\.herokuapp\.com$/.test(host)) continue;
        const text = at && repository.files.text(at.file)?.slice(at.start, at.end);
        const isLiteral = text === `"${origin}"` || text === `'${origin}'`;
        yield {
          at,
          facts: { setting, origin },
          ...(isLiteral && at !== undefined
            ? {
                fix: {
                  title: 'Trust it over https',
                  safety: 'unsafe' as const,
                  edits: [{ ...at, text: text.replace('http://', 'https://') }],
                },
              }
            : {}),
        };
      }
    }
  },
  message: ({ setting, origin }) => ({
    what: `${setting} holds \`${origin}\`, and nothing for https.`,
    why: setting.startsWith('CSRF')
      ? 'Visitors come over https, so their browsers send an Origin that begins with https: each form ends in 403 "Origin checking failed".'
      : 'The page of that origin comes over https, so its Origin does not match: browsers keep the answers from it ("blocked by CORS policy").',
    next: `Write the scheme that visitors use:\n  ${setting} = ["${origin.replace(/^http:/, 'https:')}"]`,
  }),
});
