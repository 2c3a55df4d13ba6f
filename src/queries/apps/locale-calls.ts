import type { Repository } from '../../project/repository.ts';
import type { Expression, PyNode, Statement } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { childrenOf, dottedName } from '../../python/walk.ts';
import { loadedPaths } from './loaded-uses.ts';
import { pythonSource } from './python-source.ts';

/** A call of `locale.setlocale` with a locale that is written down. */
export interface LocaleCall {
  readonly locale: string;
  readonly at: SourceRange;
  /** False inside functions: importing the file does not reach it. */
  readonly runsAtImport: boolean;
}

/**
 * Where the settings and the code that a server loads set a locale by name. A call inside `try` is
 * left out, since the code can do without it.
 */
export function localeCalls(repository: Repository): LocaleCall[] {
  return loadedPaths(repository).flatMap((path) => {
    if (!(repository.files.text(path) ?? '').includes('setlocale(')) return [];
    const source = pythonSource(repository, path);
    return source === undefined ? [] : [...callsIn(source, source.module.body, true)];
  });
}

function* callsIn(
  source: PySource,
  nodes: Iterable<PyNode>,
  runsAtImport: boolean,
): Generator<LocaleCall> {
  for (const node of nodes) {
    if (node.kind === 'Try' || node.kind === 'TryStar') continue;
    const isFunction = node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef';
    if (node.kind === 'Call' && /(^|\.)setlocale$/.test(dottedName(node.func) ?? '')) {
      const locale = node.args[1] === undefined ? undefined : nameOf(node.args[1]);
      if (locale !== undefined)
        yield {
          locale,
          at: { file: source.file, start: node.start, end: node.end },
          runsAtImport,
        };
    }
    const children: Iterable<PyNode> = isFunction
      ? (node.body as readonly Statement[])
      : childrenOf(node);
    yield* callsIn(source, children, runsAtImport && !isFunction);
  }
}

/** `"de_DE.UTF-8"`, or `("de_DE", "UTF-8")` as one text. */
function nameOf(expression: Expression): string | undefined {
  if (expression.kind === 'Constant') {
    return expression.type === 'str' ? expression.value : undefined;
  }
  if (expression.kind !== 'Tuple') return undefined;
  const parts = expression.elts.map(nameOf);
  return parts.every((part) => part !== undefined) ? parts.join('.') : undefined;
}
