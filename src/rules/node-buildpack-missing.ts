import { defineRule } from '../check/rule.ts';
import { isNodeBuildpack, isPythonBuildpack } from '../facts/buildpacks.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { fallbackRange, settingOf, stringsOf } from '../queries/settings/production-settings.ts';
import { hasFrontEndBuild } from '../queries/static-files/front-end-build.ts';

interface Facts {
  /** The app that needs what Node.js builds. */
  readonly app: string;
  /** False where app.json leaves the choice to detection, which takes Node.js first. */
  readonly listed: boolean;
}

/** Apps that read what a build with Node.js makes, and a file of that build. */
const READERS: Readonly<Record<string, RegExp>> = {
  django_vite: /(^|\/)manifest\.json$/,
  webpack_loader: /webpack-stats[\w.-]*\.json$/,
  webpack_boilerplate: /(^|\/)manifest\.json$/,
  tailwind: /(^|\/)css\/dist\/styles\.css$/,
};

export default defineRule<Facts>({
  id: 'node-buildpack-missing',
  group: 'app-json',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Using Multiple Buildpacks for an App"',
    url: 'https://devcenter.heroku.com/articles/using-multiple-buildpacks-for-an-app',
  },
  docs: 'The project needs both Node.js and Python to build, and app.json does not list both.',
  example: { app: 'django_vite', listed: true },
  *check(repository) {
    const { appJson, files } = repository;
    if (appJson === undefined || files.has('project.toml') || !files.has('package.json')) return;
    const listed = appJson.buildpacks.map(({ value }) => value);
    if (listed.some(isNodeBuildpack) || /multi|subdir|monorepo/i.test(listed.join(' '))) return;
    if (listed.length > 0 && !listed.some(isPythonBuildpack)) return;
    const reader = readerOf(repository);
    if (reader === undefined) return;
    const { app, at } = reader;
    yield { at: appJson.buildpacks[0]?.at ?? at, facts: { app, listed: listed.length > 0 } };
  },
  message: ({ app, listed }) => ({
    what: listed
      ? `\`${app}\` reads what Node.js builds, and app.json lists no buildpack for Node.js.`
      : `\`${app}\` reads what Node.js builds, and app.json lists no buildpacks.`,
    why: listed
      ? 'Git does not hold the result and nothing makes it in the build, so pages have no styles or scripts, or end in a 500.'
      : 'Heroku then takes the first buildpack that fits, and with a package.json that is Node.js: Python and Django are not installed.',
    next: 'List both, Node.js first, so that collectstatic finds what it built:\n  "buildpacks": [{ "url": "heroku/nodejs" }, { "url": "heroku/python" }]',
  }),
});

function readerOf(
  repository: Repository,
): { readonly app: string; readonly at: SourceRange | undefined } | undefined {
  if (!hasFrontEndBuild(repository)) return undefined;
  const apps = settingOf(repository, 'INSTALLED_APPS');
  const elements = apps === undefined || apps.state === 'absent' ? [] : (apps.elements ?? []);
  for (const { value, at } of elements) {
    const made = typeof value === 'string' ? READERS[value] : undefined;
    if (made !== undefined && !repository.files.paths.some((path) => made.test(path)))
      return { app: String(value), at };
  }
  const { files, git } = repository;
  const isBuilt = (folder: string) =>
    !files.paths.some((path) => path.startsWith(`${folder}/`)) && git?.isIgnored(`${folder}/`);
  const folders = stringsOf(repository, 'STATICFILES_DIRS') ?? [];
  return folders.some(
    (folder) => /^<root>\/./.test(folder) && isBuilt(folder.slice('<root>/'.length)),
  )
    ? { app: 'STATICFILES_DIRS', at: fallbackRange(repository, 'STATICFILES_DIRS') }
    : undefined;
}
