import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { pythonSource } from '../queries/apps/python-source.ts';

interface Facts {
  readonly model: string;
  readonly migration: string;
  /** A later migration that changes the table of the model; undefined where there is none. */
  readonly later: string | undefined;
}

export default defineRule<Facts>({
  id: 'migration-imports-model',
  group: 'release',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "Migrations": historical models',
    url: 'https://docs.djangoproject.com/en/6.1/topics/migrations/#historical-models',
  },
  docs: 'A migration asks the database through the model of today instead of the one of its own time.',
  example: { model: 'Order', migration: '0002_fill', later: '0003_order_paid' },
  *check(repository) {
    for (const app of repository.djangoProject?.appFolders ?? []) {
      const folder = `${app}/migrations/`;
      const paths = repository.files.paths.filter(
        (path) => path.startsWith(folder) && /^\d\w*\.py$/.test(path.slice(folder.length)),
      );
      // A squashed migration takes the place of the ones that it names.
      if (paths.some((path) => /^[ \t]*replaces\s*=/m.test(repository.files.text(path) ?? '')))
        continue;
      for (const [index, path] of paths.entries()) {
        const text = repository.files.text(path) ?? '';
        if (!/\bmodels\s+import\b/.test(text) || !text.includes('.objects')) continue;
        for (const { model, as, at } of modelsUsedIn(repository, path, app)) {
          const later = readsWholeRows(text, as)
            ? paths.slice(index + 1).find((one) => changes(repository, one, model))
            : undefined;
          yield {
            at,
            facts: { model, migration: nameOf(path), later: later && nameOf(later) },
            ...(later === undefined ? { severity: 'warning' as const } : {}),
          };
        }
      }
    }
  },
  message: ({ model, migration, later }) => ({
    what: `The migration \`${migration}\` imports the model ${model} and asks the database through it.`,
    why:
      later === undefined
        ? 'It works until the model gets another field: then `migrate` fails on each new database, such as one of a review app, as the table has no such column yet.'
        : `The model has the fields of today, and the table gets some only in \`${later}\`: \`migrate\` fails on each new database with "column does not exist", and so does the release.`,
    next: `Take the model of that time:\n  ${model} = apps.get_model("APP", "${model}")`,
  }),
});

const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.py$/, '');

/** Models of the app's own `models` that a function of the migration asks. */
function modelsUsedIn(
  repository: Repository,
  path: string,
  app: string,
): { readonly model: string; readonly as: string; readonly at: SourceRange }[] {
  const source = pythonSource(repository, path);
  const label = app.split('/').at(-1) ?? app;
  return (source?.module.body ?? []).flatMap((node) => {
    if (node.kind !== 'ImportFrom') return [];
    const isOwn =
      node.level === 2
        ? node.module === 'models'
        : node.level === 0 && new RegExp(`(^|\\.)${label}\\.models$`).test(node.module ?? '');
    return (isOwn ? node.names : [])
      .filter(({ name, asname }) => source!.text.includes(`${asname ?? name}.objects`))
      .map(({ name, asname, start, end }) => ({
        model: name,
        as: asname ?? name,
        at: { file: path, start, end },
      }));
  });
}

/** True for a query that names every column of the table; an update or a count names few. */
function readsWholeRows(text: string, model: string): boolean {
  return new RegExp(
    `\\b${model}\\.objects\\.(create|get|get_or_create|update_or_create|first|last|bulk_create)\\(` +
      `|\\bin ${model}\\.objects\\.(?![^\\n]*\\b(only|values|values_list|count|update)\\()`,
  ).test(text);
}

function changes({ files }: Repository, path: string, model: string): boolean {
  const text = files.text(path) ?? '';
  return new RegExp(
    `\\b(?:AddField|RenameField)\\(\\s*(?:model_name\\s*=\\s*)?["']${model}["']`,
    'i',
  ).test(text);
}
