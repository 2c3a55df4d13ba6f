import { defineRule } from '../check/rule.ts';
import { asDict, settingOf } from '../queries/settings/production-settings.ts';

export default defineRule<{ folder: string; next: string; isFirst: boolean }>({
  id: 'migrations-ignored',
  group: 'repository',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Migrations": version control',
    url: 'https://docs.djangoproject.com/en/6.1/topics/migrations/#version-control',
  },
  docs: 'Git ignores the migrations of an app.',
  example: { folder: 'blog/migrations', next: '0001_initial.py', isFirst: true },
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
      // An app may keep its migrations in another folder.
      if ((app.split('/').at(-1) ?? '') in elsewhere) continue;
      const last = files.paths
        .flatMap(
          (one) => new RegExp(`^${literal(folder)}/(\\d{4})_\\w+\\.py$`).exec(one)?.[1] ?? [],
        )
        .sort()
        .at(-1);
      const isFirst = last === undefined;
      const number = isFirst ? 1 : Number(last) + 1;
      const next = `${String(number).padStart(4, '0')}_${isFirst ? 'initial' : 'change'}.py`;
      // What git tracks, it pushes, ignored or not: the next one is the question.
      if (!git.isIgnored(`${folder}/${next}`) || !/\bModel\b/.test(files.text(path) ?? ''))
        continue;
      yield {
        at: { file: path, start: 0, end: 0 },
        facts: { folder, next, isFirst },
        ...(isFirst ? {} : { severity: 'warning' as const }),
      };
    }
  },
  message: ({ folder, next, isFirst }) => ({
    what: isFirst
      ? `Git ignores \`${folder}/\`.`
      : `Git ignores the next migration of \`${folder}/\`, such as \`${next}\`.`,
    why: isFirst
      ? 'The release applies the migrations that were committed; without them, its tables are never created, and the pages of this app fail.'
      : 'Those that were committed before are still pushed, the next one is not: the release does not apply it, and the code that needs it fails.',
    next: `Remove the line from .gitignore that matches them, then commit them:\n  git check-ignore -v ${folder}/${next}\n  git add ${folder}`,
  }),
});

function literal(path: string): string {
  return path.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&');
}
