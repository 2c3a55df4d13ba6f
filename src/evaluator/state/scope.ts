import type { Binding, Scope, Variables } from '../values/python-value.ts';

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
    incomplete: undefined,
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
    incomplete: undefined,
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
