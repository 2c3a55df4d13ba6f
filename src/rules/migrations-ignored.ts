import { defineRule } from '../check/rule.ts';
import { asDict, settingOf } from '../queries/settings/production-settings.ts';

export default defineRule<{ folder: string }>({
  id: 'migrations-ignored',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Migrations": version control',
    url: 'https://docs.djangoproject.com/en/6.1/topics/migrations/#version-control',
  },
  docs: 'Git ignores the migrations of an app.',
  example: { folder: 'blog/migrations' },
  *check(repository) {
    const { git, files } = repository;
    if (git === undefined) return;
    const modules = settingOf(repository, 'MIGRATION_MODULES');
    if (modules?.state === 'computed') return;
    const elsewhere = modules?.state === 'known' ? (asDict(modules.value) ?? {}) : {};
    for (const path of files.paths) {
      if (!/(^|\/)models(\.py|\/__init__\.py)$/.test(path)) continue;
      const app = path.replace(/\/?models(\.py|\/__init__\.py)$/, '');
      const folder = app === '' ? 'migrations' : `${app}/migrations`;
      // An app may keep its migrations in another folder; and what git tracks, it pushes, ignored
      // or not.
      if (
        (app.split('/').at(-1) ?? '') in elsewhere ||
        files.paths.some((one) => one.startsWith(`${folder}/0`))
      )
        continue;
      if (!git.isIgnored(`${folder}/0001_initial.py`) || !/\bModel\b/.test(files.text(path) ?? ''))
        continue;
      yield { at: { file: path, start: 0, end: 0 }, facts: { folder } };
    }
  },
  message: ({ folder }) => ({
    what: `Git ignores \`${folder}/\`.`,
    why: 'The release applies the migrations that were committed; without them, its tables are never created, and the pages of this app fail.',
    next: `Remove the line from .gitignore that matches them, then commit them:\n  git check-ignore -v ${folder}/0001_initial.py\n  git add ${folder}`,
  }),
});
