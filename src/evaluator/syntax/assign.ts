import type { Expression } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { setEntry } from '../builtins/dict-methods.ts';
import { itemsOf } from '../builtins/iterable-items.ts';
import type { Interpreter } from '../state/interpreter.ts';
import { bindName } from '../state/names.ts';
import { PythonRaise } from '../state/raise.ts';
import { list, unknown } from '../values/constructors.ts';
import { keyOf } from '../values/keys.ts';
import type { Scope, Value } from '../values/python-value.ts';
import { typeName } from '../values/type-name.ts';
import { allVariables, mergeVariables } from '../values/variables.ts';
import { spendItems, spendMoves } from '../values/work.ts';
import { indexIn, sliceOf } from './subscripts.ts';

/** `target = value`; `at` is the statement. */
export function assign(
  interpreter: Interpreter,
  target: Expression,
  value: Value,
  scope: Scope,
  at: SourceRange,
): void {
  switch (target.kind) {
    case 'Name':
      bindName(interpreter, scope, target.id, value, at);
      return;
    case 'Tuple':
    case 'List':
      unpack(interpreter, target.elts, value, scope, at);
      return;
    case 'Starred':
      assign(interpreter, target.value, value, scope, at);
      return;
    case 'Attribute':
      setAttribute(interpreter, interpreter.evaluate(target.value, scope), target.attr, value, at);
      return;
    case 'Subscript': {
      const key =
        target.slice.kind === 'Slice'
          ? sliceOf(interpreter, target.slice, scope)
          : interpreter.evaluate(target.slice, scope);
      setItem(interpreter, interpreter.evaluate(target.value, scope), key, value, at);
      return;
    }
    default:
  }
}

function unpack(
  interpreter: Interpreter,
  targets: readonly Expression[],
  value: Value,
  scope: Scope,
  at: SourceRange,
): void {
  const source = value.kind === 'either' ? undefined : itemsOf(interpreter, value);
  if (source === undefined || source.incomplete) {
    const because =
      value.kind === 'unknown'
        ? value.because
        : 'it is unpacked from a value that is not fully known';
    for (const target of targets)
      assign(interpreter, target, unknown(because, allVariables(interpreter, value)), scope, at);
    return;
  }
  const { length } = source.items;
  spendItems(interpreter, length);
  const items = [...source.items];
  const starred = targets.findIndex((target) => target.kind === 'Starred');
  if (starred < 0 ? items.length !== targets.length : items.length < targets.length - 1) {
    throw new PythonRaise(
      'ValueError',
      `not enough or too many values to unpack (expected ${targets.length})`,
      { at },
    );
  }
  if (starred >= 0)
    items.splice(
      starred,
      items.length - targets.length + 1,
      list(items.slice(starred, starred + items.length - targets.length + 1)),
    );
  for (const [index, target] of targets.entries())
    assign(interpreter, target, items[index]!, scope, at);
}

/** `value.name = to` for what can be changed; anything else is left alone. */
export function setAttribute(
  interpreter: Interpreter,
  value: Value,
  name: string,
  to: Value,
  at: SourceRange,
): void {
  if (value.kind === 'either')
    for (const option of value.options) setAttribute(interpreter, option, name, to, at);
  else if (value.kind === 'instance') interpreter.transaction.setAttribute(value, name, to);
  else if (value.kind === 'module' || value.kind === 'class')
    bindName(interpreter, value.scope, name, to, at);
  else if (value.kind === 'native') value.setAttribute?.(name, to);
}

/** `container[key] = value`. Raises what Python raises for lists and for None. */
export function setItem(
  interpreter: Interpreter,
  container: Value,
  key: Value,
  value: Value,
  at: SourceRange,
): void {
  switch (container.kind) {
    case 'dict':
      setEntry(interpreter, container, key, value);
      return;
    case 'list': {
      const index = indexIn(container.items.length, key);
      if (index === undefined || container.incomplete)
        interpreter.transaction.setItems(container, [], true);
      else if (index >= container.items.length)
        throw new PythonRaise('IndexError', 'list assignment index out of range', { at });
      else interpreter.transaction.changeItems(container)[index] = value;
      return;
    }
    case 'namespace':
      if (key.kind === 'str') bindName(interpreter, container.scope, key.value, value, at);
      else
        interpreter.transaction.markIncomplete(
          container.scope,
          'names that are not known are set in it',
        );
      return;
    case 'native':
      container.setItem?.(key, value);
      return;
    case 'either':
      for (const option of container.options) setItem(interpreter, option, key, value, at);
      return;
    case 'none':
    case 'str':
    case 'tuple':
      throw new PythonRaise(
        'TypeError',
        `'${typeName(container)}' object does not support item assignment`,
        { at },
      );
    default:
  }
}

/** `del` of a name, an element or an attribute. */
export function remove(
  interpreter: Interpreter,
  target: Expression,
  scope: Scope,
  at: SourceRange,
): void {
  if (target.kind === 'Name') {
    interpreter.transaction.bind(scope.declared.get(target.id) ?? scope, target.id, undefined);
  } else if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const element of target.elts) remove(interpreter, element, scope, at);
  } else if (target.kind === 'Subscript') {
    removeItem(
      interpreter,
      interpreter.evaluate(target.value, scope),
      target.slice.kind === 'Slice'
        ? sliceOf(interpreter, target.slice, scope)
        : interpreter.evaluate(target.slice, scope),
      at,
    );
  }
}

function removeItem(interpreter: Interpreter, container: Value, key: Value, at: SourceRange): void {
  if (container.kind === 'either')
    for (const option of container.options) removeItem(interpreter, option, key, at);
  if (container.kind === 'dict') {
    const hash = keyOf(key);
    if (hash === undefined) interpreter.transaction.setEntries(container, new Map(), true);
    else if (container.entries.has(hash))
      interpreter.transaction.setEntry(container, hash, undefined);
    else if (!container.incomplete) throw new PythonRaise('KeyError', 'no such key', { at });
    container.env = mergeVariables(container.env, interpreter.control);
  }
  if (container.kind === 'list') {
    const index = indexIn(container.items.length, key);
    if (index === undefined || container.incomplete)
      interpreter.transaction.setItems(container, [], true);
    else if (index >= container.items.length)
      throw new PythonRaise('IndexError', 'list assignment index out of range', { at });
    else {
      const items = interpreter.transaction.changeItems(container);
      spendMoves(interpreter, items.length - index);
      items.splice(index, 1);
    }
  }
  if (container.kind === 'namespace' && key.kind === 'str')
    interpreter.transaction.bind(container.scope, key.value, undefined);
}
