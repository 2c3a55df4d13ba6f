import type { Repository } from '../../project/repository.ts';
import type { ClassDef, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { bindsName, dottedName, findAssignments } from '../../python/walk.ts';
import { absoluteName } from '../apps/module-names.ts';
import { projectModule } from '../apps/project-modules.ts';
import { pythonSource } from '../apps/python-source.ts';

/** A module of the repository that was read. */
export interface ReadModule {
  /** Dotted, such as `shop.models.orders`. */
  readonly name: string;
  readonly source: PySource;
  readonly isPackage: boolean;
}

/** A class of the repository; for a nested class, `outer` is the class that holds it. */
export interface FoundClass {
  readonly module: ReadModule;
  readonly node: ClassDef;
  readonly outer: ClassDef | undefined;
}

/** What a name of a module stands for. `external` is the dotted path of what a package brings. */
export type NamedThing =
  | { readonly kind: 'class'; readonly found: FoundClass }
  | { readonly kind: 'module'; readonly module: ReadModule }
  | { readonly kind: 'external'; readonly path: string };

/** Most imports and assignments that are followed for one name. */
const MAX_STEPS = 30;

/** A module of the repository by its dotted name; undefined when it is not there or not Python. */
export function readModule(
  repository: Repository,
  importRoot: string,
  name: string,
): ReadModule | undefined {
  const found = projectModule(repository, importRoot, name);
  const source = found?.file === undefined ? undefined : pythonSource(repository, found.file);
  return source && { name, source, isPackage: found!.isPackage };
}

/** The parts of the package that relative imports of a module start from. */
export function packageParts({ name, isPackage }: ReadModule): readonly string[] {
  const parts = name.split('.');
  return isPackage ? parts : parts.slice(0, -1);
}

/**
 * What a dotted name means at the end of a module: through imports, imports of everything, and plain
 * assignments. Undefined when nothing of that name can be found.
 */
export function resolveName(
  repository: Repository,
  importRoot: string,
  module: ReadModule,
  dotted: string,
  steps = 0,
): NamedThing | undefined {
  if (steps > MAX_STEPS) return undefined;
  const [first = '', ...rest] = dotted.split('.');
  const start = bound(repository, importRoot, module, first, steps + 1);
  return rest.reduce<NamedThing | undefined>((thing, part) => {
    if (thing === undefined) return undefined;
    if (thing.kind === 'external') return { kind: 'external', path: `${thing.path}.${part}` };
    if (thing.kind === 'class') return nestedClass(thing.found, part);
    return (
      resolveName(repository, importRoot, thing.module, part, steps + 1) ??
      moduleThing(repository, importRoot, `${thing.module.name}.${part}`)
    );
  }, start);
}

function nestedClass({ module, node }: FoundClass, name: string): NamedThing | undefined {
  const inner = node.body.find((one): one is ClassDef => isClass(one, name));
  return inner && { kind: 'class', found: { module, node: inner, outer: node } };
}

function isClass(statement: Statement, name: string): boolean {
  return statement.kind === 'ClassDef' && statement.name === name;
}

/** A module of the repository, else the path of one that a package brings. */
function moduleThing(
  repository: Repository,
  importRoot: string,
  name: string,
): NamedThing | undefined {
  const module = readModule(repository, importRoot, name);
  if (module !== undefined) return { kind: 'module', module };
  const isOwn = projectModule(repository, importRoot, name.split('.')[0]!) !== undefined;
  return isOwn ? undefined : { kind: 'external', path: name };
}

/** What the last statement that binds a name gives it; the blocks of `if` and `try` are read too. */
function bound(
  repository: Repository,
  importRoot: string,
  module: ReadModule,
  name: string,
  steps: number,
): NamedThing | undefined {
  const inImported = (from: string, wanted: string): NamedThing | undefined => {
    const other = readModule(repository, importRoot, from);
    if (other === undefined) {
      const isOwn = projectModule(repository, importRoot, from.split('.')[0]!) !== undefined;
      return isOwn
        ? moduleThing(repository, importRoot, `${from}.${wanted}`)
        : { kind: 'external', path: `${from}.${wanted}` };
    }
    return (
      (other.source === module.source
        ? undefined
        : resolveName(repository, importRoot, other, wanted, steps)) ??
      moduleThing(repository, importRoot, `${from}.${wanted}`)
    );
  };
  for (const statement of [...flat(module.source.module.body)].reverse()) {
    if (statement.kind === 'ClassDef' && statement.name === name)
      return { kind: 'class', found: { module, node: statement, outer: undefined } };
    if (statement.kind === 'Import') {
      const alias = statement.names.find((one) => (one.asname ?? one.name.split('.')[0]) === name);
      if (alias !== undefined)
        return moduleThing(repository, importRoot, alias.asname === null ? name : alias.name);
    }
    if (statement.kind === 'ImportFrom') {
      const from = absoluteName(statement.module, statement.level, packageParts(module));
      const alias = statement.names.find((one) => (one.asname ?? one.name) === name);
      if (from !== undefined && alias !== undefined) return inImported(from, alias.name);
      // Names with an underscore are not imported with everything.
      if (from !== undefined && statement.names[0]?.name === '*' && !name.startsWith('_')) {
        const other = readModule(repository, importRoot, from);
        const thing =
          other === undefined || !exportsName(other, name)
            ? undefined
            : resolveName(repository, importRoot, other, name, steps);
        if (thing !== undefined) return thing;
      }
    }
    if (statement.kind === 'Assign' && statement.targets.some((one) => bindsName(one, name))) {
      const value = dottedName(statement.value);
      return value === undefined || value === name
        ? undefined
        : resolveName(repository, importRoot, module, value, steps);
    }
  }
  return undefined;
}

/** False when `__all__` of a module, written out, leaves a name out. */
function exportsName({ source }: ReadModule, name: string): boolean {
  const all = findAssignments(source.module, '__all__');
  const value = all.length === 1 ? all[0]!.value : null;
  if (value === null || (value.kind !== 'List' && value.kind !== 'Tuple')) return true;
  return value.elts.some((one) => one.kind === 'Constant' && one.value === name);
}

/** The statements of a body, and of its `if`, `try` and `with` blocks, in order. */
export function* flat(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'If') yield* flat([...statement.body, ...statement.orelse]);
    if (statement.kind === 'With') yield* flat(statement.body);
    if (statement.kind === 'Try')
      yield* flat([
        ...statement.handlers.flatMap((handler) => handler.body),
        ...statement.body,
        ...statement.orelse,
      ]);
  }
}
