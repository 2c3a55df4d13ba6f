import { defineRule } from '../check/rule.ts';
import { collectedFiles, usesManifest } from '../project/questions/static-files.ts';

export default defineRule<{ reference: string; wanted: string }>({
  id: 'css-reference-missing',
  group: 'static-files',
  severity: 'error',
  since: '0.1.0',
  source: 'Django documentation, "ManifestStaticFilesStorage"; heroku/heroku-buildpack-python v351',
  foretells: ['collectstatic-other', 'collectstatic-fancy-references'],
  docs: 'A style sheet refers to a file that is not in the repository.',
  example: { reference: 'img/bg.png', wanted: 'shop/img/bg.png' },
  *check(project) {
    const collected = usesManifest(project) ? collectedFiles(project) : undefined;
    if (collected === undefined) return;
    for (const [name, file] of collected) {
      if (!name.endsWith('.css')) continue;
      const text = (project.files.text(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
      for (const match of text.matchAll(/url\(\s*(["']?)([^"')]+?)\1\s*\)/g)) {
        const reference = match[2] ?? '';
        // Other hosts, data, absolute addresses and fragments alone are left as they are by the storage.
        if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(reference)) continue;
        const wanted = resolveBeside(name, reference.replace(/[?#].*$/, ''));
        if (wanted === undefined || collected.has(wanted)) continue;
        const start = match.index + match[0].indexOf(reference);
        yield { at: { file, start, end: start + reference.length }, facts: { reference, wanted } };
      }
    }
  },
  advise: ({ reference, wanted }) => ({
    what: `The style sheet refers to \`${reference}\`, and no static folder holds \`${wanted}\`.`,
    why: 'The build rewrites each reference to its hashed name and finds none: collectstatic fails, and WHITENOISE_MANIFEST_STRICT = False does not help.',
    next: 'Correct the path or commit the file; the reference counts from the folder of the style sheet.',
  }),
});

/** The path that a reference means, seen from the file it stands in; undefined when it leaves the static files. */
function resolveBeside(name: string, reference: string): string | undefined {
  const parts = name.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
