import type { SourceRange } from '../../python/source-range.ts';
import type { Value, Variables } from '../values/python-value.ts';

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
 * journal.
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
  /** Why names that are not bound may still be: something unmodelled could have bound them. */
  open: string | undefined;
}

/** A scope below another one, without variables. */
export function childScope(parent: Scope, kind: 'class' | 'function'): Scope {
  return {
    kind,
    moduleName: parent.moduleName,
    isPackage: parent.isPackage,
    file: parent.file,
    variables: new Map(),
    skipped: new Map(),
    parent: kind === 'function' && parent.kind === 'class' ? parent.parent : parent,
    globals: parent.globals,
    declared: new Map(),
    owner: kind === 'function' && parent.kind === 'class' ? parent : undefined,
    open: undefined,
  };
}

/** The empty scope of a module. */
export function moduleScope(moduleName: string, isPackage: boolean, file: string): Scope {
  const scope = {
    kind: 'module' as const,
    moduleName,
    isPackage,
    file,
    variables: new Map<string, Binding>(),
    skipped: new Map<string, Variables>(),
    parent: undefined,
    declared: new Map<string, Scope>(),
    open: undefined,
  };
  return Object.assign(scope, { globals: scope as unknown as Scope });
}

/** The binding that a name has in a scope or in those around it; undefined when there is none. */
export function findBinding(scope: Scope, name: string): Binding | undefined {
  for (
    let at: Scope | undefined = scope.declared.get(name) ?? scope;
    at !== undefined;
    at = at.parent
  ) {
    const binding = at.variables.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}
