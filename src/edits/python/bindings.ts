import type { PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { bindsName, walkInto } from '../../python/walk.ts';

const OWN_SCOPE: ReadonlySet<string> = new Set([
  'FunctionDef',
  'AsyncFunctionDef',
  'ClassDef',
  'Lambda',
]);
const scopes = new WeakMap<PySource, readonly PyNode[]>();

/**
 * The nodes whose names are those of the module: functions and classes are given, and not entered.
 * Collected once for each source.
 */
export function moduleScope(source: PySource): readonly PyNode[] {
  const known = scopes.get(source);
  if (known !== undefined) return known;
  const nodes = [...walkInto(source.module, ({ kind }) => !OWN_SCOPE.has(kind))].slice(1);
  scopes.set(source, nodes);
  return nodes;
}

/**
 * True when the node gives the name a meaning, or takes it away, in another way than by an
 * assignment or an import.
 */
export function bindsOtherwise(node: PyNode, name: string): boolean {
  switch (node.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'ExceptHandler':
    case 'MatchAs':
    case 'MatchStar':
      return node.name === name;
    case 'MatchMapping':
      return node.rest === name;
    case 'For':
    case 'AsyncFor':
    case 'NamedExpr':
      return bindsName(node.target, name);
    case 'withitem':
      return node.optional_vars !== null && bindsName(node.optional_vars, name);
    case 'Delete':
      return node.targets.some((target) => bindsName(target, name));
    default:
      return false;
  }
}

/**
 * The first place of the module that binds the name otherwise than by an assignment or an import.
 */
export function otherBindingOf(source: PySource, name: string): PyNode | undefined {
  for (const node of moduleScope(source)) if (bindsOtherwise(node, name)) return node;
  return undefined;
}
