import type { PyNode, Statement } from '../../python/nodes.ts';
import { childrenOf, namesAny, walk } from '../../python/walk.ts';

/** A node that runs when a file is imported. */
export interface ImportTimeNode {
  readonly node: PyNode;
  /** True within a `try` that catches what a database raises. */
  readonly tolerated: boolean;
}

/** Exceptions that a missing table or database raises, or that include them. */
const CAUGHT =
  /^(DatabaseError|OperationalError|ProgrammingError|InternalError|InterfaceError|Error|Exception|BaseException|RuntimeError)$/;

/**
 * What certainly runs when the statements run: class bodies, decorators and default values among
 * it, but neither the bodies of functions nor what an `if` decides.
 */
export function* importTimeNodes(
  statements: readonly Statement[],
  tolerated = false,
): Generator<ImportTimeNode> {
  for (const statement of statements) yield* runningIn(statement, tolerated);
}

function* runningIn(node: PyNode, tolerated: boolean): Generator<ImportTimeNode> {
  yield { node, tolerated };
  switch (node.kind) {
    case 'If':
      yield* runningIn(node.test, tolerated);
      return;
    case 'Lambda':
    case 'GeneratorExp':
      return;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      for (const one of [...node.decorator_list, node.args]) yield* runningIn(one, tolerated);
      return;
    case 'Try':
    case 'TryStar': {
      const inner =
        tolerated || node.handlers.some(({ type }) => type === null || namesAny(type, CAUGHT));
      yield* importTimeNodes(node.body, inner);
      yield* importTimeNodes(node.orelse, tolerated);
      yield* importTimeNodes(node.finalbody, tolerated);
      return;
    }
    case 'With': {
      const suppresses = node.items.some(({ context_expr: one }) =>
        [...walk(one)].some((inner) => inner.kind === 'Name' && inner.id === 'suppress'),
      );
      for (const item of node.items) yield* runningIn(item, tolerated);
      yield* importTimeNodes(node.body, tolerated || suppresses);
      return;
    }
    default:
      for (const child of childrenOf(node)) yield* runningIn(child, tolerated);
  }
}
