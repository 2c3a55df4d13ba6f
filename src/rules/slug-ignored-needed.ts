import ignore from 'ignore';
import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { productionSettings } from '../queries/settings/production-settings.ts';

export default defineRule<{ path: string; needed: string }>({
  id: 'slug-ignored-needed',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Slug Compiler": ignoring files with .slugignore',
    url: 'https://devcenter.heroku.com/articles/slug-compiler#ignoring-files-with-slugignore',
  },
  leadsTo: ['package-manager::none-found', 'H10'],
  docs: 'The .slugignore file hides a file that the build or the app needs.',
  example: { path: 'requirements.txt', needed: 'the build installs from it' },
  *check(repository) {
    const file = '.slugignore';
    const text = repository.files.text(file);
    if (text === undefined) return;
    const needed = neededFiles(repository);
    const hidden = new Set<string>();
    for (const match of text.matchAll(/[^\r\n]+/g)) {
      const [line] = match;
      // A line with `!` is no exception here but a pattern that matches nothing.
      if (/^\s*(#|!|$)/.test(line)) continue;
      const rules = ignore().add(line);
      for (const [path, why] of needed) {
        if (hidden.has(path) || !rules.ignores(path)) continue;
        hidden.add(path);
        yield {
          at: { file, start: match.index, end: match.index + line.length },
          facts: { path, needed: why },
        };
      }
    }
  },
  message: ({ path, needed }) => ({
    what: `.slugignore hides \`${path}\`, and ${needed}.`,
    why: 'Heroku removes these files before the buildpack runs, so they never reach the dyno. Exceptions with `!` have no effect in .slugignore.',
    next: `Remove the line or narrow its pattern, then check what remains:\n  dynoready build --plan`,
  }),
});

/** The files that a deployment cannot do without, with the reason. */
function neededFiles(repository: Repository): ReadonlyMap<string, string> {
  const { dependencies, djangoProject, pythonVersion } = repository;
  const needed = new Map<string, string>();
  for (const { id, lockfile } of dependencies.managers)
    needed.set(lockfile, `the build finds ${id} by it`);
  for (const { path, kind } of dependencies.files)
    if (kind !== 'setup') needed.set(path, 'the build installs from it');
  for (const path of pythonVersion.files.keys())
    needed.set(path, 'it says which Python to install');
  if (repository.procfile !== undefined) needed.set('Procfile', 'it says what to start');
  if (djangoProject !== undefined)
    needed.set(
      djangoProject.managePath,
      'collectstatic, migrate and the project itself run through it',
    );
  for (const path of productionSettings(repository)?.files ?? [])
    needed.set(path, 'the settings are made of it');
  return new Map([...needed].filter(([path]) => repository.files.has(path)));
}
