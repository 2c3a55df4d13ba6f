import type { Expression, FunctionDef, Lambda, Statement } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import type { Scope } from '../state/scope.ts';

/** Names of environment variables a value was made from, sorted and without doubles. */
export type Variables = readonly string[];
export const NO_VARIABLES: Variables = [];

/** What every value carries: where it came from in the environment, and where it is written. */
interface Traced {
  readonly env: Variables;
  readonly at: SourceRange | undefined;
}

export type Scalar =
  | (Traced & { readonly kind: 'str' | 'bytes'; readonly value: string })
  | (Traced & { readonly kind: 'int' | 'float'; readonly value: number })
  | (Traced & { readonly kind: 'bool'; readonly value: boolean })
  | (Traced & { readonly kind: 'none'; readonly value: null });
/** A file system path, absolute or relative, as POSIX text. */
export type PathValue = Traced & { readonly kind: 'path'; readonly value: string };

/**
 * Mutable as in Python: changed only through the journal. `open` means that there may be elements
 * not known here.
 */
export interface Sequence {
  readonly kind: 'list' | 'tuple' | 'set';
  items: Value[];
  open: boolean;
  env: Variables;
  at: SourceRange | undefined;
}
export interface Entry {
  readonly key: Value;
  readonly value: Value;
}
export interface Dict {
  readonly kind: 'dict';
  entries: Map<string, Entry>;
  open: boolean;
  env: Variables;
  at: SourceRange | undefined;
}

/** The variables of a scope as a dict: `globals()` and `locals()`. */
export type Namespace = Traced & { readonly kind: 'namespace'; readonly scope: Scope };
export type ModuleValue = Traced & {
  readonly kind: 'module';
  readonly name: string;
  readonly scope: Scope;
};
export type FunctionValue = Traced & {
  readonly kind: 'function';
  readonly node: { readonly name: string; readonly args: FunctionDef['args'] | Lambda['args'] };
  readonly body: readonly Statement[] | Expression;
  readonly scope: Scope;
  readonly defaults: readonly Value[];
  readonly keywordDefaults: readonly (Value | undefined)[];
  readonly isGenerator: boolean;
  readonly binding: 'plain' | 'static' | 'class' | 'property';
};
export type ClassValue = Traced & {
  readonly kind: 'class';
  readonly name: string;
  readonly scope: Scope;
  readonly bases: readonly Value[];
};
export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassValue;
  attributes: Map<string, Value>;
  readonly env: Variables;
  readonly at: SourceRange | undefined;
}

/** The arguments of a call; `open` when `*unknown` or `**unknown` is among them. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly open: boolean;
  readonly scope: Scope;
  readonly at: SourceRange;
}
/** A thing of Python or of a library that is modelled here: any of its powers may be missing. */
export type Model = Traced & {
  readonly kind: 'model';
  readonly name: string;
  readonly call?: ((args: CallArguments) => Value) | undefined;
  readonly attribute?: ((name: string, at: SourceRange) => Value | undefined) | undefined;
  readonly item?: ((key: Value, at: SourceRange) => Value) | undefined;
  readonly setItem?: ((key: Value, value: Value) => void) | undefined;
  readonly setAttribute?: ((name: string, value: Value) => void) | undefined;
  readonly contains?: ((key: Value) => Value) | undefined;
  readonly items?: (() => Value[] | undefined) | undefined;
  /** For a `with` statement. */
  readonly enter?: (() => Value) | undefined;
  readonly exit?: ((raised: string | undefined) => boolean) | undefined;
  /** What `isinstance` and exception clauses compare: own name first. */
  readonly isType?: boolean | undefined;
  /** How it is shown as plain data, such as `ext://sys.stdout` of logging's own notation. */
  readonly plain?: string | undefined;
};

/** One of several values, because a condition could not be decided. At most MAX_OPTIONS. */
export type Either = Traced & { readonly kind: 'either'; readonly options: readonly Value[] };
/**
 * A value that cannot be decided; `external` when it came from a package, so that calling it may do
 * anything.
 */
export type Unknown = Traced & {
  readonly kind: 'unknown';
  readonly because: string;
  readonly external: boolean;
};

export type Value =
  | (
      | Scalar
      | PathValue
      | Sequence
      | Dict
      | Namespace
      | ModuleValue
      | FunctionValue
      | ClassValue
      | Instance
      | Model
      | Either
    )
  | Unknown;

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

/** The union of several sets of variables. */
export function mergeVariables(...sets: readonly Variables[]): Variables {
  let merged: Variables = NO_VARIABLES;
  for (const set of sets) {
    if (set.length === 0 || set === merged) continue;
    merged = merged.length === 0 ? set : [...new Set([...merged, ...set])].sort();
  }
  return merged;
}

/**
 * The same value with more variables; the very same object when it is a container that others hold
 * as well.
 */
export function withVariables<V extends Value>(value: V, env: Variables): V {
  if (env.length === 0 || env.every((name) => value.env.includes(name))) return value;
  return { ...value, env: mergeVariables(value.env, env) };
}

/** True for values that are copied, not shared, when they are assigned. */
export function isScalar(value: Value): value is Scalar {
  return ['str', 'bytes', 'int', 'float', 'bool', 'none'].includes(value.kind);
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

/**
 * What a dict compares of a key; undefined for a key that is not known or that Python would refuse.
 */
export function keyOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
      return `s${value.value}`;
    case 'path':
    case 'bytes':
      return `${value.kind}${value.value}`;
    case 'int':
    case 'float':
      return `n${value.value}`;
    case 'bool':
      return `n${Number(value.value)}`;
    case 'none':
      return 'none';
    case 'tuple': {
      const keys = value.items.map(keyOf);
      return value.open || keys.includes(undefined) ? undefined : `t${JSON.stringify(keys)}`;
    }
    case 'class':
    case 'model':
      return `o${value.name}`;
    default:
      return undefined;
  }
}

/** All variables that a value and everything in it was made from. */
export function allVariables(value: Value, seen: Set<Value> = new Set()): Variables {
  if (seen.has(value)) return NO_VARIABLES;
  seen.add(value);
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return mergeVariables(value.env, ...value.items.map((item) => allVariables(item, seen)));
    case 'dict':
      return mergeVariables(
        value.env,
        ...[...value.entries.values()].map((entry) => allVariables(entry.value, seen)),
      );
    case 'either':
      return mergeVariables(
        value.env,
        ...value.options.map((option) => allVariables(option, seen)),
      );
    default:
      return value.env;
  }
}
