import type { Expression, PyNode, Statement } from '../../python/nodes.ts';
import { childrenOf, walk } from '../../python/walk.ts';

/** What statements may do when they run, as far as their text tells. */
export interface Effects {
  /** Names that they may bind; what functions and classes bind is left out. */
  readonly assigned: ReadonlySet<string>;
  /** Names whose list or dict they may change in place. */
  readonly changed: ReadonlySet<string>;
  /** Modules and namespaces to which they may add names: `globals()`, the target of `setattr`. */
  readonly extended: readonly Expression[];
  /** True when one of them is `from … import *`. */
  readonly importsAll: boolean;
  /** True when they have a `break` or `continue` that is not of a loop among them. */
  readonly endsLoop: boolean;
  /** True when they yield, which makes a function of theirs a generator. */
  readonly yields: boolean;
  /** How many nodes they have. */
  readonly size: number;
}

/** The effects of a block of statements. */
export function findEffects(block: readonly Statement[]): Effects {
  const nodes = block.flatMap((one) => [...walk(one)]);
  return {
    assigned: assignedNames(block),
    changed: new Set(nodes.flatMap((node) => rootName(changedContainer(node)) ?? [])),
    extended: nodes.flatMap((node) => extendedNamespace(node) ?? []),
    importsAll: nodes.some(
      (node) => node.kind === 'ImportFrom' && node.names.some(({ name }) => name === '*'),
    ),
    endsLoop: block.some(endsLoop),
    yields: block.some(yields),
    size: nodes.length,
  };
}

function assignedNames(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  const target = (expression: Expression): void => {
    if (expression.kind === 'Name') names.add(expression.id);
    else if (expression.kind === 'Starred') target(expression.value);
    else if (expression.kind === 'Tuple' || expression.kind === 'List')
      expression.elts.forEach(target);
  };
  for (const node of statements
    .filter((one) => one.kind !== 'FunctionDef' && one.kind !== 'ClassDef')
    .flatMap((one) => [...walk(one)])) {
    if (node.kind === 'Assign') node.targets.forEach(target);
    else if (
      node.kind === 'AugAssign' ||
      node.kind === 'For' ||
      node.kind === 'NamedExpr' ||
      (node.kind === 'AnnAssign' && node.value !== null)
    )
      target(node.target);
  }
  return names;
}

function endsLoop(statement: Statement): boolean {
  switch (statement.kind) {
    case 'Break':
    case 'Continue':
      return true;
    case 'If':
      return [...statement.body, ...statement.orelse].some(endsLoop);
    case 'With':
      return statement.body.some(endsLoop);
    case 'Try':
      return [
        ...statement.body,
        ...statement.handlers.flatMap((handler) => handler.body),
        ...statement.orelse,
      ].some(endsLoop);
    default:
      return false;
  }
}

function yields(node: PyNode): boolean {
  switch (node.kind) {
    case 'Yield':
    case 'YieldFrom':
      return true;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'Lambda':
      return false;
    default:
      return [...childrenOf(node)].some(yields);
  }
}

const CHANGING = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'update',
  'setdefault',
  'add',
  'discard',
  'clear',
  'sort',
  'reverse',
]);

/** What a method call or an assignment to an element changes in place. */
function changedContainer(node: PyNode): Expression | undefined {
  if (node.kind === 'Call' && node.func.kind === 'Attribute' && CHANGING.has(node.func.attr))
    return node.func.value;
  if (node.kind === 'Assign' && node.targets[0]?.kind === 'Subscript') return node.targets[0].value;
  return node.kind === 'AugAssign' && node.target.kind === 'Subscript'
    ? node.target.value
    : undefined;
}

/** What `setattr(target, …)`, `globals()[…] = …` or `module.__dict__.update(…)` adds names to. */
function extendedNamespace(node: PyNode): Expression | undefined {
  if (node.kind === 'Call' && node.func.kind === 'Name' && node.func.id === 'setattr')
    return node.args[0];
  const container = changedContainer(node);
  const isNamespace =
    container?.kind === 'Call' ||
    (container?.kind === 'Attribute' && container.attr === '__dict__');
  return isNamespace ? container : undefined;
}

/** The leftmost name of `NAME["a"].b`. */
function rootName(expression: Expression | undefined): string | undefined {
  let at = expression;
  while (at?.kind === 'Subscript' || at?.kind === 'Attribute') at = at.value;
  return at?.kind === 'Name' ? at.id : undefined;
}
