import { defineRule } from '../check/rule.ts';
import { usesManifest } from '../queries/static-files/static-files.ts';
import { missingStyleReferences } from '../queries/static-files/style-references.ts';

export default defineRule<{
  file: string;
  reference: string;
  wanted: string;
  isInComment: boolean;
}>({
  id: 'css-reference-missing',
  group: 'static-files',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "ManifestStaticFilesStorage"',
    url: 'https://docs.djangoproject.com/en/6.1/ref/contrib/staticfiles/#manifeststaticfilesstorage',
  },
  leadsTo: ['collectstatic-other', 'collectstatic-fancy-references'],
  docs: 'A style sheet, or the source map of a script, refers to a file that is not in the repository.',
  example: {
    isInComment: false,
    file: 'shop/static/shop/site.css',
    reference: 'img/bg.png',
    wanted: 'shop/img/bg.png',
  },
  *check(repository) {
    if (!usesManifest(repository)) return;
    for (const { at, reference, wanted, isInComment } of missingStyleReferences(repository))
      yield { at, facts: { file: at.file, reference, wanted, isInComment } };
  },
  message: ({ file, reference, wanted, isInComment }) => ({
    what: `${file.endsWith('.js') ? 'The script' : 'The style sheet'} refers to \`${reference}\`, and no static folder holds \`${wanted}\`.`,
    why: isInComment
      ? "Before 6.1, Django also rewrites references in comments: collectstatic looks for the file's hashed name and fails, although no browser would ask for it."
      : "collectstatic rewrites each reference to the file's hashed name and fails when the file is missing. WHITENOISE_MANIFEST_STRICT = False does not help.",
    next: isInComment
      ? 'Take the reference out of the comment, or raise Django to 6.1.'
      : 'Correct the path or commit the file. The path is relative to the file that contains it.',
  }),
});
