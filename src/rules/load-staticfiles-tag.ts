import { defineRule } from '../check/rule.ts';
import { isAtLeast } from '../queries/packages/django-version.ts';
import { installedSeries } from '../queries/packages/installed-series.ts';

export default defineRule<{ library: string }>({
  id: 'load-staticfiles-tag',
  group: 'static-files',
  severity: 'warning',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Django 3.0 release notes, "Features removed in 3.0"',
    url: 'https://docs.djangoproject.com/en/6.1/releases/3.0/#features-removed-in-3-0',
  },
  docs: 'A template loads a tag library that Django removed in 3.0.',
  example: { library: 'staticfiles' },
  *check(repository) {
    const series = installedSeries(repository);
    if (series === undefined || !isAtLeast(series, '3.0')) return;
    for (const file of repository.files.paths.filter((path) =>
      /\.(html?|txt|xml|svg)$/.test(path),
    )) {
      const text = repository.files.text(file) ?? '';
      for (const match of text.matchAll(/\{%-?\s*load\b([^%]*?)\b(admin_static|staticfiles)\b/g)) {
        const library = match[2] ?? '';
        const end = match.index + match[0].length;
        const at = { file, start: end - library.length, end };
        yield {
          at,
          facts: { library },
          fix: { title: 'Load `static`', safety: 'safe', edits: [{ ...at, text: 'static' }] },
        };
      }
    }
  },
  message: ({ library }) => ({
    what: `The template loads the tag library \`${library}\`, which Django removed in 3.0.`,
    why: 'The page fails with a TemplateSyntaxError (500) when somebody opens it, and not earlier.',
    next: 'Load its replacement:\n  {% load static %}',
  }),
});
