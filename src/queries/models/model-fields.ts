import type { Repository } from '../../project/repository.ts';
import type { Call, ClassDef, Expression } from '../../python/nodes.ts';
import { dottedName } from '../../python/walk.ts';
import { literalValue } from '../apps/python-source.ts';
import { type FoundClass, flat, type ReadModule, resolveName } from './class-names.ts';
import { type FieldKind, fieldKind, fieldSensitivity, SCALAR_FIELDS } from './field-kinds.ts';

/** The values that a field chooses from: a class of choices, or pairs written out. */
export type Choices =
  | { readonly kind: 'class'; readonly found: FoundClass }
  | { readonly kind: 'values'; readonly values: readonly (string | number)[] };

/** A field as the class of a model writes it. */
export interface WrittenField {
  readonly name: string;
  /** Last part of the name of Django's own class, such as `CharField`. */
  readonly className: string;
  readonly kind: FieldKind;
  /** The Python type of a scalar, such as `str`. */
  readonly valueType: string | undefined;
  readonly isOwnClass: boolean;
  readonly sensitivity: 'secret' | 'contact' | undefined;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly choices: Choices | undefined;
  /** What a relation points to, as written; `self` for the model itself. */
  readonly target: Expression | undefined;
  readonly relatedName: string | undefined;
  /** True for a parent link of multi-table inheritance. */
  readonly isParentLink: boolean;
  /** The module that wrote it: names in it are to be read there. */
  readonly module: ReadModule;
}

/** What the body of a class says of fields: a field, or a name that is taken away (`name = None`). */
export type FieldStatement =
  | { readonly kind: 'field'; readonly field: WrittenField }
  | { readonly kind: 'removed'; readonly name: string };

/** The fields that the body of a class writes, in order. */
export function writtenFields(
  repository: Repository,
  importRoot: string,
  { module, node }: FoundClass,
): FieldStatement[] {
  return [...flat(node.body)].flatMap((statement): FieldStatement[] => {
    const target =
      statement.kind === 'Assign'
        ? statement.targets[0]
        : statement.kind === 'AnnAssign'
          ? statement.target
          : undefined;
    const value =
      statement.kind === 'Assign' || statement.kind === 'AnnAssign' ? statement.value : null;
    if (target?.kind !== 'Name' || value === null) return [];
    if (value.kind === 'Constant' && value.value === null)
      return [{ kind: 'removed', name: target.id }];
    const field =
      value.kind === 'Call'
        ? writtenField(repository, importRoot, { module, node, outer: undefined }, target.id, value)
        : undefined;
    return field === undefined ? [] : [{ kind: 'field', field }];
  });
}

function writtenField(
  repository: Repository,
  importRoot: string,
  owner: FoundClass,
  name: string,
  call: Call,
): WrittenField | undefined {
  const { module } = owner;
  const dotted = dottedName(call.func);
  const fieldClass =
    dotted === undefined ? undefined : fieldClassOf(repository, importRoot, module, dotted);
  if (fieldClass === undefined) return undefined;
  const { className, kind, isOwnClass } = fieldClass;
  const keyword = (wanted: string): Expression | undefined =>
    call.keywords.find(({ arg }) => arg === wanted)?.value;
  const isTrue = (wanted: string): boolean => {
    const value = keyword(wanted);
    return value !== undefined && literalValue(value) === true;
  };
  const relatedName = keyword('related_name');
  const written = relatedName === undefined ? undefined : literalValue(relatedName);
  const isRelation = ['foreign-key', 'one-to-one', 'many-to-many'].includes(kind);
  return {
    name,
    className,
    kind,
    valueType: SCALAR_FIELDS[className],
    isOwnClass,
    sensitivity: fieldSensitivity(name, className, kind),
    nullable: isTrue('null') || className === 'NullBooleanField',
    primaryKey: isTrue('primary_key'),
    choices: choicesOf(repository, importRoot, owner, keyword('choices')),
    target: isRelation ? (keyword('to') ?? call.args[0]) : undefined,
    relatedName: typeof written === 'string' ? written : undefined,
    isParentLink: isTrue('parent_link'),
    module,
  };
}

