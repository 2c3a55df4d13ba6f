import type { SourceRange } from '../../python/source-range.ts';
import {
  type CallArguments,
  type Collection,
  type Dict,
  type DictEntry,
  isScalar,
  type NativeObject,
  type PathValue,
  type Scalar,
  type Scope,
  type Unknown,
  type Value,
  type Variables,
} from './python-value.ts';
import { NO_VARIABLES } from './variables.ts';

/** None. */
export const none = (env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'none',
  value: null,
  env,
  at: undefined,
});

/** A str. */
export const str = (value: string, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'str',
  value,
  env,
  at: undefined,
});

/** A bytes object; each byte is one UTF-16 unit of the text. */
export const bytes = (value: string, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'bytes',
  value,
  env,
  at: undefined,
});

/** An int that a double holds exactly. */
export const int = (value: number, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'int',
  value,
  env,
  at: undefined,
});

/** A float. */
export const float = (value: number, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'float',
  value,
  env,
  at: undefined,
});

/** A bool. */
export const bool = (value: boolean, env: Variables = NO_VARIABLES): Scalar => ({
  kind: 'bool',
  value,
  env,
  at: undefined,
});

/** A pathlib path. */
export const path = (value: string, env: Variables = NO_VARIABLES): PathValue => ({
  kind: 'path',
  value,
  env,
  at: undefined,
});

/** A list, tuple or set with these items. */
export const collection = (
  kind: Collection['kind'],
  items: Value[],
  env: Variables = NO_VARIABLES,
  incomplete = false,
): Collection => ({
  kind,
  items,
  incomplete,
  env,
  at: undefined,
});

/** A list with these items. */
export const list = (
  items: Value[],
  env: Variables = NO_VARIABLES,
  incomplete = false,
): Collection => collection('list', items, env, incomplete);

/** A tuple of these items. */
export const tuple = (items: Value[], env: Variables = NO_VARIABLES): Collection =>
  collection('tuple', items, env);

/** A value that cannot be decided, and why. */
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

/** The variables of a scope as a dict. */
export const namespace = (scope: Scope): Value => ({
  kind: 'namespace',
  scope,
  env: NO_VARIABLES,
  at: undefined,
});

/** A native object; `powers` are its fields besides kind and origin. */
export const native = (
  name: string,
  powers: Partial<Omit<NativeObject, 'kind' | 'name'>>,
): NativeObject => ({
  kind: 'native',
  name,
  env: NO_VARIABLES,
  at: undefined,
  ...powers,
});

/** A function of Python or of a library. */
export const builtin = (name: string, call: (args: CallArguments) => Value): NativeObject =>
  native(name, { call });

/** A dict from keys that are text. */
export function dict(
  entries: Iterable<readonly [string, Value]> = [],
  env: Variables = NO_VARIABLES,
): Dict {
  const map = new Map<string, DictEntry>();
  for (const [key, value] of entries) map.set(`s${key}`, { key: str(key), value });
  return { kind: 'dict', entries: map, incomplete: false, env, at: undefined };
}

/**
 * The value marked as written at a place: scalars are marked anew, containers keep the place they
 * were made at.
 */
export function writtenAt<V extends Value>(value: V, at: SourceRange): V {
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
