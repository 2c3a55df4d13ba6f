import type { SourceRange } from '../../python/source-range.ts';
import {
  type CallArguments,
  type Dict,
  type Entry,
  isScalar,
  type Model,
  type PathValue,
  type Scalar,
  type Sequence,
  type Unknown,
  type Value,
  type Variables,
} from './python-value.ts';
import { NO_VARIABLES } from './variables.ts';

export const none = (env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'none',
  value: null,
  env,
  at: undefined,
});

export const str = (value: string, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'str',
  value,
  env,
  at: undefined,
});

export const int = (value: number, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'int',
  value,
  env,
  at: undefined,
});

export const float = (value: number, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'float',
  value,
  env,
  at: undefined,
});

export const bool = (value: boolean, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'bool',
  value,
  env,
  at: undefined,
});

export const path = (value: string, env: Variables = NO_VARIABLES): PathValue => ({
  kind: 'path',
  value,
  env,
  at: undefined,
});

export const sequence = (
  kind: Sequence['kind'],
  items: Value[],
  env: Variables = NO_VARIABLES,
  open = false,
): Sequence => ({
  kind,
  items,
  open,
  env,
  at: undefined,
});

export const list = (items: Value[], env: Variables = NO_VARIABLES, open = false): Sequence =>
  sequence('list', items, env, open);

export const tuple = (items: Value[], env: Variables = NO_VARIABLES): Sequence =>
  sequence('tuple', items, env);

export const unknown = (
  because: string,
  env: Variables = NO_VARIABLES,
  external = false,
): Unknown => ({
  kind: 'unknown',
  because,
  external,
  env,
  at: undefined,
});

/** A modelled object; `powers` are its fields beside kind and origin. */
export const model = (name: string, powers: Partial<Omit<Model, 'kind' | 'name'>>): Model => ({
  kind: 'model',
  name,
  env: NO_VARIABLES,
  at: undefined,
  ...powers,
});

/** A function of Python or of a library. */
export const builtin = (name: string, call: (args: CallArguments) => Value): Model =>
  model(name, { call });

/** A dict from keys that are text. */
export function dict(
  entries: Iterable<readonly [string, Value]> = [],
  env: Variables = NO_VARIABLES,
): Dict {
  const map = new Map<string, Entry>();
  for (const [key, value] of entries) map.set(`s${key}`, { key: str(key), value });
  return { kind: 'dict', entries: map, open: false, env, at: undefined };
}

/**
 * The value marked as written at a place: scalars are marked anew, containers keep the place they
 * were made at.
 */
export function placed<V extends Value>(value: V, at: SourceRange): V {
  if (isScalar(value) || value.kind === 'path' || value.kind === 'unknown') return { ...value, at };
  if (
    value.kind === 'list' ||
    value.kind === 'tuple' ||
    value.kind === 'set' ||
    value.kind === 'dict'
  )
    value.at ??= at;
  return value;
}
