import { defineRule } from '../check/rule.ts';
import type { Project } from '../project/project.ts';
import { stringsOf } from '../project/questions/production-settings.ts';
import { collectedFiles, usesManifest } from '../project/questions/static-files.ts';

export default defineRule<{ name: string }>({
  id: 'static-file-missing',
  group: 'static-files',
  severity: 'warning',
  since: '0.1.0',
  source: 'Django documentation, "ManifestStaticFilesStorage": manifest_strict',
  docs: 'A template names a static file that is not in the repository.',
  example: { name: 'shop/logo.png' },
  *check(project) {
    const collected = usesManifest(project) ? collectedFiles(project) : undefined;
    if (collected === undefined) return;
    const ours = new Set([...collected.keys()].map((path) => path.split('/')[0]));
    const foreign = hasForeignApps(project);
    for (const file of project.files.paths.filter((path) => /\.(html?|txt|xml)$/.test(path))) {
      for (const match of (project.files.text(file) ?? '').matchAll(/\{%-?\s*static\s+(["'])([^"'{}]+)\1/g)) {
        const name = (match[2] ?? '').replace(/[?#].*$/, '');
        const top = name.split('/')[0] ?? '';
        if (collected.has(name) || name.endsWith('/') || top === 'admin' || top === 'gis') continue;
        // What lies in a folder of its own may come with an installed package.
        if (foreign && name.includes('/') && !ours.has(top)) continue;
        const start = match.index + match[0].indexOf(match[2] ?? '');
        yield { at: { file, start, end: start + name.length }, facts: { name } };
      }
    }
  },
  advise: ({ name }) => ({
    what: `The template names the static file \`${name}\`, which no static folder of the repository holds.`,
    why: 'The storage looks every name up in its manifest: with DEBUG off the page is a 500, "Missing staticfiles manifest entry", although it works on your machine.',
    next: 'Correct the name, or commit the file if git ignores it:\n  python manage.py findstatic PATH',
  }),
});

function hasForeignApps(project: Project): boolean {
  const apps = stringsOf(project, 'INSTALLED_APPS') ?? [];
  return apps.some((app) => {
    const top = app.split('.')[0] ?? '';
    return !/^(django|whitenoise)$/.test(top) && !project.files.paths.some((path) => new RegExp(`(^|/)${top}(/|\\.py$)`).test(path));
  });
}
