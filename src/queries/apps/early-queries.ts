import type { Repository } from '../../project/repository.ts';
import type { FunctionDef, PyNode, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { oncePer } from '../once-per.ts';
import { databaseQuestion } from './evaluated-query.ts';
import { importTimeNodes } from './import-time.ts';
import { importRootOf } from './installed-apps.ts';
import { absoluteName } from './module-names.ts';
import { projectModule } from './project-modules.ts';
import { pythonSource } from './python-source.ts';
import { type ServedFile, servedFiles } from './served-modules.ts';

/** A query that runs before the app is ready to answer. */
export interface EarlyQuery {
  /** The query, or the call that leads to it. */
  readonly at: SourceRange;
  /** `import`: whenever the file is imported. `ready`: when Django has loaded all apps. */
  readonly when: 'import' | 'ready';
  /** True within a `try` that catches what a database raises. */
  readonly tolerated: boolean;
  /** The function that asks, where it is not the statement itself. */
  readonly through: string | undefined;
  /** The method of the manager that asks, such as `get`. */
  readonly method: string;
}

/** Functions that are called at import are followed this far. */
const MAX_DEPTH = 3;
const CLUE = /\.objects\b|\._default_manager\b|\.cursor\(/;

/**
 * The queries that served code certainly runs while it is imported, or in `ready` of an app's
 * configuration: directly, or through functions of the project.
 */
export const earlyQueries = oncePer(findEarlyQueries);

function findEarlyQueries(repository: Repository): EarlyQuery[] {
  const root = importRootOf(repository);
  if (root === undefined) return [];
  const served = servedFiles(repository).filter(({ path }) => !/(^|\/)migrations\//.test(path));
  // Only a project that asks somewhere is read further.
  const asking = new Set(
    served
      .filter(({ path }) => CLUE.test(repository.files.text(path) ?? ''))
      .map(({ path }) => path),
  );
  const context: Context = { repository, root, asking };
  const queries = served.flatMap((file) => {
    const text = repository.files.text(file.path) ?? '';
    const isApps = /(^|\/)apps\.py$/.test(file.path) && /\bdef ready\b/.test(text);
    if (text.includes('mongoengine')) return [];
    if (!isApps && !mayAskAtImport(context, file, text)) return [];
    const source = pythonSource(repository, file.path);
    return source === undefined ? [] : queriesIn(context, source, isApps);
  });
  const replaced = queries.length === 0 ? new Set<string>() : replacedMethods(repository);
  return queries.filter(({ method }) => !replaced.has(method));
}

/** Methods that a manager of the project defines itself, and that may ask nothing. */
function replacedMethods(repository: Repository): ReadonlySet<string> {
  const files = servedFiles(repository).filter(({ path }) =>
    /^[ \t]*class \w+\([^)]*(Manager|QuerySet)/m.test(repository.files.text(path) ?? ''),
  );
  return new Set(
    files.flatMap(({ path }) =>
      (pythonSource(repository, path)?.module.body ?? []).flatMap((node) =>
        node.kind === 'ClassDef' &&
        node.bases.some((base) => /(Manager|QuerySet)/.test(dottedName(base) ?? ''))
          ? node.body.flatMap((one) => (one.kind === 'FunctionDef' ? [one.name] : []))
          : [],
      ),
    ),
  );
}

interface Context {
  readonly repository: Repository;
  readonly root: string;
  /** Files in which a query stands anywhere. */
  readonly asking: ReadonlySet<string>;
}

/**
 * Whether the text of a file outside of its functions asks, or calls a function by name that may:
 * one of its own, or one that it imports from a file that asks. Only such a file is parsed.
 */
function mayAskAtImport(
  { repository, root, asking }: Context,
  { path, own }: ServedFile,
  text: string,
): boolean {
  const functions = asking.has(path)
    ? [...text.matchAll(/^(?:async[ \t]+)?def[ \t]+(\w+)/gm)].map((match) => match[1]!)
    : [];
  const imported = own.flatMap((name) => {
    const dot = name.lastIndexOf('.');
    const file = dot < 0 ? undefined : projectModule(repository, root, name.slice(0, dot))?.file;
    return asking.has(file ?? '') ? [name.slice(dot + 1)] : [];
  });
  const isAsking = asking.has(path);
  if (!isAsking && imported.length === 0) return false;
  const outside = outsideFunctions(text);
  if (isAsking && CLUE.test(outside)) return true;
  const aliases = imported.flatMap((name) =>
    [...outside.matchAll(new RegExp(`\\b${name}[ \\t]+as[ \\t]+(\\w+)`, 'g'))].map(
      (match) => match[1]!,
    ),
  );
  const called = new Set([...functions, ...imported, ...aliases]);
  return [...outside.matchAll(/(?<!\bdef[ \t]+|\bclass[ \t]+|[.\w])(\w+)\(/g)].some((match) =>
    called.has(match[1]!),
  );
}

/** The lines of a text that are not indented below a `def`: what importing the file runs. */
function outsideFunctions(text: string): string {
  let inner = Number.POSITIVE_INFINITY;
  return text
    .split('\n')
    .filter((line) => {
      const indent = line.search(/\S/);
      // The end of a long signature stands below its `def`.
      const isEnd = indent === inner && /[)\]}]/.test(line[indent]!);
      if (indent < 0 || indent > inner || isEnd) return false;
      inner = /^[ \t]*(?:async[ \t]+)?def[ \t]/.test(line) ? indent : Number.POSITIVE_INFINITY;
      return true;
    })
    .join('\n');
}

function queriesIn(context: Context, source: PySource, isApps: boolean): EarlyQuery[] {
  const ready = isApps
    ? [...walk(source.module)].filter(
        (node): node is FunctionDef => node.kind === 'FunctionDef' && node.name === 'ready',
      )
    : [];
  return [
    ...queriesOf(context, source, source.module.body, 'import'),
    ...ready.flatMap(({ body }) => queriesOf(context, source, body, 'ready')),
  ];
}

function queriesOf(
  context: Context,
  source: PySource,
  statements: readonly Statement[],
  when: EarlyQuery['when'],
): EarlyQuery[] {
  const queries: EarlyQuery[] = [];
  for (const { node, tolerated } of importTimeNodes(statements)) {
    const place = { file: source.file, start: node.start, end: headEnd(node) };
    const method = databaseQuestion(node);
    if (method !== undefined)
      queries.push({ at: place, when, tolerated, through: undefined, method });
    else if (node.kind === 'Call' && node.func.kind === 'Name') {
      const reached = askingFunction(context, source, statements, node.func.id, 0);
      if (reached !== undefined)
        queries.push({
          at: place,
          when,
          tolerated: tolerated || reached.tolerated,
          through: node.func.id,
          method: reached.method,
        });
    }
  }
  // The inner part of a query that was told already.
  return queries.filter(
    ({ at }) =>
      !queries.some((one) => one.at !== at && one.at.start <= at.start && at.end <= one.at.end),
  );
}

/** A loop is shown by its first line. */
function headEnd(node: PyNode): number {
  return node.kind === 'For' ? node.iter.end : node.end;
}

/** Whether calling a function by its name asks the database, and forgives it when that fails. */
function askingFunction(
  context: Context,
  source: PySource,
  statements: readonly Statement[],
  name: string,
  depth: number,
): Pick<EarlyQuery, 'tolerated' | 'method'> | undefined {
  if (depth >= MAX_DEPTH) return undefined;
  const found = findFunction(context, source, statements, name);
  if (found === undefined || !context.asking.has(found.source.file)) return undefined;
  const { definition } = found;
  if ([...walk(definition)].some(({ kind }) => kind === 'Yield' || kind === 'YieldFrom'))
    return undefined;
  for (const { node, tolerated } of importTimeNodes(definition.body)) {
    const method = databaseQuestion(node);
    if (method !== undefined) return { tolerated, method };
    if (node.kind !== 'Call' || node.func.kind !== 'Name') continue;
    const inner = askingFunction(context, found.source, definition.body, node.func.id, depth + 1);
    if (inner !== undefined) return { ...inner, tolerated: tolerated || inner.tolerated };
  }
  return undefined;
}

/** The function of the file with this name, or the one of another module that it imports. */
function findFunction(
  { repository, root }: Context,
  source: PySource,
  statements: readonly Statement[],
  name: string,
): { readonly source: PySource; readonly definition: FunctionDef } | undefined {
  const own = functionNamed(source, name);
  if (own !== undefined) return { source, definition: own };
  for (const node of [...source.module.body, ...statements]) {
    if (node.kind !== 'ImportFrom') continue;
    const alias = node.names.find((one) => (one.asname ?? one.name) === name);
    if (alias === undefined) continue;
    const folder = source.file.slice(root.length).split('/').slice(0, -1);
    const module = absoluteName(node.module, node.level, folder);
    const file = module && projectModule(repository, root, module)?.file;
    const other = file === undefined || file === '' ? undefined : pythonSource(repository, file);
    const definition = other && functionNamed(other, alias.name);
    if (definition !== undefined) return { source: other!, definition };
  }
  return undefined;
}

function functionNamed(source: PySource, name: string): FunctionDef | undefined {
  return source.module.body.find(
    (node): node is FunctionDef => node.kind === 'FunctionDef' && node.name === name,
  );
}
