import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import type { Statement } from '../python/nodes.ts';
import { dottedName } from '../python/walk.ts';
import { installedApps } from '../queries/apps/installed-apps.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { isAbsent } from '../queries/settings/production-settings.ts';

interface Facts {
  readonly label: string;
  readonly model: string;
  readonly folder: string;
}

export default defineRule<Facts>({
  id: 'migrations-missing',
  group: 'release',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Migrations": adding migrations to apps',
    url: 'https://docs.djangoproject.com/en/6.1/topics/migrations/#adding-migrations-to-apps',
  },
  docs: 'An installed app has models and no migrations.',
  example: { label: 'blog', model: 'Post', folder: 'blog/migrations' },
  *check(repository) {
    const { files, git, procfile } = repository;
    // Another folder is looked for there, and makemigrations on the dyno has a finding of its own.
    if (!isAbsent(repository, 'MIGRATION_MODULES')) return;
    if (
      [...(procfile?.processTypes.values() ?? [])].some(({ command }) =>
        /makemigrations|--run-syncdb|\.sh\b/.test(command),
      )
    )
      return;
    const seen = new Set<string>();
    for (const { folder, at } of installedApps(repository)) {
      if (folder === undefined || seen.has(folder) || /(^|\/)tests?\//.test(folder)) continue;
      seen.add(folder);
      const migrations = `${folder}/migrations`;
      // What git ignores has a finding of its own.
      if (
        files.paths.some(
          (path) => path.startsWith(`${migrations}/`) && /\/(?!__init__)\w+\.py$/.test(path),
        )
      )
        continue;
      if (git?.isIgnored(`${migrations}/0001_initial.py`) === true) continue;
      const model = firstTable(repository, `${folder}/models.py`);
      if (model !== undefined)
        yield {
          at,
          facts: { label: folder.split('/').at(-1) ?? folder, model, folder: migrations },
        };
    }
  },
  message: ({ label, model, folder }) => ({
    what: `The app \`${label}\` has the model ${model} and no migration.`,
    why: 'Only migrations create tables. The release passes without creating any for this app, and each page that uses it fails with 500, "relation does not exist".',
    next: `Create it here, and commit it:\n  python manage.py makemigrations ${label}\n  git add ${folder}`,
  }),
});

/**
 * The first class of a file that gets a table: a direct model that is neither abstract, a proxy nor
 * unmanaged.
 */
function firstTable(repository: Repository, path: string): string | undefined {
  const isTable = (node: Statement): boolean => {
    if (
      node.kind !== 'ClassDef' ||
      !node.bases.some((base) => /(^|\.)models\.Model$/.test(dottedName(base) ?? ''))
    )
      return false;
    const meta = node.body.find((one) => one.kind === 'ClassDef' && one.name === 'Meta');
    const options = meta?.kind === 'ClassDef' ? meta.body : [];
    return !options.some(
      (one) =>
        one.kind === 'Assign' &&
        one.targets.some(
          (target) => target.kind === 'Name' && /^(abstract|proxy|managed)$/.test(target.id),
        ),
    );
  };
  const body = pythonSource(repository, path)?.module.body ?? [];
  // Other packages have a `models` of their own, for what lies in no table of this database.
  const isDjangos = body.some(
    (one) =>
      one.kind === 'ImportFrom' &&
      /^django\.(contrib\.gis\.)?db$/.test(one.module ?? '') &&
      one.names.some(({ name }) => name === 'models'),
  );
  const found = isDjangos ? body.find(isTable) : undefined;
  return found?.kind === 'ClassDef' ? found.name : undefined;
}
