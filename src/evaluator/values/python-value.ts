import type { Expression, FunctionDef, Lambda, Statement } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** Names of environment variables a value was made from, sorted and without doubles. */
export type Variables = readonly string[];

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
 * Mutable as in Python: changed only through the transaction. `incomplete` means that there may be elements
 * not known here.
 */
export interface Collection {
  readonly kind: 'list' | 'tuple' | 'set';
  items: Value[];
  incomplete: boolean;
  env: Variables;
  at: SourceRange | undefined;
}
export interface DictEntry {
  readonly key: Value;
  readonly value: Value;
}
export interface Dict {
  readonly kind: 'dict';
  entries: Map<string, DictEntry>;
  incomplete: boolean;
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
  /** The bases and all above them, each once, in the order in which members are looked up. */
  readonly ancestors: readonly Value[];
};
export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassValue;
  attributes: Map<string, Value>;
  readonly env: Variables;
  readonly at: SourceRange | undefined;
}

/** The arguments of a call; `incomplete` when `*unknown` or `**unknown` is among them. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly incomplete: boolean;
  readonly scope: Scope;
  readonly at: SourceRange;
}
/**
 * An object of Python or of a library whose behaviour is implemented here, in TypeScript. Each of
 * its powers may be missing.
 */
export type NativeObject = Traced & {
  readonly kind: 'native';
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
      | Collection
      | Dict
      | Namespace
      | ModuleValue
      | FunctionValue
      | ClassValue
      | Instance
      | NativeObject
      | Either
    )
  | Unknown;

/** True for values that are copied, not shared, when they are assigned. */
export function isScalar(value: Value): value is Scalar {
  return ['str', 'bytes', 'int', 'float', 'bool', 'none'].includes(value.kind);
}

/**
 * A variable: its value, the statement that bound it last, and the environment variables that
 * decided whether it was bound.
 */
export interface Binding {
  readonly value: Value;
  readonly at: SourceRange | undefined;
  readonly env: Variables;
  /** True when a condition that could not be decided may have left it unbound. */
  readonly maybeUnset: boolean;
}

/**
 * The variables of a module, a class body or one call of a function. Changed only through the
 * transaction.
 */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function';
  /** Dotted name of the module that the code stands in, for relative imports. */
  readonly moduleName: string;
  readonly isPackage: boolean;
  readonly file: string;
  readonly variables: Map<string, Binding>;
  /**
   * Names that a branch not taken would have bound, with the environment variables that decided
   * against it; `*` when it imports all of a module.
   */
  readonly skipped: Map<string, Variables>;
  /** Where names are looked up next; class bodies are skipped by the functions in them. */
  readonly parent: Scope | undefined;
  /** The module's own scope. */
  readonly globals: Scope;
  readonly declared: Map<string, Scope>;
  /** For a call of a method, the scope of the class that the method was written in. */
  readonly owner?: Scope | undefined;
  /** Why names that are not bound may still be: a call that is not evaluated could have bound them. */
  incomplete: string | undefined;
}
