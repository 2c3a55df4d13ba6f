import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { type InstalledApp, installedApps } from '../queries/apps/installed-apps.ts';
import { isWhole, knownSetting } from '../queries/settings/production-settings.ts';

/**
 * Libraries that Django has by itself, and those of its own apps. Source: Django 2.2 to 6.1; read
 * 2026-11-24.
 */
const BUILT_IN = new Set(
  'i18n l10n tz cache static staticfiles admin_static future url'.split(' '),
);
const OF_DJANGO: Readonly<Record<string, string>> = {
  admin_list: 'django.contrib.admin',
  admin_modify: 'django.contrib.admin',
  admin_urls: 'django.contrib.admin',
  admin_filters: 'django.contrib.admin',
  log: 'django.contrib.admin',
  auth: 'django.contrib.auth',
  flatpages: 'django.contrib.flatpages',
  humanize: 'django.contrib.humanize',
};

interface Facts {
  readonly library: string;
  /** The app to install, where one is known to have the library. */
  readonly app: string | undefined;
}

export default defineRule<Facts>({
  id: 'template-library-missing',
  group: 'settings',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Custom template tags and filters": code layout',
    url: 'https://docs.djangoproject.com/en/6.1/howto/custom-template-tags/#code-layout',
  },
  docs: 'A template loads a tag library that no installed app provides.',
  example: { library: 'humanize', app: 'django.contrib.humanize' },
  *check(repository) {
    const apps = isWhole(repository, 'INSTALLED_APPS') ? installedApps(repository) : [];
    // Settings of a template engine may name more libraries.
    if (
      apps.length === 0 ||
      /"(libraries|builtins)"/.test(
        JSON.stringify(knownSetting(repository, 'TEMPLATES')?.value ?? '"libraries"'),
      )
    )
      return;
    const known = knownLibraries(repository, apps);
    const foreign = apps.some(
      ({ name, folder }) => folder === undefined && !name.startsWith('django.'),
    );
    for (const file of repository.files.paths.filter((path) =>
      /(^|\/)templates\/.+\.(html?|txt|xml)$/.test(path),
    )) {
      const text = repository.files.text(file) ?? '';
      if (!text.includes('load')) continue;
      for (const { name, start } of loadedLibraries(text)) {
        const app = OF_DJANGO[name];
        // What is not Django\'s own may come with any installed package.
        if (known.has(name) || (app === undefined && foreign)) continue;
        yield {
          at: { file, start, end: start + name.length },
          facts: { library: name, app: app ?? ownApp(repository, name) },
        };
      }
    }
  },
  message: ({ library, app }) => ({
    what: `The template loads the tag library \`${library}\`, which no installed app provides.`,
    why: 'The page fails with a TemplateSyntaxError (500) when somebody opens it, and not earlier.',
    next:
      app === undefined
        ? 'Correct the name, or commit the module if git ignores it:\n  git status --ignored'
        : `Add the app that provides it:\n  INSTALLED_APPS += ["${app}"]`,
  }),
});

function knownLibraries(
  repository: Repository,
  apps: readonly InstalledApp[],
): ReadonlySet<string> {
  const known = new Set(BUILT_IN);
  const names = new Set(apps.map(({ name }) => name.replace(/\.apps\.\w+$/, '')));
  for (const [library, app] of Object.entries(OF_DJANGO)) if (names.has(app)) known.add(library);
  for (const { folder } of apps) {
    const prefix = folder === undefined ? undefined : `${folder}/templatetags/`;
    if (prefix === undefined) continue;
    for (const path of repository.files.paths) {
      if (path.startsWith(prefix) && path.endsWith('.py'))
        known.add(path.slice(prefix.length, -'.py'.length).replaceAll('/', '.'));
    }
  }
  return known;
}

/** The names after `{% load %}`, and the one after `from`, outside comments and verbatim text. */
function* loadedLibraries(
  text: string,
): Generator<{ readonly name: string; readonly start: number }> {
  const visible = text.replace(
    /\{%\s*(comment|verbatim)\b[\s\S]*?\{%\s*end\1\s*%\}|\{#[^\n]*?#\}/g,
    (hidden) => ' '.repeat(hidden.length),
  );
  for (const tag of visible.matchAll(/\{%\s*load\s([^%]*)%\}/g)) {
    const list = tag[1] ?? '';
    const start = tag.index + tag[0].indexOf(list);
    const words = [...list.matchAll(/[\w.]+/g)];
    const from = words.findLastIndex(([word], index) => index > 0 && word === 'from');
    for (const { 0: name, index } of words.slice(from + 1)) yield { name, start: start + index };
  }
}

/**
 * The package of the repository that has the library and is not installed, as its dotted name seen
 * from the folder above it.
 */
function ownApp({ files }: Repository, library: string): string | undefined {
  const found = files.paths.find((path) => path.endsWith(`/templatetags/${library}.py`));
  return found
    ?.replace(/\/templatetags\/.*$/, '')
    .split('/')
    .at(-1);
}