/** Django's own class behind the name that a field is made with, through the project's subclasses. */
function fieldClassOf(
  repository: Repository,
  importRoot: string,
  module: ReadModule,
  dotted: string,
  depth = 0,
): { className: string; kind: FieldKind; isOwnClass: boolean } | undefined {
  const thing = resolveName(repository, importRoot, module, dotted);
  if (thing?.kind === 'class' && depth < 10) {
    for (const base of thing.found.node.bases) {
      const name = dottedName(base);
      const inherited =
        name === undefined
          ? undefined
          : fieldClassOf(repository, importRoot, thing.found.module, name, depth + 1);
      if (inherited !== undefined) return { ...inherited, isOwnClass: true };
    }
    return undefined;
  }
  if (thing?.kind !== 'external') return undefined;
  const className = thing.path.split('.').at(-1)!;
  const kind = fieldKind(className);
  if (kind === undefined || /(^|\.)forms\./.test(thing.path)) return undefined;
  // A class of the same name from another package may hold something else.
  const isDjango = /^django\.(db|contrib)\./.test(thing.path);
  return { className, kind: isDjango || kind !== 'scalar' ? kind : 'unknown', isOwnClass: false };
}

function choicesOf(
  repository: Repository,
  importRoot: string,
  owner: FoundClass,
  value: Expression | undefined,
): Choices | undefined {
  if (value === undefined) return undefined;
  const pairs = value.kind === 'Name' ? (assigned(owner, value.id) ?? value) : value;
  if (pairs.kind === 'List' || pairs.kind === 'Tuple') {
    const values = pairs.elts.flatMap((pair) => {
      const first = pair.kind === 'Tuple' || pair.kind === 'List' ? pair.elts[0] : undefined;
      const constant =
        first?.kind === 'Name' || first?.kind === 'Attribute'
          ? assigned(owner, dottedName(first)?.split('.').at(-1) ?? '')
          : first;
      const literal = constant === undefined ? undefined : literalValue(constant);
      return typeof literal === 'string' || typeof literal === 'number' ? [literal] : [];
    });
    // A group of choices, or a computed value, leaves the list open: it is then no enum.
    return values.length === pairs.elts.length && values.length > 0
      ? { kind: 'values', values }
      : undefined;
  }
  const name = dottedName(pairs)?.replace(/\.choices$/, '');
  if (name === undefined) return undefined;
  const found = localClass(owner, name) ?? classNamed(repository, importRoot, owner.module, name);
  return found !== undefined && isChoicesClass(found.node) ? { kind: 'class', found } : undefined;
}

function classNamed(
  repository: Repository,
  importRoot: string,
  module: ReadModule,
  name: string,
): FoundClass | undefined {
  const thing = resolveName(repository, importRoot, module, name);
  return thing?.kind === 'class' ? thing.found : undefined;
}

function localClass({ module, node }: FoundClass, name: string): FoundClass | undefined {
  const inner = node.body.find(
    (one): one is ClassDef => one.kind === 'ClassDef' && one.name === name,
  );
  return inner && { module, node: inner, outer: node };
}

function isChoicesClass(node: ClassDef): boolean {
  return node.bases.some((base) =>
    /(^|\.)(TextChoices|IntegerChoices)$/.test(dottedName(base) ?? ''),
  );
}

/** What a name is set to in the class, else at the top of its module. */
function assigned({ module, node }: FoundClass, name: string): Expression | undefined {
  for (const body of [node.body, module.source.module.body])
    for (const statement of body)
      if (
        statement.kind === 'Assign' &&
        statement.targets.some((target) => target.kind === 'Name' && target.id === name)
      )
        return statement.value;
  return undefined;
}
