import type { PlainValue } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { Expression, PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { parseFile } from '../../python/parse-file.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { childrenOf, findAssignments } from '../../python/walk.ts';

/** A Python file of the project; undefined when it is not in the tree or is not valid Python. */
export function pythonSource(repository: Repository, path: string): PySource | undefined {
  const parse = parseFile(repository.files, path);
  return parse?.ok ? parse.source : undefined;
}

/**
 * The value of a literal string, number, boolean or None; undefined for anything that would have to
 * be computed.
 */
export function literalValue(expression: Expression): PlainValue | undefined {
  if (expression.kind !== 'Constant') return undefined;
  if (
    expression.type === 'bytes' ||
    expression.type === 'complex' ||
    expression.type === 'Ellipsis'
  )
    return undefined;
  return typeof expression.value === 'bigint' ? Number(expression.value) : expression.value;
}

/**
 * What a name of a module is set to, where that is a literal and the last such assignment of the
 * module; `at` is the literal.
 */
export function literalAssignment(
  repository: Repository,
  path: string,
  name: string,
): { value: PlainValue; at: SourceRange } | undefined {
  const source = pythonSource(repository, path);
  const assignment = source && findAssignments(source.module, name, { inBlocks: true }).at(-1);
  if (assignment === undefined || assignment.kind === 'AugAssign' || assignment.value === null)
    return undefined;
  const value = literalValue(assignment.value);
  return value === undefined
    ? undefined
    : { value, at: { file: path, start: assignment.value.start, end: assignment.value.end } };
}

/**
 * Whether a module defines a name at its top level; undefined when it imports everything of another
 * module, which may bring the name.
 */
export function definesName(source: PySource, name: string): boolean | undefined {
  let mayCome = false;
  const visit = (node: PyNode): boolean => {
    switch (node.kind) {
      case 'Name':
        return node.id === name;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef':
        return node.name === name;
      case 'alias':
        if (node.name === '*') mayCome = true;
        return (node.asname ?? node.name.split('.')[0]) === name;
      case 'Assign':
        return node.targets.some(visit);
      case 'AnnAssign':
        return visit(node.target);
      case 'Import':
      case 'ImportFrom':
        return node.names.some(visit);
      case 'If':
      case 'Try':
      case 'With':
      case 'ExceptHandler':
      case 'Tuple':
      case 'List':
        return [...childrenOf(node)].some(visit);
      default:
        return false;
    }
  };
  return source.module.body.some(visit) || (mayCome ? undefined : false);
}
