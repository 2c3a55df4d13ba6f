import { defineRule } from '../check/rule.ts';
import { usesManifest } from '../queries/static-files/static-files.ts';
import { missingStaticFiles } from '../queries/static-files/template-statics.ts';

export default defineRule<{ name: string }>({
  id: 'static-file-missing',
  group: 'static-files',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "ManifestStaticFilesStorage.manifest_strict"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/contrib/staticfiles/#django.contrib.staticfiles.storage.ManifestStaticFilesStorage.manifest_strict',
  },
  docs: 'A template names a static file that is not in the repository.',
  example: { name: 'shop/logo.png' },
  *check(repository) {
    if (!usesManifest(repository)) return;
    for (const { name, at } of missingStaticFiles(repository)) yield { at, facts: { name } };
  },
  message: ({ name }) => ({
    what: `The template names the static file \`${name}\`, which no static folder of the repository holds.`,
    why: 'With DEBUG off, the storage looks up every name in its manifest. The page fails with 500, "Missing staticfiles manifest entry", although it works on your machine.',
    next: 'Correct the name, or commit the file if git ignores it:\n  python manage.py findstatic PATH',
  }),
});
