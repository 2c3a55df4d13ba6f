import type { SourceRange } from '../../python/source-range.ts';
import { unknown } from '../values/constructors.ts';
import type { ClassValue, Scope, Value } from '../values/python-value.ts';
import { NO_VARIABLES } from '../values/variables.ts';
import { spendItems, type Work } from '../values/work.ts';

/** A class with the members of its scope; `at` is where it is defined. */
export function makeClass(
  work: Work,
  made: { readonly name: string; readonly scope: Scope; readonly bases: readonly Value[] },
  at?: SourceRange,
): ClassValue {
  const above = made.bases.flatMap((base) =>
    base.kind === 'class' ? [base, ...base.ancestors] : [base],
  );
  spendItems(work, 4 * above.length);
  // As in Python, a class that several others have above them is asked after all of these.
  const ancestors = [...new Set(above.reverse())].reverse();
  return { kind: 'class', ...made, ancestors, env: NO_VARIABLES, at };
}

/**
 * A class's own or inherited member; undefined when there is none, unknown when a base that is not
 * known may have it.
 */
export function classMember(of: ClassValue, name: string): Value | undefined {
  const own = of.scope.variables.get(name);
  if (own !== undefined) return own.value;
  for (const above of of.ancestors) {
    if (above.kind === 'class') {
      const inherited = above.scope.variables.get(name);
      if (inherited !== undefined) return inherited.value;
    } else if (above.kind === 'unknown' && !name.startsWith('__'))
      return unknown(above.because, above.env, above.external);
  }
  return undefined;
}

/** The names of a class and of all above it. */
export function classNames(of: ClassValue): string[] {
  return [of.name, ...of.ancestors.flatMap((one) => (one.kind === 'class' ? [one.name] : []))];
}

/** True for Python's exceptions and for classes below them. */
export function isException(of: ClassValue): boolean {
  return classNames(of).includes('BaseException');
}

/** True when a class above it comes from a package, so that its members are not all known. */
export function comesFromPackage(of: ClassValue): boolean {
  return of.ancestors.some((one) => one.kind === 'unknown');
}
