import { defineRule } from '../check/rule.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';
import { settingOf } from '../queries/settings/production-settings.ts';

export default defineRule<{ origin: string }>({
  id: 'csrf-origin-scheme-missing',
  group: 'hardening',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django 4.0 release notes, "CSRF_TRUSTED_ORIGINS changes"',
    url: 'https://docs.djangoproject.com/en/6.1/releases/4.0/#csrf-trusted-origins-changes-4-0',
  },
  docs: 'An entry of CSRF_TRUSTED_ORIGINS has no scheme.',
  example: { origin: 'www.example.com' },
  *check(repository) {
    const series = installedSeries(repository);
    const state = settingOf(repository, 'CSRF_TRUSTED_ORIGINS');
    if (
      series === undefined ||
      !isAtLeast(series, '4.0') ||
      state === undefined ||
      state.state === 'absent'
    )
      return;
    for (const { value, at } of state.elements ?? []) {
      if (typeof value !== 'string' || value.includes('://') || value === '') continue;
      const text = at && repository.files.text(at.file)?.slice(at.start, at.end);
      const quote = text === `"${value}"` || text === `'${value}'` ? text.charAt(0) : undefined;
      // Before 4.0 a leading dot stood for all sub-domains; the origin wants a star.
      const origin = `https://${value.replace(/^\./, '*.')}`;
      yield {
        at: at ?? state.at,
        facts: { origin: value },
        ...(quote === undefined || at === undefined
          ? {}
          : {
              fix: {
                title: `Write ${origin}`,
                safety: 'safe' as const,
                edits: [{ ...at, text: `${quote}${origin}${quote}` }],
              },
            }),
      };
    }
  },
  message: ({ origin }) => ({
    what: `CSRF_TRUSTED_ORIGINS holds \`${origin}\`, without a scheme.`,
    why: 'Since Django 4.0 this fails a system check (4_0.E001): `migrate` refuses to run, and the release fails.',
    next: `Write the whole origin:\n  CSRF_TRUSTED_ORIGINS = ["https://${origin.replace(/^\./, '*.')}"]`,
  }),
});
