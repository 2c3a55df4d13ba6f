import type { RemovedApi } from '../../facts/removed-api.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { walk } from '../../python/walk.ts';
import { loadedPaths } from './loaded-uses.ts';
import { pythonSource } from './python-source.ts';

/** Something that is gone and its place. */
interface RemovedSyntax {
  readonly api: RemovedApi;
  readonly at: SourceRange;
}

type InForce = (table: readonly RemovedApi[]) => RemovedApi[];

/**
 * Options of a model's Meta. Migrations may keep them. Source: Django 5.1 release notes; tried on
 * 5.0.14, 5.1.15 and 6.1.3; read 2026-11-30.
 */
const META_OPTIONS: readonly RemovedApi[] = [
  {
    path: 'index_together',
    removedIn: '5.1',
    instead: 'indexes = [models.Index(fields=[…])], and a migration that renames the index',
  },
];

/** Tags and filters of templates. Source: Django 4.0 and 5.1 release notes; read 2026-11-30. */
const TEMPLATE_TAGS: readonly RemovedApi[] = [
  { path: 'ifequal', removedIn: '4.0', instead: '{% if a == b %} … {% endif %}' },
  { path: 'ifnotequal', removedIn: '4.0', instead: '{% if a != b %} … {% endif %}' },
  { path: 'length_is', removedIn: '5.1', instead: '{% if value|length == 4 %}' },
];

/** Options that a Meta class of the served code sets and the installed Django refuses. */
export function removedMetaOptions(repository: Repository, inForce: InForce): RemovedSyntax[] {
  const table = inForce(META_OPTIONS);
  if (table.length === 0) return [];
  return loadedPaths(repository)
    .filter((path) => !path.includes('/migrations/'))
    .filter((path) => table.some((api) => repository.files.text(path)?.includes(api.path)))
    .flatMap((path) => metaOptionsOf(repository, path, table));
}

function metaOptionsOf(
  repository: Repository,
  path: string,
  table: readonly RemovedApi[],
): RemovedSyntax[] {
  const source = pythonSource(repository, path);
  if (source === undefined) return [];
  const metas = [...walk(source.module)].filter(
    (node) => node.kind === 'ClassDef' && node.name === 'Meta',
  );
  return metas.flatMap((meta) =>
    (meta.kind === 'ClassDef' ? meta.body : []).flatMap((statement) => {
      const [target] = statement.kind === 'Assign' ? statement.targets : [];
      const api = table.find((one) => target?.kind === 'Name' && target.id === one.path);
      return api === undefined || target === undefined
        ? []
        : [{ api, at: { file: path, start: target.start, end: target.end } }];
    }),
  );
}

/** Tags and filters that a template uses and the installed Django no longer has, each once a file. */
export function removedTemplateTags(repository: Repository, inForce: InForce): RemovedSyntax[] {
  const table = inForce(TEMPLATE_TAGS);
  if (table.length === 0) return [];
  const templates = repository.files.paths.filter((path) => /\.(html?|txt|xml)$/.test(path));
  return templates.flatMap((file) => {
    const text = repository.files.text(file) ?? '';
    return table.flatMap((api) => {
      const match = new RegExp(
        api.path === 'length_is'
          ? '\\{[{%][^{}%]*\\|\\s*(length_is):'
          : `\\{%-?\\s*(${api.path})\\s`,
      ).exec(text);
      if (match === null) return [];
      const start = match.index + match[0].indexOf(api.path);
      return [{ api, at: { file, start, end: start + api.path.length } }];
    });
  });
}
