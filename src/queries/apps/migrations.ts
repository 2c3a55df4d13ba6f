import type { Repository } from '../../project/repository.ts';
import type { Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName } from '../../python/walk.ts';
import { pythonSource } from './python-source.ts';

/** One operation of a migration. */
export interface MigrationOperation {
  /** The class, such as `RemoveField`. */
  readonly name: string;
  /** The texts that it is given, by keyword; positional ones as `0`, `1`, … */
  readonly texts: Readonly<Record<string, string>>;
  readonly at: SourceRange;
}

/** A migration of an app. */
export interface Migration {
  /** Folder of the app relative to the project root. */
  readonly app: string;
  readonly path: string;
  readonly isInitial: boolean;
  /**
   * The operations that stand in the list as calls; those inside `SeparateDatabaseAndState` are not
   * among them.
   */
  readonly operations: readonly MigrationOperation[];
}

/**
 * The newest migration of each app of the site, by number; apps without a numbered one are left
 * out, and so are files that do not parse.
 */
export function newestMigrations(repository: Repository): Migration[] {
  return (repository.djangoProject?.appFolders ?? []).flatMap((app) => {
    const folder = `${app}/migrations/`;
    const numbered = repository.files.paths.filter(
      (path) => path.startsWith(folder) && /^\d{4}_\w+\.py$/.test(path.slice(folder.length)),
    );
    const newest = numbered.at(-1);
    const migration = newest === undefined ? undefined : readMigration(repository, app, newest);
    return migration === undefined
      ? []
      : [{ ...migration, isInitial: migration.isInitial || numbered.length === 1 }];
  });
}

function readMigration(repository: Repository, app: string, path: string): Migration | undefined {
  const body = pythonSource(repository, path)?.module.body.find(
    (one) => one.kind === 'ClassDef' && one.name === 'Migration',
  );
  if (body?.kind !== 'ClassDef') return undefined;
  const given = (name: string): Expression | undefined => {
    const found = body.body.find(
      (one) =>
        one.kind === 'Assign' &&
        one.targets.some((target) => target.kind === 'Name' && target.id === name),
    );
    return found?.kind === 'Assign' ? found.value : undefined;
  };
  const initial = given('initial');
  const operations = given('operations');
  return {
    app,
    path,
    isInitial: initial?.kind === 'Constant' && initial.value === true,
    operations:
      operations?.kind === 'List'
        ? operations.elts.flatMap((one) => operationOf(one, path) ?? [])
        : [],
  };
}

function operationOf(node: Expression, file: string): MigrationOperation | undefined {
  const name = node.kind === 'Call' ? dottedName(node.func)?.split('.').at(-1) : undefined;
  if (node.kind !== 'Call' || name === undefined) return undefined;
  const given = [
    ...node.args.map((value, index) => [String(index), value] as const),
    ...node.keywords.map(({ arg, value }) => [arg ?? '', value] as const),
  ];
  const texts = given.flatMap(([key, value]) =>
    value.kind === 'Constant' && typeof value.value === 'string'
      ? [[key, value.value] as const]
      : [],
  );
  return { name, texts: Object.fromEntries(texts), at: { file, start: node.start, end: node.end } };
}
